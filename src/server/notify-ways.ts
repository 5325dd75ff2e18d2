/** The ways by which notices go out: a signed POST for each, one mail for all that wait. */
import { createTransport } from 'nodemailer'
import { signatureOf } from '../feed/push.js'
import type { Notice } from '../ledger/notices.js'
import { type Language, render } from '../messages/catalogue.js'
import type { MailSettings, Notify, Webhook } from '../model/notify.js'
import { post } from './post.js'
import { secretOf } from './secret.js'

/** One way. `send` resolves when everything that it was given was taken, and rejects when it was not. */
export interface Way {
  /** Stable: deliveries are kept under it. */
  readonly id: string
  /** Most notices that are sent at once. */
  readonly batch: number
  send(notices: readonly Notice[], signal: AbortSignal): Promise<void>
}

type Env = Readonly<Record<string, string | undefined>>

const MAIL_MS = 20_000
const SUBJECT_CHARACTERS = 120
const PORTS = { tls: 465, starttls: 587, none: 25 } as const

/** The sentence of a notice. */
export function noticeText({ kind, facts }: Pick<Notice, 'kind' | 'facts'>, language: Language): string {
  const { duty } = facts
  const what = duty === undefined ? {} : { what: render(`agenda.${duty}`, {}, language) }
  return render(`notice.${kind}`, { ...facts, ...what }, language)
}

function webhookWay({ url, secret }: Webhook, language: Language, env: Env): Way {
  return {
    id: `webhook ${url}`,
    batch: 1,
    send: async ([notice], signal) => {
      if (!notice) return
      const { no, kind, facts, day, createdAt } = notice
      const at = new Date(createdAt).toISOString()
      const body = JSON.stringify({
        id: String(no),
        kind,
        at,
        day,
        text: noticeText(notice, language),
        facts,
      })
      const headers = {
        'content-type': 'application/json; charset=utf-8',
        'x-xuncha-id': `notice-${no}`,
        'x-xuncha-signature': signatureOf(secretOf(secret, env), body),
      }
      const status = await post(url, headers, body, signal)
      if (status < 200 || status > 299) throw new Error(`HTTP ${status}`)
    },
  }
}

function mailWay(mail: MailSettings, language: Language, env: Env): Way {
  const security = mail.security ?? 'starttls'
  return {
    id: 'mail',
    batch: 50,
    send: async (notices) => {
      const texts = notices.map((notice) => noticeText(notice, language))
      const transport = createTransport({
        host: mail.host,
        port: mail.port ?? PORTS[security],
        secure: security === 'tls',
        requireTLS: security === 'starttls',
        ignoreTLS: security === 'none',
        connectionTimeout: MAIL_MS,
        greetingTimeout: MAIL_MS,
        socketTimeout: MAIL_MS,
        // A notice holds text only: nothing is fetched or read for it.
        disableFileAccess: true,
        disableUrlAccess: true,
        ...(mail.user === undefined
          ? {}
          : { auth: { user: mail.user, pass: mail.password ? secretOf(mail.password, env) : '' } }),
      })
      try {
        const first = (texts[0] ?? '').slice(0, SUBJECT_CHARACTERS)
        await transport.sendMail({
          from: mail.from,
          to: [...mail.to],
          subject: render('notice.subject', { count: texts.length, first }, language),
          text: `${texts.map((text, at) => (texts.length > 1 ? `${at + 1}. ${text}` : text)).join('\n\n')}\n`,
        })
      } finally {
        transport.close()
      }
    },
  }
}

/** The ways that the workspace names. Secrets are read when something is sent, so that a changed one holds at once. */
export function waysOf(notify: Notify | undefined, env: Env): Way[] {
  const language = notify?.language ?? 'zh-CN'
  const webhooks = (notify?.webhooks ?? []).map((one) => webhookWay(one, language, env))
  return [...webhooks, ...(notify?.mail ? [mailWay(notify.mail, language, env)] : [])]
}

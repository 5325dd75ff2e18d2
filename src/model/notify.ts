/** Notices (通知): what somebody is to be told, and by which ways the workspace says it goes out. */
import { z } from 'zod'

/** run-failed … task-failed: something of ours went wrong. deadline-*: something is due. test: somebody tries the ways. */
const NOTICE_KINDS = [
  'run-failed',
  'run-held',
  'run-void',
  'feed-stuck',
  'backup-failed',
  'task-failed',
  'deadline-soon',
  'deadline-late',
  'test',
] as const
export type NoticeKind = (typeof NOTICE_KINDS)[number]

/** A secret is never in the file: `env:NAME` names a variable of the server, `file:/PATH` a file that only its owner can read. */
const secret = z.string().regex(/^(?:env:[A-Za-z_][A-Za-z0-9_]{0,99}|file:\/.{1,500})$/, {
  message: 'registry.bad-secret',
})
const webUrl = z
  .string()
  .max(2_000)
  .regex(/^https?:\/\/[^\s@]+$/, { message: 'registry.bad-url' })
const address = z
  .string()
  .max(200)
  .regex(/^[^\s@<>,;"]+@[^\s@<>,;"]+$/, { message: 'registry.bad-mail' })
const host = z
  .string()
  .max(253)
  .regex(/^[A-Za-z0-9.:-]+$/, { message: 'registry.bad-host' })

/** `defaults.notify` of the workspace file. */
export const notifySchema = z.strictObject({
  /** Language of what is sent; Chinese unless said. */
  language: z.enum(['zh-CN', 'en']).optional(),
  /** Addresses that are posted to, signed as the feed is. */
  webhooks: z
    .array(z.strictObject({ url: webUrl, secret }))
    .max(10)
    .optional(),
  mail: z
    .strictObject({
      host,
      port: z.number().int().min(1).max(65_535).optional(),
      /** tls: from the first byte (465). starttls: asked for after the greeting, and insisted on. none: in the clear, on a network of one's own. */
      security: z.enum(['tls', 'starttls', 'none']).optional(),
      user: z.string().min(1).max(200).optional(),
      password: secret.optional(),
      from: address,
      to: z.array(address).min(1).max(50),
    })
    .optional(),
})
export type Notify = z.infer<typeof notifySchema>
export type MailSettings = NonNullable<Notify['mail']>
export type Webhook = NonNullable<Notify['webhooks']>[number]

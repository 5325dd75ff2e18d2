/** People, programs' tokens and the audit log, as the administrator sees them. */
import { html, type Markup } from '../../../reports/html/markup.js'
import { addAccount, disableAccount, invite, listAccounts } from '../../ledger/accounts.js'
import { addToken, auditLines, listTokens, revokeToken } from '../../ledger/tokens.js'
import { hasMessage, type MessageFacts } from '../../messages/catalogue.js'
import { ROLES, SCOPES } from '../../model/access.js'
import { pageOf, type Words } from '../pages/frame.js'
import { button, card, choice, field, form, table, tag, time } from '../pages/parts.js'
import { newSecret } from '../password.js'
import { Refusal } from '../problem.js'
import { only, type Route } from '../route.js'
import { namesOf } from './findings.js'
import { action, page, type Shown, told, type Visit, visitOf } from './visit.js'

const ADMINISTRATOR = only(['administrator'])

function accounts(visit: Visit) {
  const { ledger, frame, now } = visit
  const { words } = frame
  const names = namesOf(ledger)
  const units = [['', '—'] as const, ...[...names].map(([id, name]) => [id, name] as const)]
  const people = table(
    words('nav.accounts'),
    [
      { label: words('account') },
      { label: words('account.role') },
      { label: words('account.unit') },
      { label: words('account.state') },
      { label: '' },
    ],
    listAccounts(ledger).map((one) => [
      one.name,
      words(`role.${one.role}`),
      one.unit === null ? '—' : (names.get(one.unit) ?? one.unit),
      one.disabledAt !== null
        ? tag('bad', words('account.disabled'))
        : one.lockedUntil > now
          ? tag('pending', words('account.locked'))
          : one.password === null
            ? tag('pending', words('account.invited'))
            : tag('good', words('account.active')),
      form(
        frame,
        `/accounts/${encodeURIComponent(one.name)}`,
        html`<div class="buttons">${button(words('account.invite'), { value: 'invite', kind: 'plain' })}${one.disabledAt === null ? button(words('account.disable'), { value: 'disable', kind: 'no' }) : button(words('account.enable'), { value: 'enable', kind: 'plain' })}</div>`,
        { kind: 'inline' },
      ),
    ]),
    words('no-accounts'),
  )
  const added = form(
    frame,
    '/accounts',
    html`${field(words('account'), 'name', { required: true })}${choice(
      words('account.role'),
      'role',
      ROLES.map((role) => [role, words(`role.${role}`)] as const),
    )}${choice(words('account.unit'), 'unit', units)}<div class="buttons">${button(words('account.add'))}</div>`,
  )
  const tokens = table(
    words('tokens'),
    [
      { label: words('token.name') },
      { label: words('token.scopes') },
      { label: words('account.unit'), kind: 'wide' },
      { label: words('token.expires') },
      { label: '' },
    ],
    listTokens(ledger).map((one) => [
      one.name,
      one.scopes.join(' '),
      one.unit === null ? '—' : (names.get(one.unit) ?? one.unit),
      one.revokedAt !== null ? tag('bad', words('token.revoked')) : time(frame, one.expiresAt),
      one.revokedAt === null
        ? form(frame, `/tokens/${one.id}/revoke`, button(words('token.revoke'), { kind: 'no' }), {
            kind: 'inline',
          })
        : '',
    ]),
    words('no-tokens'),
  )
  const made = form(
    frame,
    '/tokens',
    html`${field(words('token.name'), 'name', { required: true })}<fieldset><legend>${words('token.scopes')}</legend>${SCOPES.map((scope) => html`<label class="tick"><input type="checkbox" name="${scope}" value="1"> ${scope}</label>`)}</fieldset>${choice(words('account.unit'), 'unit', units)}<div class="buttons">${button(words('token.make'))}</div>`,
  )
  return {
    title: words('nav.accounts'),
    body: html`${card(words('people'), people)}${card(words('account.add'), added)}${card(words('tokens'), tokens)}${card(words('token.make'), made)}`,
  }
}

/** A secret is shown once, on the page that made it, and never in an address. */
function secretRoute(path: string, summary: string, make: (visit: Visit) => Shown): Route {
  return {
    method: 'POST',
    path,
    policy: ADMINISTRATOR,
    kind: 'page',
    summary,
    handle: (call) => {
      const visit = visitOf(call)
      const shown = make(visit)
      if ('to' in shown) return call.reply.redirect(shown.to, 303)
      call.reply.type('text/html; charset=utf-8').header('cache-control', 'no-store')
      return pageOf(visit.frame, shown.title, shown.body)
    },
  }
}

/** The page that shows a secret: select and copy, it does not come again. */
function onceShown(visit: Visit, title: string, secret: string, note: string): Shown {
  const { words } = visit.frame
  return {
    title,
    body: html`<section class="card"><p>${note}</p><p><code>${secret}</code></p><p><a href="/accounts">${words('back')}</a></p></section>`,
  }
}

function invitation(visit: Visit, name: string): Shown {
  const secret = newSecret()
  invite(visit.ledger, name, secret)
  const { words } = visit.frame
  return onceShown(
    visit,
    words('account.invitation', { name }),
    `/welcome?secret=${secret}`,
    words('account.invitation-note'),
  )
}

function addPerson(visit: Visit): Shown {
  const role = ROLES.find((known) => known === visit.given('role'))
  if (!role) throw new Refusal(422, 'server.invalid', { detail: 'role' })
  const unit = visit.given('unit')
  const name = visit.given('name')
  addAccount(visit.ledger, { name, role, unit: unit === '' ? null : unit, actor: visit.principal.name })
  return invitation(visit, name)
}

function changePerson(visit: Visit): Shown {
  const name = visit.params.name ?? ''
  const act = visit.given('do')
  if (act === 'invite') return invitation(visit, name)
  if (act !== 'disable' && act !== 'enable') throw new Refusal(422, 'server.invalid', { detail: 'do' })
  disableAccount(visit.ledger, name, act === 'disable')
  return { to: told('/accounts', `account-${act}d`) }
}

function makeToken(visit: Visit): Shown {
  const secret = newSecret()
  const unit = visit.given('unit')
  const name = visit.given('name')
  const scopes = SCOPES.filter((scope) => visit.given(scope) !== '')
  if (scopes.length === 0) throw new Refusal(422, 'server.invalid', { detail: 'scopes' })
  addToken(visit.ledger, {
    name,
    secret,
    scopes,
    unit: unit === '' ? null : unit,
    expiresAt: null,
    actor: visit.principal.name,
  })
  const { words } = visit.frame
  return onceShown(visit, words('token.made', { name }), secret, words('token.made-note'))
}

/** An outcome as a sentence: a status, or the key and facts of a refusal; anything else as it was written down. */
function outcomeShown(outcome: string, words: Words): Markup {
  if (/^\d{3}$/.test(outcome))
    return Number(outcome) < 400
      ? tag('good', words('audit.done'))
      : tag('pending', words('audit.refused', { status: outcome }))
  const [, key = '', facts = ''] = /^([\w.-]+) (\{[\s\S]*\})$/.exec(outcome) ?? []
  if (!hasMessage(key)) return html`${outcome}`
  try {
    return html`${words.say(key, JSON.parse(facts) as MessageFacts)}`
  } catch {
    return html`${outcome}`
  }
}

function auditPage(visit: Visit) {
  const { ledger, frame } = visit
  const { words } = frame
  const before = Number(visit.asked('before') ?? 0) || null
  const found = auditLines(ledger, 100, before)
  const last = found.at(-1)
  const rows = found.map((line) => [
    time(frame, line.at),
    line.actor,
    words.of('console.audit-did', line.action.replace(/^\w+ /, '')),
    line.target,
    outcomeShown(line.outcome, words),
  ])
  const columns = ['time', 'actor', 'action', 'target', 'outcome'].map((name) => ({
    label: words(`audit.${name}`),
    ...(name === 'target' && { kind: 'wide' as const }),
  }))
  const older =
    last && last.seq > 1 && found.length === 100
      ? html`<p class="pager"><a href="/audit?before=${last.seq}">${words('older')}</a></p>`
      : ''
  const body = html`<section class="card">${table(words('nav.audit'), columns, rows, words('no-audit'))}${older}</section>`
  return { title: words('nav.audit'), body }
}

export const accountRoutes: readonly Route[] = [
  page('/accounts', ADMINISTRATOR, 'People and tokens', accounts),
  secretRoute('/accounts', 'Add a person', addPerson),
  secretRoute('/accounts/:name', 'Invite, shut out or let in a person', changePerson),
  secretRoute('/tokens', 'Make a token', makeToken),
  action('/tokens/:id/revoke', ADMINISTRATOR, 'End a token', (visit) => {
    revokeToken(visit.ledger, visit.params.id ?? '')
    return told('/accounts', 'token-revoked')
  }),
  page('/audit', only(['office', 'administrator']), 'Audit log', auditPage),
]

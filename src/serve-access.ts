/** `serve token …` and `serve receiver …`: what programs need to talk with the server, made at the command line. */
import type { Command } from 'commander'
import { openForWriting } from './commands/open-data.js'
import { collect, group, leaf, option, type Register, type Registrar } from './commands/program.js'
import { ExitWith, listing, optionsOf, type Shell } from './commands/shell.js'
import { countOption } from './commands/values.js'
import { type Ledger, openLedger } from './ledger/open.js'
import { addReceiver, listReceivers, removeReceiver, replayFrom } from './ledger/receivers.js'
import { registry } from './ledger/registry-store.js'
import { addToken, listTokens, revokeToken, type Token } from './ledger/tokens.js'
import { SCOPES, type Scope } from './model/access.js'
import { UserFault } from './model/error.js'
import { detailOf } from './server/notices.js'
import { waysOf } from './server/notify-ways.js'
import { newSecret } from './server/password.js'

const DAY_MS = 24 * 3_600_000

function scopesOf(named: readonly string[] | undefined): Scope[] {
  if (named === undefined) return SCOPES.filter((scope) => scope.endsWith(':read'))
  return named.map((name) => {
    const scope = SCOPES.find((known) => known === name)
    if (!scope) throw new UserFault('server.unknown-scope', { found: name, known: SCOPES.join(', ') }, 2)
    return scope
  })
}

async function writing(shell: Shell, work: (ledger: Ledger) => void): Promise<void> {
  const ledger = openForWriting(shell)
  try {
    work(ledger)
  } finally {
    ledger.close()
  }
}

async function reading(shell: Shell, work: (ledger: Ledger) => void): Promise<void> {
  const ledger = openLedger(shell.dataDir, { readonly: true })
  try {
    work(ledger)
  } finally {
    ledger.close()
  }
}

const instant = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString())

function tokenDocument(token: Token) {
  return {
    ...token,
    createdAt: instant(token.createdAt),
    expiresAt: instant(token.expiresAt),
    revokedAt: instant(token.revokedAt),
  }
}

interface TokenFlags {
  readonly scope?: readonly string[]
  readonly unit?: string
  readonly days?: string
}

function registerTokens(parent: Command, registrar: Registrar): void {
  const token = group(parent, registrar, 'token', 'serve.token-group')
  leaf(token, registrar, {
    name: 'create <NAME>',
    key: 'serve.token',
    prints: true,
    changes: true,
    options: [
      option(registrar, '--scope <SCOPE>', 'scope').argParser(collect),
      option(registrar, '--unit <ID>', 'token-unit'),
      option(registrar, '--days <N>', 'days'),
    ],
    run: (shell, command, [name]) =>
      writing(shell, (ledger) => {
        const flags = optionsOf<TokenFlags>(command)
        const days = countOption('--days', flags.days)
        const secret = newSecret()
        const made = addToken(ledger, {
          name: String(name),
          secret,
          scopes: scopesOf(flags.scope),
          unit: flags.unit ?? null,
          expiresAt: days === null ? null : shell.host.now() + days * DAY_MS,
          actor: shell.actor,
        })
        shell.result({ ...tokenDocument(made), token: secret }, () =>
          shell.say('server.token-made', { name: made.name, secret }),
        )
      }),
  })
  leaf(token, registrar, {
    name: 'list',
    key: 'serve.tokens',
    prints: true,
    run: (shell) =>
      reading(shell, (ledger) => {
        const tokens = listTokens(ledger).map(tokenDocument)
        shell.result({ tokens }, () =>
          listing(
            shell,
            ['name', 'unit', 'until', 'scopes'],
            tokens.map((one) => [
              one.name,
              one.unit ?? '',
              one.revokedAt ?? one.expiresAt ?? '',
              one.scopes.join(' '),
            ]),
          ),
        )
      }),
  })
  leaf(token, registrar, {
    name: 'revoke <NAME>',
    key: 'serve.revoke',
    prints: true,
    changes: true,
    run: (shell, _, [name]) =>
      writing(shell, (ledger) => {
        const gone = tokenDocument(revokeToken(ledger, String(name)))
        shell.result(gone, () => `${gone.name} ${gone.revokedAt ?? ''}`)
      }),
  })
}

function registerReceivers(parent: Command, registrar: Registrar): void {
  const receiver = group(parent, registrar, 'receiver', 'serve.receiver-group')
  leaf(receiver, registrar, {
    name: 'add <NAME> <URL>',
    key: 'serve.receiver',
    prints: true,
    changes: true,
    run: (shell, _, [name, url]) =>
      writing(shell, (ledger) => {
        const secret = newSecret()
        const id = String(name)
        addReceiver(ledger, { id, url: String(url), secret, actor: shell.actor })
        shell.result({ id, url: String(url), secret }, () =>
          shell.say('server.receiver-made', { name: id, secret }),
        )
      }),
  })
  leaf(receiver, registrar, {
    name: 'list',
    key: 'serve.receivers',
    prints: true,
    run: (shell) =>
      reading(shell, (ledger) => {
        const receivers = listReceivers(ledger)
        shell.result({ receivers }, () =>
          listing(
            shell,
            ['name', 'url', 'waiting'],
            receivers.map((one) => [one.id, one.url, String(one.waiting)]),
          ),
        )
      }),
  })
  leaf(receiver, registrar, {
    name: 'remove <NAME>',
    key: 'serve.receiver-remove',
    prints: true,
    changes: true,
    run: (shell, _, [name]) =>
      writing(shell, (ledger) => {
        const id = String(name)
        removeReceiver(ledger, id)
        shell.result({ id }, () => shell.say('server.receiver-removed', { name: id }))
      }),
  })
  leaf(receiver, registrar, {
    name: 'replay <NAME>',
    key: 'serve.replay',
    prints: true,
    changes: true,
    options: [option(registrar, '--after <SEQ>', 'after-seq')],
    run: (shell, command, [name]) =>
      writing(shell, (ledger) => {
        const { after } = optionsOf<{ after?: string }>(command)
        const from = after === undefined || after === '0' ? 0 : (countOption('--after', after) ?? 0)
        const id = String(name)
        replayFrom(ledger, id, from)
        shell.result({ id, after: from }, () =>
          shell.say('server.receiver-replayed', { name: id, seq: from }),
        )
      }),
  })
}

function registerNotify(parent: Command, registrar: Registrar): void {
  leaf(parent, registrar, {
    name: 'notify',
    key: 'serve.notify',
    prints: true,
    run: async (shell) => {
      const ways = await tryWays(shell)
      shell.result({ ways }, () =>
        ways
          .map(({ way, error }) =>
            shell.say('notice.tried', { way, outcome: error ?? shell.say('notice.sent') }),
          )
          .join('\n'),
      )
      if (ways.some(({ error }) => error !== null)) throw new ExitWith(1)
    },
  })
}

/** Sends a test by every way that the workspace names; nothing of it is kept. */
async function tryWays(shell: Shell): Promise<{ way: string; error: string | null }[]> {
  const ledger = openLedger(shell.dataDir, { readonly: true })
  try {
    const ways = waysOf(registry(ledger).load().defaults.notify, shell.host.env)
    if (ways.length === 0) throw new UserFault('notice.no-ways', {}, 2)
    const createdAt = shell.host.now()
    const day = new Date(createdAt).toISOString().slice(0, 10)
    const notice = { no: 0, cause: 'test', day, kind: 'test', facts: {}, createdAt } as const
    const tried: { way: string; error: string | null }[] = []
    for (const way of ways) {
      const error = await way.send([notice], shell.host.signal).then(() => null, detailOf)
      tried.push({ way: way.id, error })
    }
    return tried
  } finally {
    ledger.close()
  }
}

/** The groups below `serve`. */
export const registerServeAccess: Register = (serve, registrar) => {
  registerNotify(serve, registrar)
  registerTokens(serve, registrar)
  registerReceivers(serve, registrar)
}

/** Bearer tokens of programs, kept by their hash, and the audit log of what anybody did at the server. */
import type { Scope } from '../model/access.js'
import { SCOPES } from '../model/access.js'
import { sha256 } from '../model/canonical.js'
import { UserFault } from '../model/error.js'
import type { Ledger } from './open.js'
import { uuidv7 } from './uuid.js'

/** A token without its secret. `unit` narrows it to one unit's rows. Instants are UTC milliseconds. */
export interface Token {
  readonly id: string
  readonly name: string
  readonly scopes: readonly Scope[]
  readonly unit: string | null
  readonly createdBy: string
  readonly createdAt: number
  readonly expiresAt: number | null
  readonly revokedAt: number | null
}

const SELECT = `SELECT id, name, scopes, unit, created_by AS createdBy, created_at AS createdAt,
  expires_at AS expiresAt, revoked_at AS revokedAt FROM tokens`

function asToken(raw: unknown): Token {
  const row = raw as Omit<Token, 'scopes'> & { scopes: string }
  const held = JSON.parse(row.scopes) as string[]
  return { ...row, scopes: SCOPES.filter((scope) => held.includes(scope)) }
}

/** Every token, oldest first. */
export function listTokens(ledger: Ledger): Token[] {
  return ledger.sql(`${SELECT} ORDER BY created_at, id`).all().map(asToken)
}

/** What a token is made with. */
export interface NewToken {
  readonly name: string
  readonly secret: string
  readonly scopes: readonly Scope[]
  readonly unit: string | null
  readonly expiresAt: number | null
  readonly actor: string
}

/** Adds a token. Throws UserFault (2) for a name that is taken or unfit. */
export function addToken(ledger: Ledger, given: NewToken): Token {
  return ledger.immediate(() => {
    if (!/^[\p{L}\p{N}][\p{L}\p{N}._ -]{0,63}$/u.test(given.name))
      throw new UserFault('server.token-name', { name: given.name }, 2)
    if (ledger.sql('SELECT 1 FROM tokens WHERE name = ?').get(given.name))
      throw new UserFault('server.token-taken', { name: given.name }, 2)
    const id = uuidv7(ledger.now())
    ledger
      .sql(
        `INSERT INTO tokens (id, name, hash, scopes, unit, created_by, created_at, expires_at)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
      )
      .run(
        id,
        given.name,
        sha256(given.secret),
        JSON.stringify(given.scopes),
        given.unit,
        given.actor,
        ledger.now(),
        given.expiresAt,
      )
    return asToken(ledger.sql(`${SELECT} WHERE id = ?`).get(id))
  })
}

/** Ends a token by its id or name. Throws UserFault (2) for one that there is not. */
export function revokeToken(ledger: Ledger, name: string): Token {
  return ledger.immediate(() => {
    const row = ledger.sql(`${SELECT} WHERE id = ? OR name = ?`).get(name, name)
    if (!row) throw new UserFault('server.token-unknown', { name }, 2)
    const token = asToken(row)
    if (token.revokedAt === null)
      ledger.sql('UPDATE tokens SET revoked_at = ? WHERE id = ?').run(ledger.now(), token.id)
    return { ...token, revokedAt: token.revokedAt ?? ledger.now() }
  })
}

/** The token of a secret; null for one that is unknown, expired or revoked. */
export function tokenOf(ledger: Ledger, secret: string): Token | null {
  const row = ledger
    .sql(`${SELECT} WHERE hash = ? AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > ?)`)
    .get(sha256(secret), ledger.now())
  return row ? asToken(row) : null
}

/** One line of the audit log; `outcome` is an HTTP status or a word. */
export interface AuditLine {
  readonly seq: number
  readonly at: number
  readonly actor: string
  readonly action: string
  readonly target: string
  readonly outcome: string
}

/** Writes down who did what. */
export function audit(ledger: Ledger, line: Omit<AuditLine, 'seq' | 'at'>): void {
  ledger.immediate(() =>
    ledger
      .sql('INSERT INTO audit (at, actor, action, target, outcome) VALUES (?, ?, ?, ?, ?)')
      .run(ledger.now(), line.actor, line.action, line.target.slice(0, 500), line.outcome),
  )
}

/** Lines of the audit log, newest first; `before` pages on. */
export function auditLines(ledger: Ledger, limit: number, before: number | null = null): AuditLine[] {
  return ledger
    .sql('SELECT seq, at, actor, action, target, outcome FROM audit WHERE seq < ? ORDER BY seq DESC LIMIT ?')
    .all(before ?? Number.MAX_SAFE_INTEGER, limit) as AuditLine[]
}

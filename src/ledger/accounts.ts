/** Accounts, invitations and sessions of people, kept by the hash of their secrets only. */

import type { Role } from '../model/access.js'
import { sha256 } from '../model/canonical.js'
import { UserFault } from '../model/error.js'
import type { Ledger } from './open.js'

/** A person who signs in. Instants are UTC milliseconds; `password` is null until the invitation was used. */
export interface Account {
  readonly name: string
  readonly role: Role
  readonly unit: string | null
  readonly password: string | null
  readonly createdBy: string
  readonly createdAt: number
  readonly disabledAt: number | null
  readonly failures: number
  readonly lockedUntil: number
}

const SELECT = `SELECT name, role, unit, password, created_by AS createdBy, created_at AS createdAt,
  disabled_at AS disabledAt, failures, locked_until AS lockedUntil FROM accounts`

/** Every account by name. */
export function listAccounts(ledger: Ledger): Account[] {
  return ledger.sql(`${SELECT} ORDER BY name`).all() as Account[]
}

/** The account, or null. */
export function accountNamed(ledger: Ledger, name: string): Account | null {
  return (ledger.sql(`${SELECT} WHERE name = ?`).get(name) ?? null) as Account | null
}

/** A name as it goes into the ledger: no control characters, not that of a token. */
const NAME = /^(?!token:)[\p{L}\p{N}][\p{L}\p{N}._@ -]{0,63}$/u

/** Adds an account without a password. Throws UserFault (2) for a name that is taken or unfit, a unit role without unit. */
export function addAccount(
  ledger: Ledger,
  given: {
    readonly name: string
    readonly role: Role
    readonly unit: string | null
    readonly actor: string
  },
): Account {
  return ledger.immediate(() => {
    if (!NAME.test(given.name)) throw new UserFault('server.account-name', { name: given.name }, 2)
    if ((given.role === 'unit') !== (given.unit !== null))
      throw new UserFault('server.account-unit', { role: given.role }, 2)
    if (accountNamed(ledger, given.name)) throw new UserFault('server.account-taken', { name: given.name }, 2)
    ledger
      .sql('INSERT INTO accounts (name, role, unit, created_by, created_at) VALUES (?, ?, ?, ?, ?)')
      .run(given.name, given.role, given.unit, given.actor, ledger.now())
    return known(ledger, given.name)
  })
}

function known(ledger: Ledger, name: string): Account {
  const account = accountNamed(ledger, name)
  if (!account) throw new UserFault('server.account-unknown', { name }, 2)
  return account
}

/** Shuts an account out and ends its sessions, or lets it in again. The last administrator cannot be shut out. */
export function disableAccount(ledger: Ledger, name: string, disabled: boolean): Account {
  return ledger.immediate(() => {
    const account = known(ledger, name)
    const admins = listAccounts(ledger).filter(
      (one) => one.role === 'administrator' && one.disabledAt === null && one.name !== name,
    )
    if (disabled && account.role === 'administrator' && admins.length === 0)
      throw new UserFault('server.last-administrator', { name })
    ledger.sql('UPDATE accounts SET disabled_at = ? WHERE name = ?').run(disabled ? ledger.now() : null, name)
    if (disabled) endSessionsOf(ledger, name)
    return known(ledger, name)
  })
}

function endSessionsOf(ledger: Ledger, name: string): void {
  ledger.sql('DELETE FROM sessions WHERE account = ?').run(name)
  ledger.sql('DELETE FROM invitations WHERE account = ?').run(name)
}

const INVITATION_MS = 3 * 24 * 3_600_000

/** Keeps a one-time invitation by the hash of its secret; earlier ones of the account end. */
export function invite(ledger: Ledger, name: string, secret: string): void {
  ledger.immediate(() => {
    known(ledger, name)
    ledger.sql('DELETE FROM invitations WHERE account = ?').run(name)
    ledger
      .sql('INSERT INTO invitations (hash, account, expires_at) VALUES (?, ?, ?)')
      .run(sha256(secret), name, ledger.now() + INVITATION_MS)
  })
}

/** Whose invitation this is; null for one that is unknown, used or expired. */
export function invited(ledger: Ledger, secret: string): string | null {
  const name = ledger
    .sql('SELECT account FROM invitations WHERE hash = ? AND expires_at > ?')
    .pluck()
    .get(sha256(secret), ledger.now())
  return (name ?? null) as string | null
}

/** Sets the password by an invitation, which is used up; every session of the account ends. Null: no such invitation. */
export function usePassword(ledger: Ledger, secret: string, password: string): Account | null {
  return ledger.immediate(() => {
    const name = invited(ledger, secret)
    if (name === null) return null
    endSessionsOf(ledger, name)
    ledger
      .sql('UPDATE accounts SET password = ?, failures = 0, locked_until = 0 WHERE name = ?')
      .run(password, name)
    return known(ledger, name)
  })
}

const LOCK_AFTER = 5
const LOCK_MS = 15 * 60_000

/** Counts a failed sign-in; every fifth in a row locks the account for a quarter of an hour. */
export function countFailure(ledger: Ledger, name: string): void {
  ledger.immediate(() => {
    const account = accountNamed(ledger, name)
    if (!account) return
    const failures = account.failures + 1
    const locked = failures % LOCK_AFTER === 0 ? ledger.now() + LOCK_MS : account.lockedUntil
    ledger
      .sql('UPDATE accounts SET failures = ?, locked_until = ? WHERE name = ?')
      .run(failures, locked, name)
  })
}

/** A session by the hash of its cookie. */
export interface Session {
  readonly account: Account
  readonly csrf: string
}

const SESSION_MS = 12 * 3_600_000

/** Begins a session of twelve hours; failures are forgotten, expired sessions go. */
export function beginSession(ledger: Ledger, name: string, secret: string, csrf: string): void {
  ledger.immediate(() => {
    ledger.sql('DELETE FROM sessions WHERE expires_at <= ?').run(ledger.now())
    ledger.sql('UPDATE accounts SET failures = 0 WHERE name = ?').run(name)
    ledger
      .sql('INSERT INTO sessions (hash, account, csrf, expires_at) VALUES (?, ?, ?, ?)')
      .run(sha256(secret), name, csrf, ledger.now() + SESSION_MS)
  })
}

/** The session of a cookie's secret; null for one that is unknown or over, or whose account is shut out. */
export function sessionOf(ledger: Ledger, secret: string): Session | null {
  const row = ledger
    .sql('SELECT account, csrf FROM sessions WHERE hash = ? AND expires_at > ?')
    .get(sha256(secret), ledger.now()) as { account: string; csrf: string } | undefined
  const account = row ? accountNamed(ledger, row.account) : null
  return row && account && account.disabledAt === null ? { account, csrf: row.csrf } : null
}

/** Ends a session. */
export function endSession(ledger: Ledger, secret: string): void {
  ledger.immediate(() => ledger.sql('DELETE FROM sessions WHERE hash = ?').run(sha256(secret)))
}

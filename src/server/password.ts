/** Passwords by scrypt, and secrets nobody can guess. */
import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'

/** Cost of one guess: 32 MB and some tens of milliseconds. */
const COST = { N: 2 ** 15, r: 8, p: 1, maxmem: 64 * 1024 * 1024 }
const KEY_BYTES = 32
const PASSWORD_MIN = 10
const PASSWORD_MAX = 200

/** A new secret of 256 bits as base64url text. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url')
}

function derive(password: string, salt: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(password.normalize('NFKC'), salt, KEY_BYTES, COST, (error, key) =>
      error ? reject(error) : resolve(key),
    )
  })
}

/** True for a password that may be set: ten characters or more, not all the same. */
export function isFit(password: string): boolean {
  return password.length >= PASSWORD_MIN && password.length <= PASSWORD_MAX && new Set(password).size > 3
}

/** The text that is kept of a password: `scrypt:SALT:KEY`, base64url. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16)
  return `scrypt:${salt.toString('base64url')}:${(await derive(password, salt)).toString('base64url')}`
}

/** What is compared where there is no account, so that an unknown name takes as long as a wrong password. */
const NOBODY = `scrypt:${Buffer.alloc(16).toString('base64url')}:${Buffer.alloc(KEY_BYTES).toString('base64url')}`

/** True when the password is the kept one; null (no account, no password yet) takes as long and is false. */
export async function isPassword(password: string, kept: string | null): Promise<boolean> {
  const [, salt = '', key = ''] = (kept ?? NOBODY).split(':')
  const given = await derive(password.slice(0, PASSWORD_MAX), Buffer.from(salt, 'base64url'))
  const equal = timingSafeEqual(given, Buffer.from(key, 'base64url'))
  return equal && kept !== null
}

/** True when two texts are equal, told in the same time whatever they are. */
export function sameSecret(a: string, b: string): boolean {
  const [x, y] = [Buffer.from(a), Buffer.from(b)]
  return x.length === y.length && timingSafeEqual(x, y)
}

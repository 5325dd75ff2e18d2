/** Who may do what: roles of people at the console, scopes of programs' tokens. */

/** 浏览, 考评, 复核（第二人）, 政务公开办, 被考核单位, 管理员. */
export const ROLES = ['viewer', 'evaluator', 'reviewer', 'office', 'unit', 'administrator'] as const
export type Role = (typeof ROLES)[number]

/** What a bearer token may be good for. */
export const SCOPES = [
  'units:read',
  'findings:read',
  'runs:read',
  'ledger:read',
  'scores:read',
  'evidence:read',
  'disputes:read',
  'inspections:write',
  'disputes:write',
  'disputes:decide',
] as const
export type Scope = (typeof SCOPES)[number]

/** Whoever asks: a signed-in person or a program with a token. `unit` narrows everything to that unit's own. */
export interface Principal {
  /** Name that goes into the ledger and the audit log; a token's is `token:NAME`. */
  readonly name: string
  /** null for a token: its scopes say what it may do. */
  readonly role: Role | null
  readonly scopes: readonly Scope[]
  readonly unit: string | null
}

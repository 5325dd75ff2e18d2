/** An application over a database of its own, without a socket. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { afterEach } from 'vitest'
import { type ScoreNow, tellFeed } from '../../src/feed/tell.js'
import { addAccount, invite, usePassword } from '../../src/ledger/accounts.js'
import { append, entryId } from '../../src/ledger/append.js'
import { type Ledger, openLedger } from '../../src/ledger/open.js'
import { registry } from '../../src/ledger/registry-store.js'
import { beginRun } from '../../src/ledger/runs.js'
import { addToken } from '../../src/ledger/tokens.js'
import type { Role, Scope } from '../../src/model/access.js'
import { buildApp } from '../../src/server/app.js'
import type { InspectionRequest, Office } from '../../src/server/office.js'
import { hashPassword, newSecret } from '../../src/server/password.js'
import type { Route } from '../../src/server/route.js'
import { ROUTES } from '../../src/server/routes.js'

const ends: (() => void | Promise<void>)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

export const NOW = Date.UTC(2026, 4, 20, 4)

/** The clock of one office, which a test may set. */
export interface Clock {
  ms: number
}

/** A folder and its open ledger, whose feed is told by what entries say of themselves. */
export function ledgerAt(
  clock: Clock = { ms: NOW },
  scoreNow: ScoreNow = () => null,
): { dataDir: string; ledger: Ledger; clock: Clock } {
  const dataDir = mkdtempSync(join(tmpdir(), 'xuncha-server-'))
  ends.push(() => rmSync(dataDir, { recursive: true, force: true }))
  const ledger = openLedger(dataDir, {
    now: () => clock.ms,
    onRows: (open) => tellFeed(open, scoreNow),
  })
  ends.push(() => ledger.close())
  registry(ledger).update({
    units: [
      { id: 'edu', name: '区教育局', portal: 'http://127.0.0.1:1/' },
      { id: 'tax', name: '区税务局', portal: 'http://127.0.0.1:2/' },
    ],
  })
  return { dataDir, ledger, clock }
}

/** Where the entries of `deduct` stand. */
export const PLACE = {
  assessment: 'r/2026',
  bucket: 'Y',
  unit: 'edu',
  rubric: 'r',
  indicator: '1',
  rule: '1.1',
} as const

const keyOf = (unit: string, n: number): string => `${n}-${unit}`.padEnd(64, '0')

/** Id of the n-th entry of a unit. */
export function entryIdOf(unit: string, n: number): string {
  return entryId(keyOf(unit, n))
}

/** Opens the n-th entry of a unit, one point; gives its id. */
export function deduct(ledger: Ledger, unit: string, n: number): string {
  const entry = entryIdOf(unit, n)
  append(ledger, {
    ...PLACE,
    unit,
    kind: 'deduct',
    decidedBy: 'person',
    actor: 'a',
    key: keyOf(unit, n),
    entry,
    occurrence: `o${n}`,
    points: -100,
    clause: '每处扣1分',
  })
  return entry
}

/** What a test asks with. */
export interface Served {
  readonly app: Awaited<ReturnType<typeof buildApp>>
  readonly ledger: Ledger
  readonly office: Office
  readonly started: InspectionRequest[]
  /** `FINDING ACTOR` of each finding that was looked at again. */
  readonly rechecked: string[]
  /** Options of each report that was asked for. */
  readonly reports: Readonly<Record<string, string>>[]
  token(scopes: readonly Scope[], unit?: string): string
  /** Signs in by password; gives the cookie header. */
  account(name: string, role: Role, unit?: string): Promise<void>
}

export const PASSWORD = '一个够长的密码123'

/** The application of these routes. */
export async function served(routes: readonly Route[] = ROUTES): Promise<Served> {
  const { dataDir, ledger, clock } = ledgerAt()
  const started: InspectionRequest[] = []
  const rechecked: string[] = []
  const reports: Readonly<Record<string, string>>[] = []
  const office: Office = {
    dataDir,
    ledger,
    log: pino({ level: 'silent' }),
    version: '0.0.0',
    now: () => clock.ms,
    startInspection: async (request) => {
      started.push(request)
      const { purpose, units, actor } = request
      const run = { purpose, at: '2026-05-20', period: '2026', tool: 't', actor, resumeKey: 'k' }
      return { id: beginRun(ledger, { ...run, units, rubrics: [] }), done: Promise.resolve() }
    },
    recheck: async (findings, actor) => {
      rechecked.push(...findings.map((finding) => `${finding.id} ${actor}`))
      return { id: 'again', done: Promise.resolve() }
    },
    sample: async () => [],
    inspectStarts: async () => ({ id: 'starts', done: Promise.resolve() }),
    report: async ({ options, template }) => {
      reports.push(template ? { ...options, template: template.toString() } : options)
      const files = options.format === 'csv' ? ['findings', 'scores'] : ['report']
      return files.map((name) => ({ name: `${name}.${options.format}`, bytes: Buffer.from(name) }))
    },
    readPage: async (url) => ({
      url,
      title: '工作动态',
      kind: 'list',
      items: [{ title: '一条', url, date: '2026-05-01' }],
      newest: '2026-05-01',
      needsScript: false,
      blocked: null,
    }),
    activeRuns: () => new Set(),
    figures: () => ({ feed_waiting_records: 0 }),
  }
  const app = await buildApp(office, routes)
  ends.push(() => app.close())
  let tokens = 0
  return {
    app,
    ledger,
    office,
    started,
    rechecked,
    reports,
    token: (scopes, unit) => {
      const secret = newSecret()
      tokens += 1
      const rest = { secret, scopes, unit: unit ?? null, expiresAt: null, actor: 'a' }
      addToken(ledger, { name: `t${tokens}`, ...rest })
      return `Bearer ${secret}`
    },
    account: async (name, role, unit) => {
      const secret = newSecret()
      addAccount(ledger, { name, role, unit: unit ?? null, actor: 'a' })
      invite(ledger, name, secret)
      usePassword(ledger, secret, await hashPassword(PASSWORD))
    },
  }
}

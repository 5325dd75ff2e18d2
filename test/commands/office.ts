/** A data directory with registered units and one recorded inspection of them, for commands about findings. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openLedger } from '../../src/ledger/open.js'
import type { WitnessedFinding } from '../../src/model/inspection.js'
import { rubricById } from '../../src/rubric/load.js'
import { scoringRubric } from '../../src/rubric/pinned.js'
import { finding, inspect, ORIGIN, platform, unitResult, unitSpec } from '../ledger/made.js'
import { folder, type Left, NOW, xuncha } from './command-line.js'

const WORKSPACE = `defaults: { rubric: ouhai-2017 }
units:
  - { id: edu, name: 区教育局, kind: department, ownSite: true, portal: "${ORIGIN}/edu/" }
  - { id: law, name: 区司法局, kind: department, ownSite: true, portal: "${ORIGIN}/law/" }
`
const UNITS = [
  unitSpec('edu', { name: '区教育局', ownSite: true }),
  unitSpec('law', { name: '区司法局', ownSite: true }),
]

/** What `edu` shows: an empty column for certain, another, and a guide without a fax number of which nobody is sure. */
export const FOUND: readonly WitnessedFinding[] = [
  finding('column-empty', `${ORIGIN}/edu/gzdt/`, {
    facts: { column: '工作动态', role: 'news', placeholder: '' },
  }),
  finding('column-stale', `${ORIGIN}/edu/tzgg/`, {
    facts: { column: '通知公告', newest: '2025-01-01', ageDays: 500, maxAgeDays: 183 },
  }),
  finding('guide-incomplete', 'fax', { verdict: 'cannot-tell', facts: { element: 'fax' } }),
]

/** One printed finding, as far as tests read it. */
export interface Printed {
  readonly id: string
  readonly no: string
  readonly code: string
  readonly state: string
  readonly verdict: string
  readonly unit: string
  readonly message: string
  readonly evidence: readonly string[]
}

/** Registers two units and records an inspection of them on 2026-05-18, at the time of the command line's clock. */
export async function office(found: readonly WitnessedFinding[] = FOUND) {
  const data = folder()
  const file = (name: string, content: string | Buffer): string => {
    writeFileSync(join(data, name), content)
    return join(data, name)
  }
  const clock = { now: NOW - 2 * 86_400_000 }
  const run = (...args: string[]): Promise<Left> => xuncha([...args, '--data', data], { now: clock.now })
  const json = async (...args: string[]) => JSON.parse((await run(...args, '--json')).stdout)
  await run('units', 'import', file('ws.yaml', WORKSPACE))
  const rubrics = [scoringRubric(rubricById('ouhai-2017'))]
  const see = async (
    seen: readonly WitnessedFinding[],
    at: string,
    over: Parameters<typeof unitResult>[1] = {},
  ): Promise<void> => {
    const ledger = openLedger(data, { now: () => clock.now })
    try {
      const edu = unitResult('edu', { findings: [...seen], ...over })
      const inspection = {
        site: platform(UNITS, { id: ORIGIN, platform: false }),
        units: [edu, unitResult('law')],
        at,
      }
      await inspect(ledger, clock, inspection, { rubrics })
    } finally {
      ledger.close()
    }
  }
  await see(found, '2026-05-18')
  clock.now = NOW
  const byCode = async (code: string): Promise<Printed> => {
    const { findings } = (await json('findings', 'list', '--code', code)) as { findings: Printed[] }
    const [first] = findings
    if (!first) throw new Error(`no finding ${code}`)
    return first
  }
  const entries = async (): Promise<string[][]> => {
    const listed = (await json('ledger', 'list')) as {
      entries: { rule: string; points: string; state: string; decidedBy: string }[]
    }
    return listed.entries.map(({ rule, points, state, decidedBy }) => [rule, points, state, decidedBy]).sort()
  }
  return { data, file, run, json, see, clock, byCode, entries }
}

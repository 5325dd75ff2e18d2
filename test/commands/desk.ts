/** A desk of the office: a data directory with inspected units, and the commands that act on it. */
import { folder, type Left, xuncha } from './command-line.js'
import { type Pages, pagesWith, portal, workspace } from './portal.js'

/** One data directory and its commands. */
export interface Desk {
  readonly data: string
  readonly pages: Pages
  /** Workspace file of its units. */
  readonly units: string
  run(...args: string[]): Promise<Left>
  /** The document of a command that must succeed. */
  json<T>(...args: string[]): Promise<T>
  /** Inspects the units on a day; by default as the clock says. */
  inspect(...args: string[]): Promise<void>
}

/** An entry as `ledger list` prints it. */
export interface EntryDocument {
  readonly id: string
  readonly state: string
  readonly indicator: string
  readonly rule: string
  readonly bucket: string
  readonly points: string
  readonly finding: string
  readonly occurrence: string
}

/** A desk with one unit `edu`: two dead links on its start page. `defaults`: more settings of the workspace. */
export async function desk(rubric = 'ouhai-2017', defaults = ''): Promise<Desk> {
  const data = folder()
  const pages = pagesWith(['/gone.html', '/away.html'])
  const units = workspace(data, { edu: await portal(pages) }, defaults)
  const run = (...args: string[]) => xuncha([...args, '--data', data])
  const json = async <T>(...args: string[]): Promise<T> => {
    const left = await run(...args, '--json')
    if (left.status !== 0) throw new Error(`${args.join(' ')}: ${left.status} ${left.stderr}`)
    return JSON.parse(left.stdout) as T
  }
  const inspect = async (...args: string[]): Promise<void> => {
    await json('inspect', '--units', units, '--rubric', rubric, ...args)
  }
  return { data, pages, units, run, json, inspect }
}

/** Entries for dead links in a state, by the number of their opening row. */
export async function linkEntries(at: Desk, state = 'pending'): Promise<EntryDocument[]> {
  const { entries } = await at.json<{ entries: EntryDocument[] }>('ledger', 'list', '--state', state)
  return entries.filter((entry) => entry.indicator === '14')
}

/** Row 14's points, effective after caps, and the sum of the unit. */
export async function scoreOf(at: Desk, ...args: string[]): Promise<{ row: string | null; score: string }> {
  const { units } = await at.json<{
    units: { score: string; indicators: { id: string; score: string | null }[] }[]
  }>('score', ...args)
  const [unit] = units
  return { row: unit?.indicators.find(({ id }) => id === '14')?.score ?? null, score: unit?.score ?? '' }
}

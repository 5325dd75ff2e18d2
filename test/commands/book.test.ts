/** The ledger's commands: decisions with reasons, another version of the rubric, exports, and what `verify` says. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readXlsx } from '../../src/tables/xlsx.js'
import { tampered } from '../ledger/tampered.js'
import { type Desk, desk, linkEntries, scoreOf } from './desk.js'

const ROOT = join(import.meta.dirname, '..', '..')

/** The bundled rubric in a file of its own, with a change to its text. */
function edited(at: Desk, change: (text: string) => string): string {
  const path = join(at.data, 'ouhai-2017.yaml')
  const text = readFileSync(join(ROOT, 'rubrics', 'ouhai-2017.yaml'), 'utf8')
  writeFileSync(path, change(text))
  return path
}

const rows = async (at: Desk) => (await at.run('ledger', 'export', '--format', 'jsonl')).stdout

interface Plan {
  readonly done: boolean
  readonly from: string
  readonly to: string
  readonly lines: readonly { change: string; entry: string; from: string | null; to: string | null }[]
}

describe('another version of the rubric', () => {
  it('is listed before it is done, and prices from then on', async () => {
    const at = await desk()
    await at.inspect()
    const entries = await linkEntries(at)
    await at.json('ledger', 'post', entries[0]?.id ?? '')
    const before = await rows(at)
    const half = edited(at, (text) => text.replace(/(id: oh-14-link[\s\S]*?points: )"-1"/, '$1"-0.5"'))
    const listed = await at.json<Plan>('ledger', 'reprice', 'ouhai-2017/2026', '--rubric', half)
    expect(listed.lines.map(({ change, from, to }) => [change, from, to])).toEqual(
      entries.map(() => ['adjust', '-1', '-0.5']),
    )
    expect(await rows(at)).toBe(before)
    expect((await at.run('ledger', 'reprice', 'ouhai-2017/2026', '--rubric', half, '--yes')).status).toBe(2)

    const was = await scoreOf(at)
    const done = await at.json<Plan>(
      'ledger',
      'reprice',
      'ouhai-2017/2026',
      '--rubric',
      half,
      '--yes',
      '--reason',
      '细则修订',
      '--as',
      '王五',
    )
    expect({ ...done, done: false }).toEqual(listed)
    expect(Number((await scoreOf(at)).row)).toBe(Number(was.row) + 1)
    expect(await linkEntries(at, 'posted')).toMatchObject([{ id: entries[0]?.id, points: '-0.5' }])
    const after = await rows(at)
    expect(after.startsWith(before)).toBe(true)
    // The same pages again: nothing new, nothing to say about prices that were settled.
    const again = await at.run('inspect', '--units', at.units, '--rubric', half)
    expect([again.status, again.stderr.includes('台账中为')]).toEqual([0, false])
    expect(await rows(at)).toBe(after)
    expect((await at.run('ledger', 'reprice', 'ouhai-2017/2026', '--rubric', half)).status).toBe(2)
    expect((await at.run('ledger', 'verify')).status).toBe(0)
  })

  it('takes back what it no longer calls for, and leaves alone what a person decided', async () => {
    const at = await desk()
    await at.inspect()
    const [first, second] = await linkEntries(at)
    const { id } = await at.json<{ id: string }>('dispute', 'open', first?.id ?? '', '--statement', '从轻')
    const { renewed } = await at.json<{ renewed: { id: string } }>(
      'dispute',
      'decide',
      id,
      'amended',
      '--reason',
      '同意',
      '--code',
      'justified-delay',
      '--points=-0.5',
    )
    const silent = edited(at, (text) =>
      text.replace('[link-broken, link-void, attachment', '[link-void, attachment'),
    )
    const plan = await at.json<Plan>('ledger', 'reprice', 'ouhai-2017/2026', '--rubric', silent)
    expect(plan.lines.find(({ entry }) => entry === second?.id)).toMatchObject({
      change: 'reverse',
      from: '-1',
      to: null,
    })
    expect(plan.lines.some(({ entry }) => entry === renewed.id)).toBe(false)
  })

  it.each([
    [['ouhai-2017/2025'], 2],
    [['ouhai-2017/2026'], 2],
    [['ouhai-2017/2026', '--rubric', 'linzi-2021'], 2],
    [['ouhai-2017/2026', '--rubric', 'nowhere.yaml'], 2],
  ])('%j is refused', async (args, status) => {
    const at = await desk()
    await at.json('assessments', 'open', 'ouhai-2017', '--period', '2026')
    expect((await at.run('ledger', 'reprice', ...args)).status).toBe(status)
  })
})

describe('the ledger', () => {
  it('adjusts with a reason, and counts the new points', async () => {
    const at = await desk()
    await at.inspect()
    const [entry] = await linkEntries(at)
    const before = await scoreOf(at)
    expect((await at.run('ledger', 'adjust', entry?.id ?? '', '--points=-0.25')).status).toBe(2)
    expect((await at.run('ledger', 'adjust', entry?.id ?? '', '--reason', 'x')).status).toBe(2)
    await at.json('ledger', 'adjust', entry?.id ?? '', '--points=-0.25', '--reason', '部分属实')
    expect(Number((await scoreOf(at)).row)).toBe(Number(before.row) + 0.75)
  })

  it('exports the same rows as CSV, JSON lines and a spreadsheet', async () => {
    const at = await desk()
    await at.inspect()
    const file = join(at.data, '台账.xlsx')
    expect((await at.run('ledger', 'export', '--format', 'xlsx')).status).toBe(2)
    expect((await at.run('ledger', 'export', '--format', 'xlsx', '-o', file)).status).toBe(0)
    const cells = await readXlsx(readFileSync(file), file)
    const lines = (await rows(at))
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as { seq: number; hash: string })
    const hashes = cells.slice(1).map((row) => row.at(-1)?.text)
    expect(hashes).toEqual(lines.map(({ hash }) => hash))
    const csv = (await at.run('ledger', 'export', '--format', 'csv')).stdout
    expect(csv.trim().split('\r\n')).toHaveLength(lines.length + 1)
  })

  it.each([
    ['an edited row', 'UPDATE ledger SET points = -1 WHERE seq = 2', '第 2 行'],
    ['a cut tail', 'DELETE FROM ledger WHERE seq > 2', '尾部被截断'],
    ['a changed publication', `UPDATE frozen_documents SET json = replace(json, '一次', '二次')`, '文档'],
  ])('verify names %s', async (_, sql, words) => {
    const at = await desk()
    await at.json('assessments', 'open', 'ouhai-2017', '--period', '2026', '--title', '一次考核')
    await at.inspect()
    expect((await at.run('ledger', 'verify')).status).toBe(0)
    tampered(at.data, sql)
    const left = await at.run('ledger', 'verify')
    expect(left.status).toBe(1)
    expect(left.stderr).toContain(words)
  })

  it('verify of no ledger is no such file', async () => {
    const at = await desk()
    expect((await at.run('ledger', 'verify')).status).toBe(2)
  })
})

/** An assessment from the first finding to its publication, and a dispute to its reversal, by commands alone. */
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type Desk, desk, linkEntries, scoreOf } from './desk.js'

const ASSESSMENT = 'ouhai-2017/2026'

interface Assessment {
  readonly id: string
  readonly state: string
  readonly buckets: readonly {
    bucket: string
    state: string
    pending: number
    posted: number
    disputed: number
  }[]
  readonly publications: readonly {
    id: string
    number: string | null
    changes: readonly { kind: string; entry: string }[]
  }[]
}

/** Decides a dispute: half a point instead of what was taken. */
function halve(at: Desk, dispute: string): Promise<{ renewed: { id: string } }> {
  const why = ['--reason', '从轻', '--code', 'justified-delay', '--points=-0.5']
  return at.json('dispute', 'decide', dispute, 'amended', ...why)
}

describe('a dispute', () => {
  it('goes from the finding to the reversal by commands alone, its trail in the ledger', async () => {
    const at = await desk()
    await at.inspect()
    const [contested, other] = await linkEntries(at)
    expect(contested?.points).toBe('-1')
    const before = await scoreOf(at)
    await at.run('ledger', 'post', contested?.id ?? '')
    const proof = join(at.data, '截图.png')
    writeFileSync(proof, 'picture')

    const opened = await at.json<{ id: string; dueOn: string; files: { name: string; sha256: string }[] }>(
      'dispute',
      'open',
      contested?.id ?? '',
      '--statement',
      '该链接不在我局维护范围',
      '--file',
      proof,
      '--as',
      '教育局 李四',
    )
    expect(opened).toMatchObject({
      id: 'D-2026-001',
      state: 'open',
      entryState: 'posted',
      openedBy: '教育局 李四',
      // Ten working days after Wednesday 20 May 2026.
      dueOn: '2026-06-03',
      overdue: false,
      // Looked at again at once: the link is still dead.
      recheck: { outcome: 'there' },
      files: [{ name: '截图.png', sha256: createHash('sha256').update('picture').digest('hex') }],
    })
    // What a unit hands in is no evidence of ours: the package of the entry is whole without it.
    const file = join(at.data, 'package.zip')
    await at.json('evidence', 'export', contested?.id ?? '', '-o', file)
    expect(await at.json('evidence', 'verify', file)).toMatchObject({ valid: true, entry: contested?.id })
    const hash = opened.files[0]?.sha256 ?? ''
    expect(readFileSync(join(at.data, 'evidence', 'blobs', hash.slice(0, 2), hash), 'utf8')).toBe('picture')

    expect(await at.run('dispute', 'open', contested?.id ?? '', '--statement', '再次申诉')).toMatchObject({
      status: 1,
    })
    const decided = await at.json(
      'dispute',
      'decide',
      opened.id,
      'cancelled',
      '--reason',
      '经核实属上级平台页面',
      '--code',
      'platform-cause',
      '--as',
      '政务公开办 王五',
    )
    expect(decided).toMatchObject({
      outcome: 'cancelled',
      code: 'platform-cause',
      entryState: 'reversed',
      renewed: null,
    })
    expect(await linkEntries(at, 'reversed')).toMatchObject([{ id: contested?.id }])
    expect(Number((await scoreOf(at)).row)).toBe(Number(before.row) + 1)

    const rows = (await at.run('ledger', 'export', '--format', 'jsonl')).stdout
      .split('\n')
      .filter(Boolean)
      .map(
        (line) =>
          JSON.parse(line) as {
            kind: string
            entry: string
            occurrence: string
            actor: string
            clause: string
          },
      )
      .filter((row) => row.entry === contested?.id)
    expect(rows.map(({ kind, actor }) => [kind, actor])).toEqual([
      ['deduct', expect.any(String)],
      ['post', expect.any(String)],
      ['assessment-dispute', '教育局 李四'],
      ['assessment-decision', '政务公开办 王五'],
      ['reverse', '政务公开办 王五'],
    ])
    expect((await at.run('ledger', 'verify')).status).toBe(0)

    // The next inspection sees the link dead again: what was decided stays decided.
    await at.inspect()
    expect(await linkEntries(at, 'reversed')).toMatchObject([{ id: contested?.id }])
    expect(await linkEntries(at)).toMatchObject([{ id: other?.id }])
    const waiting = await at.json<{ findings: { state: string }[] }>(
      'findings',
      'list',
      '--code',
      'link-broken',
    )
    expect(waiting.findings.map(({ state }) => state)).toEqual(['confirmed', 'confirmed'])
  })

  it('amended: the entry is reversed and a new one opened at once, counted with its own points', async () => {
    const at = await desk()
    await at.inspect()
    const [contested] = await linkEntries(at)
    const before = await scoreOf(at)
    const { id } = await at.json<{ id: string }>(
      'dispute',
      'open',
      contested?.id ?? '',
      '--statement',
      '影响轻微',
      '--no-recheck',
    )
    for (const points of ['-1', '1', '0', '半分'])
      expect(
        (
          await at.run(
            'dispute',
            'decide',
            id,
            'amended',
            '--reason',
            '从轻',
            '--code',
            'justified-delay',
            `--points=${points}`,
          )
        ).status,
      ).toBe(2)
    const decided = await halve(at, id)
    expect(decided.renewed).toMatchObject({ state: 'pending', points: '-0.5' })
    expect(Number((await scoreOf(at)).row)).toBe(Number(before.row) + 0.5)
    await at.inspect()
    expect(Number((await scoreOf(at)).row)).toBe(Number(before.row) + 0.5)
    // The amended entry may be contested in its turn.
    expect(await at.json('dispute', 'open', decided.renewed.id, '--statement', '仍不服')).toMatchObject({
      id: 'D-2026-002',
    })
  })

  it('is looked into at once: what the unit has mended meanwhile is seen, and reverses nothing by itself', async () => {
    const at = await desk()
    await at.inspect()
    const [entry] = await linkEntries(at)
    at.pages['/gone.html'] = at.pages['/dt/1.html'] ?? ''
    at.pages['/away.html'] = at.pages['/dt/1.html'] ?? ''
    const opened = await at.json('dispute', 'open', entry?.id ?? '', '--statement', '已整改')
    expect(opened).toMatchObject({ recheck: { outcome: 'gone' }, state: 'open', entryState: 'pending' })
    expect(await linkEntries(at)).toHaveLength(2)
  })

  it('recorded on a unit’s behalf needs the stamped scan', async () => {
    const at = await desk()
    await at.inspect()
    const [entry] = await linkEntries(at)
    const args = [
      'dispute',
      'open',
      entry?.id ?? '',
      '--statement',
      '见盖章材料',
      '--no-recheck',
      '--by',
      '区教育局',
    ]
    expect((await at.run(...args, '--on-behalf')).status).toBe(2)
    const scan = join(at.data, '申诉书.pdf')
    writeFileSync(scan, '%PDF-1.4 stamped')
    expect(await at.json(...args, '--scan', scan)).toMatchObject({
      onBehalf: true,
      by: '区教育局',
      scan: { name: '申诉书.pdf', mediaType: 'application/pdf' },
    })
  })

  it('is refused in one line, and nothing is written', async () => {
    const cases: [string[], number][] = [
      [['dispute', 'open', 'e-0000000000000000', '--statement', 'x'], 1],
      [['dispute', 'decide', 'D-2026-009', 'maintained', '--reason', 'x'], 1],
      [['dispute', 'decide', 'D-2026-001', 'forgotten', '--reason', 'x'], 2],
      [['dispute', 'decide', 'D-2026-001', 'cancelled', '--reason', 'x'], 2],
      [['dispute', 'decide', 'D-2026-001', 'maintained'], 2],
      [['dispute', 'decide', 'D-2026-001', 'cancelled', '--reason', 'x', '--code', 'bored'], 2],
      [['dispute', 'decide', 'D-2026-001', 'maintained', '--reason', 'x', '--points=-1'], 2],
    ]
    const at = await desk()
    await at.inspect()
    const [entry] = await linkEntries(at)
    await at.json('dispute', 'open', entry?.id ?? '', '--statement', '请复核', '--no-recheck')
    const rows = (await at.run('ledger', 'export', '--format', 'jsonl')).stdout
    for (const [args, status] of cases) {
      const left = await at.run(...args)
      expect([args, left.status, left.stderr.trim().split('\n').length]).toEqual([args, status, 1])
    }
    expect((await at.run('ledger', 'export', '--format', 'jsonl')).stdout).toBe(rows)
  })
})

describe('an assessment', () => {
  it('passes through its states; approving posts what is pending and not under dispute; publishing waits for the rest', async () => {
    const at = await desk()
    await at.inspect()
    const entries = await linkEntries(at)
    const { id: dispute } = await at.json<{ id: string }>(
      'dispute',
      'open',
      entries[0]?.id ?? '',
      '--statement',
      '请复核',
      '--no-recheck',
    )
    const advance = (...args: string[]) => at.json<Assessment>('assessments', 'advance', ASSESSMENT, ...args)
    expect((await advance('--number', '云政办〔2026〕3号', '--date', '2026-05-20')).state).toBe('feedback')
    expect((await advance()).state).toBe('review')
    expect((await at.run('assessments', 'publish', ASSESSMENT)).status).toBe(1)
    const approved = await advance('--to', 'approved')
    expect(approved.buckets).toMatchObject([{ bucket: 'Y', state: 'approved', pending: 1, disputed: 1 }])
    expect((await at.run('assessments', 'advance', ASSESSMENT)).status).toBe(1)
    const refused = await at.run('assessments', 'publish', ASSESSMENT)
    expect(refused).toMatchObject({ status: 1, stdout: '' })
    expect(refused.stderr).toContain(entries[0]?.id)
    expect((await at.run('ledger', 'post', entries[0]?.id ?? '')).status).toBe(1)
    await at.json('dispute', 'decide', dispute, 'maintained', '--reason', '属实')
    await at.json('ledger', 'post', '--all')
    const published = await at.json<Assessment>(
      'assessments',
      'publish',
      ASSESSMENT,
      '--number',
      '云政办〔2026〕9号',
      '--title',
      '关于2026年度政务公开考核结果的通报',
    )
    expect(published).toMatchObject({
      state: 'published',
      publications: [{ id: `${ASSESSMENT}#1`, number: '云政办〔2026〕9号', changes: [] }],
    })
  })

  it('once published, gives nothing away but to a dispute; its publication is reprinted for ever', async () => {
    const at = await desk()
    await at.inspect()
    await at.json('assessments', 'advance', ASSESSMENT, '--to', 'approved')
    await at.json('assessments', 'publish', ASSESSMENT)
    const asOf = ['score', '--as-of', `${ASSESSMENT}#1`]
    const then = await at.json<{ units: { stage: string }[] }>(...asOf)
    expect(then.units[0]?.stage).toBe('final')
    const [entry] = await linkEntries(at, 'posted')
    const explained = (await at.run(...asOf, '--explain', 'edu', '14')).stdout

    at.pages['/'] = String(at.pages['/']).replace('</body>', '<a href="/third.html">旧文</a></body>')
    const again = await at.run('inspect', '--units', at.units, '--rubric', 'ouhai-2017', '--json')
    expect(again.status).toBe(0)
    expect(again.stderr).toContain('已通报')
    expect(await linkEntries(at)).toEqual([])
    for (const args of [
      ['post', '--all'],
      ['void', entry?.id ?? '', '--reason', 'x'],
    ])
      expect([args[0], (await at.run('ledger', ...args)).status]).toEqual([
        args[0],
        args[0] === 'post' ? 0 : 1,
      ])

    const { id } = await at.json<{ id: string }>(
      'dispute',
      'open',
      entry?.id ?? '',
      '--statement',
      '误判',
      '--no-recheck',
    )
    await halve(at, id)
    expect((await linkEntries(at, 'posted')).map(({ points }) => points).sort()).toEqual(['-0.5', '-1'])
    expect(await at.json(...asOf)).toEqual(then)
    expect((await at.run(...asOf, '--explain', 'edu', '14')).stdout).toBe(explained)

    const second = await at.json<Assessment>('assessments', 'publish', ASSESSMENT)
    expect(second.publications[1]?.changes.map(({ kind }) => kind)).toEqual([
      'assessment-dispute',
      'assessment-decision',
      'reverse',
      'deduct',
      'post',
    ])
    expect(await scoreOf(at, '--as-of', `${ASSESSMENT}#2`)).toEqual(await scoreOf(at))
    expect(existsSync(join(at.data, 'checkpoints', 'ledger.jsonl'))).toBe(true)
    expect((await at.run('ledger', 'verify')).status).toBe(0)
  })

  it('goes back with a reason, and then takes entries again', async () => {
    const at = await desk()
    await at.inspect()
    await at.json('assessments', 'advance', ASSESSMENT, '--to', 'approved')
    await at.json('assessments', 'publish', ASSESSMENT)
    expect((await at.run('assessments', 'reopen', ASSESSMENT)).status).toBe(2)
    expect(
      (
        await at.json<Assessment>(
          'assessments',
          'reopen',
          ASSESSMENT,
          '--reason',
          '漏查一处',
          '--to',
          'feedback',
        )
      ).state,
    ).toBe('feedback')
    at.pages['/'] = String(at.pages['/']).replace('</body>', '<a href="/third.html">旧文</a></body>')
    await at.inspect()
    expect(await linkEntries(at)).toHaveLength(1)
  })
})

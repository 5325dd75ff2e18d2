/** Retention: nothing that an entry, a dispute or an open assessment rests on is given up; what is, is said and still verifies. */
import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { dataKeyIds, keepDataKey, makeDataKey } from '../../src/evidence/data-keys.js'
import { folder, type Left, NOW, xuncha } from './command-line.js'
import { type Desk, desk, linkEntries } from './desk.js'

const ASSESSMENT = 'ouhai-2017/2026'
const NEXT_YEAR = NOW + 300 * 86_400_000

interface Pruned {
  readonly items: number
  readonly files: number
  readonly kept: number
  readonly evidence: readonly string[]
}

const later = (at: Desk, ...args: string[]): Promise<Left> =>
  xuncha([...args, '--data', at.data], { now: NEXT_YEAR })

async function prune(at: Desk, ...args: string[]): Promise<Pruned> {
  const left = await later(at, 'evidence', 'prune', '--older-than', '30', '--json', ...args)
  expect(left.stderr).toBe('')
  return JSON.parse(left.stdout) as Pruned
}

function blobs(at: Desk): string[] {
  const folder = join(at.data, 'evidence', 'blobs')
  return existsSync(folder)
    ? (readdirSync(folder, { recursive: true }) as string[]).filter((name) => name.length > 60)
    : []
}

/** Two dead links, charged, mended, found mended; `until`: state to which the assessment is taken. */
async function mended(until: 'draft' | 'published' | 'archived'): Promise<Desk> {
  const at = await desk('ouhai-2017', ', retention: { evidenceDays: 3000 }')
  await at.inspect()
  at.pages['/'] = String(at.pages['/']).replace(/<a href="\/(?:gone|away)\.html">[^<]*<\/a>/g, '')
  await at.inspect('--at', '2026-05-21')
  if (until === 'draft') return at
  await at.json('assessments', 'advance', ASSESSMENT, '--to', 'approved')
  await at.json('assessments', 'publish', ASSESSMENT)
  if (until === 'archived') await at.json('assessments', 'advance', ASSESSMENT)
  return at
}

describe('prune', () => {
  it.each(['draft', 'published'] as const)('gives nothing up while the assessment is %s', async (state) => {
    const at = await mended(state)
    const held = blobs(at).length
    expect(await prune(at)).toMatchObject({ items: 0, files: 0 })
    expect([held > 0, blobs(at).length]).toEqual([true, held])
  })

  it('gives up what nothing rests on, says so in the ledger, and everything still verifies', async () => {
    const at = await mended('archived')
    const [entry] = await linkEntries(at, 'posted')
    const held = blobs(at).length
    // Left behind by a recording that was killed: it opens nothing that anybody knows of.
    keepDataKey(at.data, makeDataKey())
    const would = await prune(at, '--dry-run')
    expect([would.files > 0, blobs(at).length]).toEqual([true, held])
    const done = await prune(at, '--reason', '归档满期')
    expect([done.files, done.evidence]).toEqual([would.files, would.evidence])
    expect([blobs(at).length, dataKeyIds(at.data)]).toEqual([held - done.files, []])
    expect((await prune(at)).files).toBe(0)

    const { stdout } = await at.run('ledger', 'export', '--format', 'jsonl')
    const rows = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(rows.filter(({ kind }) => kind === 'evidence-pruned')).toMatchObject([
      { reason: '归档满期', entry: null },
    ])
    expect((await at.run('ledger', 'verify')).status).toBe(0)
    expect((await at.run('evidence', 'verify', at.data)).status).toBe(0)
    const shown = await at.json<{ evidence: { valid: boolean; notes: { key: string }[] }[] }>(
      'evidence',
      'show',
      entry?.id ?? '',
    )
    expect(shown.evidence.map(({ valid }) => valid)).toEqual(shown.evidence.map(() => true))
    expect(shown.evidence[0]?.notes.map(({ key }) => key)).toEqual(['evidence.note.pruned'])
    const file = join(folder(), 'package.zip')
    await at.json('evidence', 'export', entry?.id ?? '', '-o', file)
    const verified = JSON.parse((await xuncha(['evidence', 'verify', file, '--json'])).stdout)
    expect([verified.valid, verified.steps.map(({ key }: { key: string }) => key)]).toEqual([
      true,
      expect.arrayContaining(['evidence.held.pruned']),
    ])
  })

  it('gives nothing up of a finding that is open, nor of what is younger than asked', async () => {
    const at = await desk()
    await at.json('inspect', '--units', at.units)
    expect(await prune(at)).toMatchObject({ items: 0 })
    at.pages['/'] = String(at.pages['/']).replace(/<a href="\/(?:gone|away)\.html">[^<]*<\/a>/g, '')
    await at.json('inspect', '--units', at.units, '--at', '2026-05-21')
    const young = await later(at, 'evidence', 'prune', '--older-than', '301', '--json')
    expect(JSON.parse(young.stdout)).toMatchObject({ items: 0 })
    expect((await prune(at)).items).toBeGreaterThan(0)
  })

  it('goes by the workspace where no age is given, and needs one', async () => {
    const at = await mended('archived')
    expect(JSON.parse((await later(at, 'evidence', 'prune', '--json')).stdout)).toMatchObject({ items: 0 })
    const bare = await desk()
    await bare.inspect()
    expect(await bare.run('evidence', 'prune')).toMatchObject({ status: 2 })
    expect(await bare.run('evidence', 'prune', '--older-than', 'long')).toMatchObject({ status: 2 })
  })
})

describe('verify', () => {
  it('of a data directory and of a run’s folder names the first broken thing', async () => {
    const at = await desk()
    await at.inspect()
    const [run = ''] = readdirSync(join(at.data, 'runs'))
    const sealed = join(at.data, 'runs', run)
    const said = async (path: string) => {
      const { status, stderr } = await xuncha(['evidence', 'verify', path, '--lang', 'en'])
      return { status, stderr }
    }
    expect([await said(at.data), await said(sealed)]).toEqual([
      { status: 0, stderr: '' },
      { status: 0, stderr: '' },
    ])
    const [blob = ''] = blobs(at)
    const path = join(at.data, 'evidence', 'blobs', blob)
    writeFileSync(path, 'altered')
    expect(await said(at.data)).toEqual({ status: 1, stderr: expect.stringContaining(blob.slice(3)) })
    rmSync(path)
    expect(await said(at.data)).toEqual({ status: 1, stderr: expect.stringContaining(blob.slice(3)) })
    writeFileSync(join(sealed, 'seal.sm3'), 'altered')
    expect(await said(sealed)).toEqual({ status: 1, stderr: expect.stringContaining('seal.sm3') })
    rmSync(join(sealed, 'seal.sig'))
    expect(await said(sealed)).toEqual({ status: 1, stderr: expect.stringContaining('seal.sig') })
    expect((await said(join(at.data, 'evidence'))).status).toBe(2)
  })

  it('of data that a backup took the place of holds: what came after it is sealed, and of another database', async () => {
    const at = await desk()
    await at.inspect()
    const copy = join(folder(), 'copy.db')
    expect((await at.run('backup', copy)).status).toBe(0)
    at.pages['/'] = String(at.pages['/']).replace('</body>', '<a href="/third.html">旧文</a></body>')
    await at.inspect('--at', '2026-05-21')
    expect((await at.run('restore', copy)).status).toBe(0)
    const { status, stderr } = await xuncha(['evidence', 'verify', at.data, '--lang', 'en'])
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  })
})

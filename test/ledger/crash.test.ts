/** Two processes at once, and processes killed in mid-write: no gap, no loss of what was acknowledged, a valid chain. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readCheckpoints } from '../../src/evidence/checkpoints.js'
import { openStore } from '../../src/evidence/store.js'
import { verifyItem } from '../../src/evidence/verify.js'
import { backupTo } from '../../src/ledger/backup.js'
import { openLedger } from '../../src/ledger/open.js'
import { listEvidence, listFindings } from '../../src/ledger/read.js'
import { ledgerRows } from '../../src/ledger/rows.js'
import { recordedSites } from '../../src/ledger/runs.js'
import { verifyDatabase, verifyLedger } from '../../src/ledger/verify.js'
import { folder } from './opened.js'

const ROOT = join(import.meta.dirname, '..', '..')
let built = ''

/** The child in JavaScript, beside a link to the packages. */
beforeAll(() => {
  built = mkdtempSync(join(tmpdir(), 'xuncha-child-'))
  const config = {
    extends: join(ROOT, 'tsconfig.json'),
    compilerOptions: {
      outDir: built,
      rootDir: ROOT,
      sourceMap: false,
      typeRoots: [join(ROOT, 'node_modules/@types')],
    },
    files: [join(ROOT, 'test/ledger/crash-child.ts')],
    include: [],
  }
  writeFileSync(join(built, 'tsconfig.json'), JSON.stringify(config))
  writeFileSync(join(built, 'package.json'), '{ "type": "module" }')
  symlinkSync(join(ROOT, 'node_modules'), join(built, 'node_modules'))
  const done = spawnSync(process.execPath, [join(ROOT, 'node_modules/typescript/bin/tsc'), '-p', built], {
    encoding: 'utf8',
  })
  if (done.status !== 0) throw new Error(`the child was not built: ${done.stdout}${done.stderr}`)
}, 120_000)

afterAll(() => rmSync(built, { recursive: true, force: true }))

interface Child {
  readonly process: ChildProcess
  /** Lines acknowledged until the process ended. */
  readonly ended: Promise<{ lines: string[]; code: number | null; errors: string }>
  /** Resolves once so many lines came. */
  said(lines: number): Promise<void>
}

function start(mode: 'append' | 'signed' | 'record', dir: string, name: string, count: number): Child {
  const child = spawn(process.execPath, [
    join(built, 'test/ledger/crash-child.js'),
    mode,
    dir,
    name,
    String(count),
  ])
  let [text, errors] = ['', '']
  const waiting: { lines: number; resolve: () => void }[] = []
  const lines = () => text.split('\n').slice(0, -1)
  child.stderr.on('data', (data: Buffer) => {
    errors += data.toString()
  })
  child.stdout.on('data', (data: Buffer) => {
    text += data.toString()
    for (const one of waiting) if (lines().length >= one.lines) one.resolve()
  })
  const ended = new Promise<{ lines: string[]; code: number | null; errors: string }>((resolve) => {
    child.on('close', (code) => resolve({ lines: lines(), code, errors }))
  })
  return {
    process: child,
    ended,
    said: (wanted) =>
      Promise.race([
        new Promise<void>((resolve) => void waiting.push({ lines: wanted, resolve })),
        ended.then(() => undefined),
      ]),
  }
}

test('two processes append at once: every row is there, none twice, no gap', {
  timeout: 60_000,
}, async () => {
  const dir = folder()
  const children = ['甲', '乙'].map((name) => start('append', dir, name, 150))
  const ends = await Promise.all(children.map((child) => child.ended))
  expect(ends.map(({ code, errors }) => ({ code, errors }))).toEqual([
    { code: 0, errors: '' },
    { code: 0, errors: '' },
  ])
  const acknowledged = ends.flatMap(({ lines }) => lines.map(Number)).sort((a, b) => a - b)
  expect(acknowledged).toEqual(Array.from({ length: 300 }, (_, index) => index + 1))
  expect(verifyLedger(dir)).toMatchObject({ valid: true, rows: 300 })
})

test('killed while appending: what was acknowledged is there', { timeout: 60_000 }, async () => {
  const dir = folder()
  let acknowledged = 0
  for (let round = 1; round <= 4; round += 1) {
    const child = start('append', dir, `第${round}次`, 100_000)
    await child.said(10 + round * 7)
    child.process.kill('SIGKILL')
    const { lines } = await child.ended
    acknowledged = Math.max(acknowledged, ...lines.map(Number))
    const verified = verifyLedger(dir)
    expect(verified).toMatchObject({ valid: true })
    expect('rows' in verified ? verified.rows : 0).toBeGreaterThanOrEqual(acknowledged)
  }
  expect(acknowledged).toBeGreaterThan(68)
})

test('killed while recording: each site is there whole or not at all, no entry without its evidence', {
  timeout: 60_000,
}, async () => {
  const dir = folder()
  for (let round = 1; round <= 3; round += 1) {
    const child = start('record', dir, '', 100_000)
    await child.said(round)
    child.process.kill('SIGKILL')
    const { lines } = await child.ended
    expect(verifyLedger(dir)).toMatchObject({ valid: true })
    const ledger = openLedger(dir)
    for (const run of lines) expect(recordedSites(ledger, run).size).toBe(1)
    const entries = [...ledgerRows(ledger)].filter((row) => row.kind === 'deduct')
    expect(entries.length % 20).toBe(0)
    expect(entries.length).toBe(listFindings(ledger).length)
    const store = openStore(dir)
    const proofs = new Set([
      ...entries.map((row) => row.evidence ?? 'none'),
      ...listEvidence(ledger).map(({ id }) => id),
    ])
    for (const id of proofs) expect([id, (await verifyItem(store, id)).broken]).toEqual([id, null])
    expect(proofs.size).toBeGreaterThanOrEqual(entries.length)
    ledger.close()
  }
})

test('a backup taken while another process writes is whole, and holds all that was acknowledged before', {
  timeout: 60_000,
}, async () => {
  const dir = folder()
  const child = start('append', dir, '甲', 100_000)
  await child.said(25)
  const copies = join(folder(), 'copy.db')
  for (const least of [25, 26]) {
    const taken = await backupTo(dir, copies)
    expect(taken.rows).toBeGreaterThanOrEqual(least)
    expect(verifyDatabase(copies)).toMatchObject({ valid: true, rows: taken.rows, head: taken.head })
  }
  child.process.kill('SIGKILL')
  await child.ended
  expect(verifyLedger(dir)).toMatchObject({ valid: true })
})

test('killed while signing: the chain is never shorter than what was signed', {
  timeout: 60_000,
}, async () => {
  const dir = folder()
  for (let round = 1; round <= 3; round += 1) {
    const child = start('signed', dir, `第${round}次`, 100_000)
    await child.said(8 + round * 5)
    child.process.kill('SIGKILL')
    await child.ended
    expect(verifyLedger(dir, readCheckpoints(dir))).toMatchObject({ valid: true })
  }
})

/** Backup and restore: a copy that verifies, put back with a row that says so, whatever became of the original. */
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openLedger } from '../../src/ledger/open.js'
import { tampered } from '../ledger/tampered.js'
import { folder, xuncha } from './command-line.js'
import { desk, linkEntries, scoreOf } from './desk.js'

interface Restored {
  readonly restored: { seq: number; hash: string }
  readonly replaced: { seq: number } | null
  readonly aside: string | null
  readonly head: { seq: number }
  readonly missingEvidence: readonly string[]
}

interface Row {
  readonly kind: string
  readonly hash: string
}

describe('a backup', () => {
  it('is taken while the database is open, verifies, and brings everything back', async () => {
    const at = await desk()
    await at.inspect()
    const file = join(folder(), '备份.db')
    const open = openLedger(at.data)
    const taken = await at.json<{ rows: number; head: string }>('backup', file)
    open.close()
    expect(existsSync(`${file}-wal`)).toBe(false)
    const then = await scoreOf(at)
    const rows = async () =>
      (await at.run('ledger', 'export', '--format', 'jsonl')).stdout
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line) as Row)
    expect((await rows()).at(-1)?.hash).toBe(taken.head)

    const [entry] = await linkEntries(at)
    await at.json('ledger', 'void', entry?.id ?? '', '--reason', '误操作')
    expect(await scoreOf(at)).not.toEqual(then)
    const reader = openLedger(at.data, { readonly: true })
    const done = await at.json<Restored>('restore', file, '--reason', '误操作后恢复', '--as', '王五')
    expect(done).toMatchObject({
      restored: { seq: taken.rows, hash: taken.head },
      replaced: { seq: taken.rows + 1 },
      head: { seq: taken.rows + 1 },
      missingEvidence: [],
    })
    // Who had it open goes on with what is there now.
    expect(reader.db.prepare('SELECT count(*) FROM ledger').pluck().get()).toBe(taken.rows + 1)
    reader.close()
    expect(await scoreOf(at)).toEqual(then)
    expect((await rows()).at(-1)).toMatchObject({ kind: 'restore', actor: '王五', reason: '误操作后恢复' })
    // The longer chain that was signed before does not convict the restored one: we signed the restore, too.
    expect(await at.json('ledger', 'verify')).toMatchObject({ valid: true, signedUpTo: taken.rows + 1 })
    const aside = openLedgerRows(done.aside ?? '')
    expect(aside).toBe(taken.rows + 1)
    await at.json('ledger', 'post', entry?.id ?? '')
    tampered(at.data, `DELETE FROM ledger WHERE seq > ${taken.rows + 1}`)
    expect((await at.run('ledger', 'verify')).status).toBe(1)
  })

  it('replaces a database that is none any more, and says which evidence is not at hand', async () => {
    const at = await desk()
    await at.inspect()
    const file = join(folder(), 'b.db')
    await at.json('backup', file)
    const path = join(at.data, 'xuncha.db')
    for (const rest of ['', '-wal', '-shm']) rmSync(`${path}${rest}`, { force: true })
    writeFileSync(
      path,
      'garbage, longer than the header of a database would have been, and then some '.repeat(3),
    )
    expect((await at.run('ledger', 'verify')).status).toBe(1)
    rmSync(join(at.data, 'evidence', 'items'), { recursive: true })
    const done = await at.json<Restored>('restore', file)
    expect(done.replaced).toBeNull()
    expect(readFileSync(done.aside ?? '', 'utf8')).toContain('garbage')
    expect(done.missingEvidence.length).toBeGreaterThan(0)
    expect(await linkEntries(at)).toHaveLength(2)
  })

  it('starts a data directory on another machine', async () => {
    const at = await desk()
    await at.inspect()
    const file = join(folder(), 'b.db')
    await at.json('backup', file)
    const elsewhere = join(folder(), 'new')
    expect((await xuncha(['restore', file, '--data', elsewhere])).status).toBe(0)
    const listed = await xuncha(['ledger', 'list', '--data', elsewhere, '--json'])
    expect(JSON.parse(listed.stdout)).toEqual(await at.json('ledger', 'list'))
  })

  it('never overwrites what is no backup, and is not restored when it was tampered with', async () => {
    const at = await desk()
    await at.json('assessments', 'open', 'ouhai-2017', '--period', '2026')
    const dir = folder()
    const foreign = join(dir, '报告.docx')
    writeFileSync(foreign, 'a report that somebody still needs')
    expect((await at.run('backup', foreign)).status).toBe(2)
    expect(readFileSync(foreign, 'utf8')).toBe('a report that somebody still needs')
    expect((await at.run('restore', foreign)).status).toBe(2)
    expect((await at.run('restore', join(dir, 'none.db'))).status).toBe(2)
    const bad = join(dir, 'xuncha.db')
    expect((await at.run('backup', bad)).status).toBe(0)
    expect((await at.run('backup', bad)).status).toBe(0)
    tampered(dir, `UPDATE ledger SET actor = '别人' WHERE seq = 1`)
    const left = await at.run('restore', bad)
    expect(left.status).toBe(1)
    expect(left.stderr).toContain('第 1 行')
    expect((await at.run('ledger', 'verify')).status).toBe(0)
    for (const file of [join(dir, 'no', 'such', 'folder.db'), dir]) {
      const refused = await at.run('backup', file)
      expect([refused.status, refused.stderr.trim().split('\n').length]).toEqual([2, 1])
    }
  })
})

/** Rows of the ledger in a database of any name. */
function openLedgerRows(path: string): number {
  const dir = folder()
  writeFileSync(join(dir, 'xuncha.db'), readFileSync(path))
  const ledger = openLedger(dir, { readonly: true })
  try {
    return ledger.db.prepare('SELECT count(*) FROM ledger').pluck().get() as number
  } finally {
    ledger.close()
  }
}

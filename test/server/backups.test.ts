/** The daily backup: once a day after the night, rotated, told where it fails; taken by the command itself. */
import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { listNotices } from '../../src/ledger/notices.js'
import { backupTask, rotate } from '../../src/server/backups.js'
import { folder } from '../commands/command-line.js'
import { served } from './served.js'

const HOUR = 3_600_000
const at = (text: string): number => Date.parse(`${text}+08:00`)

describe('the task', () => {
  it('takes one copy a day, none before the night is over, and keeps so many', async () => {
    const { office, ledger } = await served()
    const copies = join(folder(), 'copies')
    let now = at('2026-05-20T05:00:00')
    let good = true
    const task = backupTask(
      { ...office, now: () => now },
      {
        folder: copies,
        keep: 2,
        take: async (file) => {
          if (!good) throw new Error('disk full')
          writeFileSync(file, '')
        },
      },
    )
    await task.tick()
    expect(existsSync(copies)).toBe(false)
    for (let hour = 0; hour < 72; hour += 1) {
      await task.tick()
      now += HOUR
    }
    expect(statSync(join(copies, 'xuncha-2026-05-22.db')).mode & 0o777).toBe(0o600)
    writeFileSync(join(copies, 'mine.db'), '')
    expect(readdirSync(copies).sort()).toEqual(['mine.db', 'xuncha-2026-05-21.db', 'xuncha-2026-05-22.db'])
    good = false
    now = at('2026-05-23T08:00:00')
    await task.tick()
    now += HOUR
    await task.tick()
    expect(readdirSync(copies)).toHaveLength(3)
    expect(listNotices(ledger).map(({ kind, facts }) => [kind, facts])).toEqual([
      ['backup-failed', { detail: 'disk full' }],
    ])
    good = true
    now += HOUR
    await task.tick()
    expect(readdirSync(copies).sort()).toEqual(['mine.db', 'xuncha-2026-05-22.db', 'xuncha-2026-05-23.db'])
  })

  it('removes nothing that is not its own', () => {
    const copies = folder()
    for (const name of ['xuncha-2026-05-01.db', 'xuncha-2026-05-01.db.bak', 'old.db', 'xuncha-latest.db'])
      writeFileSync(join(copies, name), '')
    expect(rotate(copies, 0)).toEqual(['xuncha-2026-05-01.db'])
    expect(readdirSync(copies)).toHaveLength(3)
  })
})

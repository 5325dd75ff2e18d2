/** Who writes the ledger signs it: no command opens the database for writing in any other way. */
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'

const ROOT = join(import.meta.dirname, '..', '..', 'src')
/** These write registers only, never a row of the ledger; the first is the one that signs. */
const MAY = new Set(['commands/open-data.ts', 'commands/registry-state.ts', 'commands/columns.ts'])

function sources(folder: string): string[] {
  return readdirSync(join(ROOT, folder)).flatMap((name) => {
    const inside = join(folder, name)
    if (statSync(join(ROOT, inside)).isDirectory()) return sources(inside)
    return name.endsWith('.ts') ? [inside] : []
  })
}

it('commands and server open the ledger for writing through what signs', () => {
  const folders = readdirSync(ROOT).filter((name) => ['commands', 'server', 'queue'].includes(name))
  const files = folders.flatMap(sources)
  expect(files.length).toBeGreaterThan(30)
  const others = files.filter((file) => {
    const calls = readFileSync(join(ROOT, file), 'utf8').match(/openLedger\([^)]*\)/g) ?? []
    return calls.some((call) => !call.includes('readonly: true')) && !MAY.has(file)
  })
  expect(others).toEqual([])
})

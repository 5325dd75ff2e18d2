/** What a start of the program loads: the command that was asked for, and no library that only others need. */
import { readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { xuncha } from './command-line.js'

const ROOT = resolve(import.meta.dirname, '..', '..')

/** Modules that a file loads before it runs; those for types alone, and those loaded later, are not among them. */
function loadedBy(file: string): string[] {
  const source = readFileSync(join(ROOT, file), 'utf8')
  const found = source.matchAll(/^(?:import|export)\s+(?!type\b)(?:[^'";]*?\sfrom\s+)?'([^']+)'/gm)
  return [...found].map((match) => match[1] ?? '')
}

/** Files and packages that a start from a file loads. */
function closureOf(entry: string): {
  readonly files: ReadonlySet<string>
  readonly packages: ReadonlySet<string>
} {
  const files = new Set([entry])
  const packages = new Set<string>()
  for (const file of files)
    for (const name of loadedBy(file)) {
      if (name.startsWith('.'))
        files.add(relative(ROOT, resolve(ROOT, dirname(file), name)).replace(/\.js$/, '.ts'))
      else if (!name.startsWith('node:')) packages.add(name)
    }
  return { files, packages }
}

describe('the command line', () => {
  it('loads words and options before it knows what is asked', () => {
    const { files, packages } = closureOf('src/cli.ts')
    expect([...packages]).toEqual(['commander'])
    const folders = new Set([...files].map((file) => dirname(file)))
    expect([...folders].sort()).toEqual(['src', 'src/commands', 'src/messages', 'src/model'])
    expect(files.size).toBeGreaterThan(10)
    expect(files.size).toBeLessThan(60)
  })

  it.each(['src/commands/inspect.ts', 'src/commands/inspect-jobs.ts'])(
    '%s loads no library of others, and none before its turn',
    (entry) => {
      const { files, packages } = closureOf(entry)
      expect([...packages].sort()).toEqual(['commander', 'htmlparser2', 'p-queue', 'yaml', 'zod'])
      expect([...files].filter((file) => /^(?:reports|fixtures|src\/server)\//.test(file))).toEqual([])
    },
  )
})

describe('a command that was not loaded', () => {
  it('is loaded wherever its name stands', async () => {
    const left = await xuncha(['--lang', 'en', 'checks', 'list', '--json'])
    expect(left).toMatchObject({ status: 0, stderr: '' })
    expect(JSON.parse(left.stdout)).toBeTruthy()
  })
})

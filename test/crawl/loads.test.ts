/** What a crawl loads: whatever it never uses is read and compiled all the same, and of a small portal that is a large share. */
import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { expect, it } from 'vitest'

const ENTRY = resolve(import.meta.dirname, '../../src/crawl/collect.ts')
const IMPORT = /(?:^|\n)(?:import|export)\s+(?!type\b)(?:[^'";]*?\bfrom\s+)?'([^']+)'/g

/** Specifiers of what a file loads at once, by the files that name them; types are gone when it runs. */
function loadedFrom(entry: string): Map<string, string[]> {
  const loaded = new Map<string, string[]>()
  const files = [entry]
  for (const file of files) {
    const specifiers = [...readFileSync(file, 'utf8').matchAll(IMPORT)].map((match) => match[1] ?? '')
    loaded.set(file, specifiers)
    for (const specifier of specifiers) {
      const path = resolve(dirname(file), specifier.replace(/\.js$/, '.ts'))
      if (specifier.startsWith('.') && !files.includes(path)) files.push(path)
    }
  }
  return loaded
}

it('a crawl loads its reader, and no checker of files', () => {
  const loaded = loadedFrom(ENTRY)
  const naming = (name: string) => [...loaded].filter(([, all]) => all.includes(name)).map(([file]) => file)
  expect(naming('htmlparser2')).not.toEqual([])
  expect(naming('zod')).toEqual([])
})

// Measures accuracy over portals with planted defects and writes the tables into the READMEs. Run by: npm run accuracy [-- --at-least N --seed N --browser | --no-browser --no-write]
import { readFileSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'

const { measureInFull, optionsOf } = await import('../dist/fixtures/accuracy/full.js')
const { asMarkdown, intoMarkers } = await import('../dist/fixtures/accuracy/table.js')
const { CODES } = await import('../dist/src/model/code.js')
const { findBrowser } = await import('../dist/src/crawl/browser-find.js')

const { values } = parseArgs({
  options: {
    // Default 10, with a browser 5: it is slow, and decides few codes otherwise.
    'at-least': { type: 'string' },
    seed: { type: 'string', default: '1000' },
    // One of the two: only that half; neither: both, the second where a browser is at hand.
    browser: { type: 'boolean', default: false },
    'no-browser': { type: 'boolean', default: false },
    'no-write': { type: 'boolean', default: false },
  },
})
const root = new URL('..', import.meta.url).pathname
const suspicions = new Set(Object.keys(CODES).filter((code) => CODES[code].suspicion))
const wanted = values.browser ? [true] : values['no-browser'] ? [false] : [false, true]
const misses = []
for (const browser of wanted.filter((one) => !one || findBrowser(process.env) !== null)) {
  const atLeast = Number(values['at-least'] ?? (browser ? 5 : 10))
  const full = { atLeast, seed: Number(values.seed), browser, suspicions }
  process.stderr.write(`${optionsOf(full)} …\n`)
  const told = await measureInFull(root, full)
  const table = asMarkdown(told.tallies, Object.keys(CODES), (code) => CODES[code].check)
  const block = `\`npm run accuracy -- ${optionsOf(full)}\`\n\n${table}`
  process.stdout.write(`${block}\n`)
  misses.push(...told.misses)
  if (values['no-write']) continue
  for (const name of ['README.md', 'README.zh-CN.md']) {
    const path = new URL(`../${name}`, import.meta.url)
    const marker = browser ? 'accuracy-browser' : 'accuracy'
    writeFileSync(path, intoMarkers(readFileSync(path, 'utf8'), marker, block))
  }
}
for (const { kind, unit, code, text } of misses) process.stderr.write(`${kind} ${unit} ${code}: ${text}\n`)
process.exitCode = misses.some(({ kind }) => kind !== 'doubted') ? 1 : 0

// Measures accuracy over mutated portals and writes the table into the READMEs. Run by: npm run accuracy [-- --at-least N --seed N --no-browser --no-write]
import { readFileSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'

const { ACCURACY_DATE } = await import('../dist/fixtures/mutate/clean.js')
const { PLANTS } = await import('../dist/fixtures/mutate/plants/all.js')
const { measure } = await import('../dist/fixtures/accuracy/measure.js')
const { measureSheets } = await import('../dist/fixtures/accuracy/sheets.js')
const { asMarkdown, intoMarkers, merged } = await import('../dist/fixtures/accuracy/table.js')
const { CODES } = await import('../dist/src/model/code.js')
const { findBrowser } = await import('../dist/src/crawl/browser-find.js')

const { values } = parseArgs({
  options: {
    'at-least': { type: 'string', default: '10' },
    seed: { type: 'string', default: '1000' },
    'no-browser': { type: 'boolean', default: false },
    'no-write': { type: 'boolean', default: false },
  },
})
const root = new URL('..', import.meta.url).pathname
const suspicions = new Set(Object.keys(CODES).filter((code) => CODES[code].suspicion))
const browserAtHand = !values['no-browser'] && findBrowser(process.env) !== null
const runs = []
for (const browser of browserAtHand ? [false, true] : [false]) {
  process.stderr.write(`${browser ? 'with' : 'without'} a browser …\n`)
  // The browser is slow and decides few codes otherwise: the most is measured without it.
  const atLeast = browser ? 1 : Number(values['at-least'])
  const seed = Number(values.seed) + (browser ? 5000 : 0)
  runs.push(
    await measure({
      root,
      plants: PLANTS,
      atLeast,
      every: !browser,
      seed,
      browser,
      at: ACCURACY_DATE,
      suspicions,
    }),
  )
  runs.push(await measureSheets(root, browser, suspicions))
}
const tallies = merged(runs.map((run) => run.tallies))
const table = asMarkdown(tallies, Object.keys(CODES), (code) => CODES[code].check)
process.stdout.write(`${table}\n`)
const misses = runs.flatMap((run) => run.misses)
for (const { kind, unit, code, text } of misses) process.stderr.write(`${kind} ${unit} ${code}: ${text}\n`)
if (!values['no-write'])
  for (const name of ['README.md', 'README.zh-CN.md']) {
    const path = new URL(`../${name}`, import.meta.url)
    writeFileSync(path, intoMarkers(readFileSync(path, 'utf8'), table))
  }
process.exitCode = misses.some(({ kind }) => kind !== 'doubted') ? 1 : 0

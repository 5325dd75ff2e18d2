/** `npm run bench`: every program over the same portal, in turns, and the table of what each one cost. */
import { fork } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { evidenceReport } from './evidence.mjs'
import { measure } from './measure.mjs'
import { officeReport } from './office.mjs'
import { planReport } from './plan.mjs'
import { report } from './report.mjs'
import { scaleReport } from './scale.mjs'
import { installed, scratch, TOOLS } from './tools.mjs'

const { values: flags } = parseArgs({
  options: {
    full: { type: 'boolean', default: false },
    sizes: { type: 'string', default: '500,5000' },
    rounds: { type: 'string', default: '3' },
    only: { type: 'string', default: '' },
    'no-latency': { type: 'boolean', default: false },
    'no-evidence': { type: 'boolean', default: false },
    plan: { type: 'boolean', default: false },
    office: { type: 'boolean', default: false },
    scale: { type: 'boolean', default: false },
    'no-plan': { type: 'boolean', default: false },
    'no-scale': { type: 'boolean', default: false },
    'no-write': { type: 'boolean', default: false },
  },
})
/** Rounds per size, in the order of the sizes; the last holds for the rest. */
const rounds = flags.rounds.split(',').map(Number)
const sizes = [...flags.sizes.split(',').map(Number), ...(flags.full ? [50_000] : [])]
const wanted = new Set(flags.only.split(',').filter(Boolean))
const LATENCY_MS = 50
const LATENCY_TOOLS = new Set(['floor', 'crawl'])
const TIMEOUT_MS = 30 * 60_000

const say = (text) => process.stderr.write(`${text}\n`)

/** Starts the portal in a process of its own. */
async function serveSite(pages, latency) {
  const child = fork(join(import.meta.dirname, 'serve.mjs'), [String(pages), String(latency)])
  let fail = () => undefined
  child.once('exit', (status) => fail(new Error(`the portal ended with ${status}`)))
  const next = () =>
    new Promise((resolve, reject) => {
      fail = reject
      child.once('message', resolve)
    })
  const site = await next()
  return {
    ...site,
    async counts() {
      const answer = next()
      child.send('counts')
      return answer
    },
    close: () => child.disconnect(),
  }
}

/** Dead links against the truth; a program that names the end of a redirect means its link. */
function judge(answer, truth) {
  const [expected, aliases] = [new Set(truth.dead), new Map(truth.aliases)]
  const named = new Set(answer.dead.map((url) => aliases.get(url) ?? url))
  const found = [...named].filter((url) => expected.has(url)).length
  const invented = [...named].filter((url) => !expected.has(url))
  return { found, invented }
}

async function runOnce(tool, site, folder) {
  await site.counts()
  const run = await measure(tool.command(site, folder), { timeoutMs: TIMEOUT_MS, cwd: folder })
  const { requests, mostSockets } = await site.counts()
  const { wall, cpu, peak } = run
  const cost = { wall, cpu, peak, requests, mostSockets }
  if (run.timedOut) return { ...cost, failed: 'timed out' }
  if (!(tool.statuses ?? [0]).includes(run.status))
    return { ...cost, failed: `exit status ${run.status}: ${run.err.slice(-500)}` }
  const answer = tool.read(run, folder)
  return { ...cost, pages: answer.pages, addresses: answer.addresses, ...judge(answer, site.truth) }
}

/** True when a program takes part in this round over this size. */
function takesPart(tool, size, round, latency) {
  if (wanted.size > 0 && !wanted.has(tool.id)) return false
  if (latency > 0 && !LATENCY_TOOLS.has(tool.id)) return false
  if (tool.needs && !installed(tool.needs)) return false
  if (size > (tool.largest ?? Number.POSITIVE_INFINITY)) return false
  return round === 0 || size < (tool.onceFrom ?? Number.POSITIVE_INFINITY)
}

async function compare(size, latency, times, base) {
  say(`${size} pages${latency ? `, ${latency} ms per answer` : ''}: building the portal`)
  const site = await serveSite(size, latency)
  const rows = new Map()
  try {
    for (let round = 0; round < times; round += 1) {
      const folders = new Map()
      for (const tool of TOOLS) {
        if (!takesPart(tool, size, round, latency)) continue
        const folder = folders.get(tool.after) ?? scratch(base, tool.id)
        folders.set(tool.id, folder)
        const result = await runOnce(tool, site, folder.path)
        say(
          `  ${tool.name}: ${result.cpu.toFixed(2)} CPU s, ${result.wall.toFixed(1)} s, ${result.peak.toFixed(0)} MB${result.failed ? ` – ${result.failed}` : `, dead ${result.found}/${site.truth.dead.length}, false ${result.invented.length} ${result.invented.slice(0, 3).join(' ')}`}`,
        )
        const row = rows.get(tool.id) ?? { tool: tool.name, id: tool.id, runs: [] }
        row.runs.push(result)
        rows.set(tool.id, row)
      }
      for (const folder of folders.values()) folder.drop()
    }
  } finally {
    site.close()
  }
  return { size, latency, truth: { ...site.truth, dead: site.truth.dead.length }, rows: [...rows.values()] }
}

if (flags.plan) {
  // The plan alone, nothing measured.
  console.log(planReport())
  process.exit(0)
}

const base = mkdtempSync(join(tmpdir(), 'xuncha-bench-'))
if (flags.scale) {
  // Workers over a shared queue alone.
  try {
    console.log(await scaleReport(base))
  } finally {
    rmSync(base, { recursive: true, force: true })
  }
  process.exit(0)
}
if (flags.office) {
  // The server under load alone.
  try {
    console.log(await officeReport(base))
  } finally {
    rmSync(base, { recursive: true, force: true })
  }
  process.exit(0)
}
try {
  const tables = []
  for (const [at, size] of sizes.entries()) {
    const times = size >= 50_000 ? 1 : (rounds[at] ?? rounds.at(-1))
    tables.push(await compare(size, 0, times, base))
  }
  if (!flags['no-latency'])
    tables.push(await compare(Math.min(5_000, Math.max(...sizes)), LATENCY_MS, Math.max(...rounds), base))
  const command = `npm run bench${process.argv.length > 2 ? ` -- ${process.argv.slice(2).join(' ')}` : ''}`
  const sections = []
  if (!flags['no-evidence']) sections.push(await evidenceReport(scratch(base, 'evidence').path))
  if (!flags['no-plan']) sections.push(planReport())
  if (!flags['no-scale']) sections.push(await scaleReport(scratch(base, 'scale').path))
  const text = report(tables, command, sections)
  console.log(text)
  if (!flags['no-write']) {
    writeFileSync(join(import.meta.dirname, 'RESULTS.md'), text)
  }
} finally {
  rmSync(base, { recursive: true, force: true })
}

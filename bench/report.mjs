/** The bench's table: medians, spread where it matters, and the ratios that the goals are put in. */
import { cpus, release, totalmem } from 'node:os'

function median(values) {
  const sorted = values.filter((value) => value !== null && value !== undefined).sort((a, b) => a - b)
  if (sorted.length === 0) return null
  const middle = Math.floor(sorted.length / 2)
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}

const fixed = (value, digits) => (value === null || value === undefined ? '–' : value.toFixed(digits))

/** Medians of a row; a failed run counts for its cost alone. */
function medians(row) {
  const of = (name) => median(row.runs.map((run) => run[name]))
  return {
    ...row,
    failed: row.runs.find((run) => run.failed)?.failed ?? null,
    wall: of('wall'),
    cpu: of('cpu'),
    peak: of('peak'),
    pages: of('pages'),
    addresses: of('addresses'),
    found: of('found'),
    invented: median(row.runs.map((run) => run.invented?.length)),
    requests: of('requests'),
    // Of sockets the worst run counts: a limit is a limit.
    mostSockets: Math.max(...row.runs.map((run) => run.mostSockets)),
  }
}

function line(row, floor, truth) {
  const range = `${fixed(Math.min(...row.runs.map((run) => run.cpu)), 1)}–${fixed(Math.max(...row.runs.map((run) => run.cpu)), 1)}`
  const cells = [
    row.failed ? `${row.tool} (${row.failed.split('\n', 1)[0]})` : row.tool,
    row.runs.length,
    fixed(row.wall, 1),
    fixed(row.cpu, 2),
    range,
    fixed(row.peak, 0),
    fixed(row.pages, 0),
    fixed(row.addresses, 0),
    row.found === null ? '–' : `${row.found} of ${truth.dead}`,
    fixed(row.invented, 0),
    fixed(row.requests, 0),
    row.mostSockets,
    floor ? fixed(row.cpu / floor.cpu, 2) : '–',
  ]
  return `| ${cells.join(' | ')} |`
}

function table({ size, latency, truth, rows }) {
  const done = rows.map(medians)
  const floor = done.find((row) => row.id === 'floor')
  return [
    `## ${size.toLocaleString('en')} pages${latency ? `, ${latency} ms per answer` : ''}`,
    '',
    `Truth: ${truth.pages} pages, ${truth.links} links to ${truth.addresses} addresses, ${truth.dead} of them dead.`,
    '',
    '| program | runs | wall s | CPU s | CPU s, range | peak MB | pages | addresses | dead found | false | requests to the host | most sockets | CPU ÷ floor |',
    '|---|---|---|---|---|---|---|---|---|---|---|---|---|',
    ...done.map((row) => line(row, floor, truth)),
    '',
    ...goals(done, latency).map((goal) => `- ${goal}`),
    '',
  ].join('\n')
}

/** The goals that one table can answer, with what was reached. */
function goals(rows, latency) {
  const by = new Map(rows.map((row) => [row.id, row]))
  const [floor, crawl, whole, second, peer] = ['floor', 'crawl', 'inspect', 'second', 'linkinator'].map(
    (id) => by.get(id),
  )
  const said = []
  const goal = (text, reached, most) =>
    said.push(`${text}: ${fixed(reached, 2)} (goal ≤ ${most}) ${reached <= most ? '✓' : '✗'}`)
  if (latency > 0) {
    if (floor && crawl) goal('wall of crawl and link check ÷ floor', crawl.wall / floor.wall, 1.05)
    return said
  }
  if (floor && crawl) goal('CPU of crawl and link check ÷ floor', crawl.cpu / floor.cpu, 1)
  if (floor && whole) goal('CPU of inspect ÷ floor', whole.cpu / floor.cpu, 2)
  if (whole && second) goal('CPU of the second night ÷ first', second.cpu / whole.cpu, 0.4)
  if (crawl && peer) {
    const reached = peer.cpu / crawl.cpu
    said.push(`pages per CPU second ÷ linkinator's: ${fixed(reached, 1)} (goal ≥ 25 at 5,000 pages)`)
  }
  return said
}

/** CPU per page and memory of the largest size against 5,000 pages. */
function growth(tables) {
  const plain = tables.filter(({ latency }) => latency === 0)
  const [small, large] = [plain.find(({ size }) => size === 5_000), plain.find(({ size }) => size >= 50_000)]
  if (!small || !large) return []
  const said = [
    '## Growth from 5,000 to 50,000 pages',
    '',
    '| program | CPU per page, ratio (goal ≤ 1.15) | peak memory, ratio (goal ≤ 1.5) | peak MB at 50,000 (goal ≤ 300) |',
    '|---|---|---|---|',
  ]
  for (const row of large.rows.map(medians)) {
    const before = small.rows.map(medians).find(({ id }) => id === row.id)
    if (!before) continue
    const perPage = row.cpu / large.truth.pages / (before.cpu / small.truth.pages)
    said.push(
      `| ${row.tool} | ${fixed(perPage, 2)} | ${fixed(row.peak / before.peak, 2)} | ${fixed(row.peak, 0)} |`,
    )
  }
  return [...said, '']
}

/** The whole report as Markdown; further sections stand behind the tables. */
export function report(tables, command, sections = []) {
  const [cpu] = cpus()
  return [
    '# Bench results',
    '',
    `\`${command}\`, Node ${process.version}, ${cpus().length} × ${cpu?.model.trim() ?? 'unknown CPU'}, ${(totalmem() / 2 ** 30).toFixed(0)} GiB, Linux ${release()}. The portal is made and served by a process of its own on loopback; CPU seconds are user and system of the program and its children, not of the portal. Rows are medians of interleaved runs. Compare CPU seconds: wall depends on what else the machine does.`,
    '',
    ...tables.map(table),
    ...growth(tables),
    ...sections,
  ].join('\n')
}

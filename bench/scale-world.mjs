/** A province of 14,000 portals, and its nights: sites share the budgets of their domains, workers have slots, CPU and disks. */

import { inTurns } from '../dist/src/commands/run/turns.js'

/** What is assumed where nothing was measured here; the rest comes out of bench/RESULTS.md. */
export const WORLD = {
  /** Portals by size: how many, pages of each, units on it (by which the program orders them). A page takes 1.9 requests with the links that it names. */
  classes: [
    { name: 'town, street, department', portals: 12_000, pages: 400, units: 1 },
    { name: 'city or county department', portals: 1_800, pages: 5_000, units: 2 },
    { name: 'platform', portals: 200, pages: 20_000, units: 40 },
  ],
  requestsPerPage: 1.9,
  /** Registrable domains (a county's or a city's) that the portals live under; the largest holds ten times the smallest. */
  domains: 110,
  hours: 8,
  slots: 8,
  cores: 2,
  /** Memory of a site in hand and of a browser, MB: peaks of 5,000 pages and of the headless shell. */
  siteMb: 450,
  browserMb: 600,
  /** CPU seconds per request, from 5,000 pages: the first night and the following ones. */
  cpu: { first: 29.56 / 9_481, again: 15.38 / 9_382 },
  /** A visit for evidence with pictures, CPU of browser and program; findings that need one a night. */
  visitCpu: 0.65,
  newFindings: { first: 12, again: 0.15 },
  /** Bytes of a page over the wire, gzip, and of an evidence item with its pictures. */
  pageBytes: 14_000,
  pictureBytes: 900_000,
  /** Requests of a monitored night: pages that lead on, news, open findings, and a share of the rest. */
  nightShare: 0.2,
  /** Mean seconds of one answer. */
  answer: 0.25,
  connections: 4,
}

/** Portals with their requests and domains, largest domains first; no two runs of the bench differ. */
function province({ classes, domains, requestsPerPage }) {
  const weights = Array.from({ length: domains }, (_, n) => 1 + (9 * (domains - n)) / domains)
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  const bounds = []
  weights.reduce((sum, weight) => {
    bounds.push(sum + weight / total)
    return sum + weight / total
  }, 0)
  const sites = []
  for (const { portals, pages, units } of classes)
    for (let n = 0; n < portals; n += 1) {
      const at = ((n + 0.5) / portals + 0.37 * (pages / 400)) % 1
      const domain = Math.max(
        0,
        bounds.findIndex((bound) => at < bound),
      )
      sites.push({ requests: pages * requestsPerPage, domain, units })
    }
  return sites
}

/**
 * One night in steps of ten seconds: each slot works on one site; sites of one domain share its rate; a worker's slots
 * share its cores. Returns hours until all are done (at most 200), and where the time went.
 */
function night(world, workers, share, cpuPerRequest) {
  const { rate, slots, cores, answer, connections } = world
  const queue = inTurns(
    province(world).map((site) => ({ ...site, left: site.requests * share })),
    (site) => String(site.domain),
    (site) => site.units,
  )
  const STEP_S = 10
  const alone = Math.min(rate, connections / answer)
  const cpuRate = cores / cpuPerRequest
  let next = 0
  let active = []
  let steps = 0
  let held = 0
  for (; (next < queue.length || active.length > 0) && steps < (200 * 3_600) / STEP_S; steps += 1) {
    while (active.length < workers * slots && next < queue.length) active.push(queue[next++])
    const perDomain = new Map()
    for (const site of active) perDomain.set(site.domain, (perDomain.get(site.domain) ?? 0) + 1)
    const wanted = active.map((site) => Math.min(alone, rate / perDomain.get(site.domain)))
    const asked = wanted.reduce((sum, one) => sum + one, 0)
    const factor = Math.min(1, (workers * cpuRate) / Math.max(asked, 1e-9))
    held += active.filter((site) => perDomain.get(site.domain) > 1).length / Math.max(1, active.length)
    for (const [n, site] of active.entries()) site.left -= wanted[n] * factor * STEP_S
    active = active.filter((site) => site.left > 0)
  }
  return { hours: (steps * STEP_S) / 3_600, waiting: held / steps }
}

const gb = (bytes) => (bytes / 1e9 >= 100 ? (bytes / 1e9).toFixed(0) : (bytes / 1e9).toFixed(1))

/** Requests of each domain. */
function loads(sites) {
  const held = new Map()
  for (const { domain, requests } of sites) held.set(domain, (held.get(domain) ?? 0) + requests)
  return held
}

/** Rows of the report: hours of a first crawl and of a night by workers, then bandwidth, storage, ledger, what gives first. */
export function simulate(world) {
  const { classes, domains, requestsPerPage, nightShare, measured } = world
  const portals = classes.reduce((sum, one) => sum + one.portals, 0)
  const pages = classes.reduce((sum, one) => sum + one.portals * one.pages, 0)
  const requests = pages * requestsPerPage
  const nightRequests = requests * nightShare
  const crews = [1, 2, 4, 8, 16, 32, 64]
  const rows = crews.map((workers) => {
    const first = night(world, workers, 1, world.cpu.first)
    const again = night(world, workers, nightShare, world.cpu.again)
    return { workers, first, again }
  })
  const enough = rows.find(({ again }) => again.hours <= world.hours)
  const busiest = Math.max(...loads(province(world)).values())
  const items = portals * world.newFindings.again
  const nightBytes = items * (world.pictureBytes + measured.itemBytes)
  const firstBytes = portals * world.newFindings.first * (world.pictureBytes + measured.itemBytes)
  const ledgerRows = portals * (world.newFindings.first + 365 * world.newFindings.again) * 1.2
  const state = pages * measured.statePerPage
  return [
    `### ${portals.toLocaleString('en')} portals on ${domains} domains, simulated over these costs`,
    '',
    `${(pages / 1e6).toFixed(1)} million pages, ${(requests / 1e6).toFixed(1)} million requests for a whole crawl, ${(nightRequests / 1e6).toFixed(1)} million a night by plan; a worker is ${world.cores} cores, ${world.slots} slots and ${((world.slots * world.siteMb + world.browserMb) / 1024).toFixed(0)} GB; ${world.rate.toFixed(1)} requests a second for each domain.`,
    '',
    '| workers | whole crawl, hours | a night by plan, hours | slots that share a domain |',
    '|---|---|---|---|',
    ...rows.map(
      ({ workers, first, again }) =>
        `| ${workers} | ${first.hours >= 200 ? '> 200' : first.hours.toFixed(0)} | ${again.hours.toFixed(1)} | ${Math.round(again.waiting * 100)} % |`,
    ),
    '',
    `- workers for a night of ${world.hours} hours: ${enough ? enough.workers : 'not to be had'}; the busiest domain alone takes ${(busiest / world.rate / 3_600).toFixed(0)} hours for a whole crawl and ${((busiest * nightShare) / world.rate / 3_600).toFixed(1)} for a night, however many workers there are`,
    `- bandwidth: ${gb(requests * world.pageBytes)} GB for a whole crawl, ${gb(nightRequests * world.pageBytes)} GB a night (${((nightRequests * world.pageBytes * 8) / (world.hours * 3_600) / 1e6).toFixed(0)} Mbit/s over ${world.hours} hours)`,
    `- evidence: ${gb(firstBytes)} GB for the first inspection, ${gb(nightBytes)} GB a night, ${gb(firstBytes + 365 * nightBytes)} GB a year`,
    `- site state in the shared store: ${gb(state)} GB, rewritten as it is used`,
    `- ledger: ${(ledgerRows / 1e6).toFixed(1)} million rows a year, ${gb(ledgerRows * measured.rowBytes)} GB`,
    `- CPU: ${((nightRequests * world.cpu.again + items * world.visitCpu) / 3_600).toFixed(0)} core hours a night`,
  ]
}

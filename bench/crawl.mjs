/** The crawl and the link check alone: `collect` for links, without facts, checks, witness, ledger or browser. */
import { collect } from '../dist/src/crawl/collect.js'
import { openHttp } from '../dist/src/crawl/http.js'
import { tuneEngine } from '../dist/src/engine.js'

// As the program's entry does.
tuneEngine()

const [start, external, dataDir] = process.argv.slice(2)
const { origin, host } = new URL(start)
const timezone = 'Asia/Shanghai'
const settings = {
  contact: null,
  allowPrivate: [new URL(external).host],
  namedOrigins: [origin],
  canaries: [],
  connections: 10,
  requestsPerSecond: 1_000,
  maxPages: 1_000_000,
  retrySeconds: [0, 0, 0],
  confirm: 'immediate',
  browser: false,
}
const unit = {
  id: 'bench',
  name: '某区人民政府',
  kind: 'district',
  aliases: [],
  formerNames: [],
  group: null,
  ownSite: true,
  disclosure: true,
  portal: start,
  scopes: [{ by: 'prefix', url: start }],
  formerOrigins: [],
  upperPortals: [],
  search: null,
  reportDue: '03-31',
  columns: [],
  exemptions: [],
  timezone,
  takesRest: false,
}
const job = {
  schema: 'xuncha.job/1',
  runId: 'bench',
  purpose: 'formal',
  at: '2026-11-21',
  tool: 'xuncha 0.0.0',
  site: {
    id: 'bench',
    name: host,
    home: start,
    origin,
    platform: false,
    operator: null,
    formerOrigins: [],
    units: [unit],
    places: [],
    columns: [],
    robotsAuthorised: null,
    pauses: [],
    timezone,
  },
  inspect: ['bench'],
  settings,
  needs: { keywords: [], requiredColumns: [], search: [] },
  history: { firstSeen: {}, rectifying: [], frameUnits: {} },
  calendarFile: null,
  dataDir,
  resumeKey: 'bench',
}
const silent = () => undefined
const http = openHttp(settings)
const harvest = await collect(job, {
  http,
  browser: null,
  signal: new AbortController().signal,
  log: { debug: silent, info: silent, warn: silent, error: silent },
  now: Date.now,
  depth: 'links',
})
for (const { url, cause, referrers } of harvest.deadLinks())
  process.stdout.write(`${url}\t${cause}\t${referrers.count}\t${referrers.first.join(' ')}\n`)
harvest.close()
await http.close()

/** The programs that the bench compares: how each is started, and how its answer is read. */
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import Database from 'better-sqlite3'

const here = import.meta.dirname
const AT = '2026-11-21'
const LINK_CODES = new Set(['link-broken', 'attachment-broken', 'image-broken', 'application-entry-broken'])

/** True when a program is on the PATH. */
export function installed(name) {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, name)))
}

const lastLine = (text) => JSON.parse(text.trim().split('\n').at(-1) ?? '{}')

/** What the site's own state holds after a crawl, read when the clock stands. */
function stateOf(dataDir) {
  const sites = join(dataDir, 'sites')
  const [folder] = readdirSync(sites)
  const db = new Database(join(sites, folder, 'crawl.db'), { readonly: true })
  try {
    const all = (sql) => db.prepare(sql).pluck().all()
    const broken = `outcome = 'broken'`
    const pages = all('SELECT no FROM page WHERE links IS NOT NULL OR content IS NOT NULL').length
    const known = new Set([...all('SELECT url FROM page'), ...all('SELECT url FROM target')])
    const dead = [
      ...all(`SELECT url FROM page WHERE ${broken}`),
      ...all(`SELECT url FROM target WHERE ${broken}`),
    ]
    return { pages, addresses: known.size, dead: [...new Set(dead)] }
  } finally {
    db.close()
  }
}

function workspace(site, folder) {
  const path = join(folder, 'workspace.json')
  // JSON is YAML; the retries that must agree come at once, for loopback has no bad moments.
  const file = {
    defaults: {
      allowPrivate: [new URL(site.external).host],
      confirm: { observations: 1, days: 1, workingHours: false, retrySeconds: [0, 0, 0] },
      limits: { maxPages: 1_000_000 },
    },
    units: [{ id: 'bench', name: '某区人民政府', kind: 'district', portal: `${site.origin}/` }],
  }
  writeFileSync(path, JSON.stringify(file))
  return path
}

function inspectCommand(site, folder, at) {
  const cli = join(here, '..', 'bin', 'xuncha.js')
  return [
    process.execPath,
    cli,
    'inspect',
    '--units',
    workspace(site, folder),
    '--data',
    join(folder, 'data'),
    '--at',
    at,
    '--no-browser',
    '--json',
  ]
}

function readInspection(run) {
  const document = JSON.parse(run.out)
  const [unit] = document.units
  const found = [...unit.findings, ...document.shared].filter(
    (finding) => finding.verdict === 'problem' && LINK_CODES.has(finding.code),
  )
  return {
    pages: unit.pages,
    addresses: unit.links.checked,
    dead: [...new Set(found.map((finding) => finding.subject))],
  }
}

/** wget's spider: a line for each address that answered, and at the end the broken ones. */
function readWget(run) {
  const asked = new Set([...run.err.matchAll(/ URL: ?(\S+) (?:\[|\d{3} )/g)].map((match) => match[1]))
  const list = /Found \d+ broken links?\.\n\n((?:\S+\n)+)/.exec(run.err)?.[1] ?? ''
  const dead = list.split('\n').filter(Boolean)
  return { pages: null, addresses: new Set([...asked, ...dead]).size, dead }
}

/**
 * The programs, in the order of a round.
 * `command` gets the served site and a folder of its own; `sizes` bounds where it is run, `once` how often.
 */
export const TOOLS = [
  {
    id: 'floor',
    name: '(d) floor',
    command: (site) => [process.execPath, join(here, 'floor.mjs'), `${site.origin}/`],
    read: (run) => lastLine(run.out),
  },
  {
    id: 'crawl',
    name: '(b) crawl and link check',
    command: (site, folder) => [
      process.execPath,
      join(here, 'crawl.mjs'),
      `${site.origin}/`,
      site.external,
      folder,
    ],
    read: (_run, folder) => stateOf(folder),
  },
  {
    id: 'inspect',
    name: '(a) xuncha inspect, no browser',
    command: (site, folder) => inspectCommand(site, folder, AT),
    read: readInspection,
    statuses: [0, 3],
  },
  {
    id: 'second',
    name: '(a) again, the second night',
    after: 'inspect',
    command: (site, folder) => inspectCommand(site, folder, '2026-11-22'),
    read: readInspection,
    statuses: [0, 3],
  },
  {
    id: 'linkinator',
    name: '(c) linkinator 7',
    command: (site) => [process.execPath, join(here, 'linkinator.mjs'), `${site.origin}/`],
    read: (run) => lastLine(run.out),
    largest: 5_000,
    onceFrom: 5_000,
  },
  {
    id: 'wget',
    name: '(e) wget --spider -r',
    needs: 'wget',
    command: (site) => [
      'wget',
      '--spider',
      '-r',
      '-l',
      'inf',
      '-p',
      '-H',
      '-D',
      '127.0.0.1',
      '-e',
      'robots=off',
      '-nv',
      `${site.origin}/`,
    ],
    read: readWget,
    statuses: [0, 8],
    largest: 5_000,
  },
  {
    id: 'scrapy',
    name: '(e) scrapy',
    needs: 'scrapy',
    command: (site) => [
      'scrapy',
      'runspider',
      join(here, 'spider.py'),
      '-a',
      `start=${site.origin}/`,
      '--nolog',
    ],
    read: (run) => lastLine(run.out),
    largest: 5_000,
    onceFrom: 5_000,
  },
]

/** A new folder under another; `drop` removes it. */
export function scratch(parent, name) {
  const path = mkdtempSync(join(parent, `${name}-`))
  return { path, drop: () => rmSync(path, { recursive: true, force: true }) }
}

/** `columns discover URL`: the columns and roles that a portal shows by itself, and why. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { adoptWordings } from '../artifacts/lexicon.js'
import { assemble } from '../artifacts/portal/assemble.js'
import { type ExplainedColumn, explainColumns } from '../artifacts/portal/discover.js'
import { plainHarvest } from '../artifacts/portal/plain-harvest.js'
import { collect } from '../crawl/collect.js'
import { ledgerPath } from '../ledger/open.js'
import { dayIn } from '../model/date.js'
import { UserFault } from '../model/error.js'
import type { InspectionJob } from '../model/inspection.js'
import { emptyRegistry, isWebUrl, type Registry } from '../model/workspace.js'
import { DEFAULT_TIMEZONE, resolveSites } from '../registry/resolve.js'
import { needsOf } from '../rubric/needs.js'
import { toolName } from './package-root.js'
import { readRegistry } from './registry-state.js'
import { browserAtHand, openClients } from './run/ports.js'
import { crawlSettings } from './run/settings.js'
import { listing, type Shell, usage, word } from './shell.js'
import { countOption } from './values.js'
import { wordingsOf } from './watch-files.js'

/** Enough to see every menu of a portal and the first pages of its lists. */
const USUAL_PAGES = 300
/** Id of the portal's unit where none is registered at the URL. */
const VISITOR = 'discovered'

/** The registry with the unit whose portal the URL is: the registered one, else one made up of the URL alone. */
function placed(shell: Shell, url: string): { registry: Registry; unit: string } {
  const held = existsSync(ledgerPath(shell.dataDir)) ? readRegistry(shell.dataDir) : emptyRegistry()
  const known = held.units.find((unit) => new URL(unit.portal).href === url)
  if (known) return { registry: held, unit: known.id }
  const alone = { ...emptyRegistry(), defaults: held.defaults }
  return {
    registry: { ...alone, units: [{ id: VISITOR, name: new URL(url).host, portal: url }] },
    unit: VISITOR,
  }
}

function shown(shell: Shell, columns: readonly ExplainedColumn[], explain: boolean): string {
  const heads = ['column', 'role', 'items', 'newest', ...(explain ? ['because', 'form'] : []), 'url']
  return listing(
    shell,
    heads,
    columns.map((column) => [
      column.path.length > 0 ? column.path.join(' › ') : column.name,
      column.role,
      column.complete ? String(column.items) : `${column.items}+`,
      column.newest ?? '',
      ...(explain ? [column.because, `${column.form} ${word(shell, 'cli.read', column.read)}`] : []),
      column.url,
    ]),
  )
}

/** Crawls the portal into a throw-away folder and prints its columns. Nothing is recorded. */
export async function discover(
  shell: Shell,
  given: string,
  options: { readonly explain?: boolean; readonly browser?: boolean; readonly maxPages?: string },
): Promise<void> {
  if (!isWebUrl(given)) throw usage('cli.bad-url', { found: given })
  const url = new URL(given).href
  const { registry, unit } = placed(shell, url)
  adoptWordings(wordingsOf(registry))
  const now = shell.host.now()
  const at = dayIn(registry.defaults.timezone ?? DEFAULT_TIMEZONE, now)
  const site = resolveSites(registry, at).find((one) => one.units.some((spec) => spec.id === unit))
  if (!site) throw new Error('the unit of the portal is on no site')
  const browser = options.browser !== false && browserAtHand(shell.host.env)
  // Nothing is recorded: one look at what fails is enough.
  const settings = {
    ...crawlSettings(registry, {
      browser,
      maxPages: countOption('--max-pages', options.maxPages) ?? USUAL_PAGES,
    }),
    retrySeconds: [0],
  }
  const folder = mkdtempSync(join(tmpdir(), 'xuncha-discover-'))
  const job: InspectionJob = {
    schema: 'xuncha.job/1',
    runId: 'discover',
    purpose: 'trial',
    at,
    tool: toolName(),
    site,
    inspect: [unit],
    settings,
    needs: needsOf([]),
    history: { firstSeen: {}, rectifying: [], frameUnits: {} },
    calendarFile: null,
    dataDir: folder,
    resumeKey: 'discover',
  }
  const clients = await openClients(shell, settings, job.tool, site.timezone)
  try {
    const harvest = await collect(job, {
      http: clients.http,
      browser: clients.browser,
      signal: shell.host.signal,
      log: shell.log,
      now: shell.host.now,
    })
    try {
      shell.host.signal.throwIfAborted()
      const start = harvest.starts.get(unit)
      const plain = plainHarvest(harvest)
      const artifacts = assemble(plain.harvest, job).get(unit)
      if (!artifacts || (start && start.outcome !== 'ok' && artifacts.columns.length === 0))
        throw new UserFault('cli.page.failed', {
          url,
          why: word(shell, 'cli.cause', start?.cause ?? 'limit'),
        })
      const columns = plain.asWritten(explainColumns(artifacts))
      shell.result({ url, columns }, () => shown(shell, columns, options.explain === true))
    } finally {
      harvest.close()
    }
  } finally {
    await clients.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

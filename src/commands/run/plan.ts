/** What a run is to do, decided before anything is contacted: units, sites, rubrics, date, settings. */

import { canonicalJson, sha256 } from '../../model/canonical.js'
import { dayIn, isPlainDate, type PlainDate } from '../../model/date.js'
import type { CrawlSettings, Needs } from '../../model/inspection.js'
import type { SiteSpec } from '../../model/site.js'
import { PURPOSES, type Purpose } from '../../model/vocabulary.js'
import type { Watch } from '../../model/watch.js'
import type { Wordings } from '../../model/wordings.js'
import type { Registry, WorkspaceFile } from '../../model/workspace.js'
import { DEFAULT_TIMEZONE, resolveSites } from '../../registry/resolve.js'
import { rubricNamed } from '../../rubric/load.js'
import { needsOf } from '../../rubric/needs.js'
import type { Rubric } from '../../rubric/schema.js'
import { toolName } from '../package-root.js'
import { usage } from '../shell.js'
import { watchOf, wordingsOf } from '../watch-files.js'
import { crawlSettings } from './settings.js'

/** What the command line says of a run. */
export interface RunOptions {
  /** Units named; empty: all of the file, else all of the registry. */
  readonly units: readonly string[]
  readonly rubrics: readonly string[]
  readonly period: string | null
  readonly purpose: string
  readonly at: string | null
  readonly browser: boolean
  readonly maxPages: number | null
  readonly fresh: boolean
}

/** One site with the units of it that are inspected. */
export interface SitePlan {
  readonly site: SiteSpec
  readonly inspect: readonly string[]
}

/** A run before it begins. */
export interface RunPlan {
  readonly purpose: Purpose
  readonly at: PlainDate
  readonly period: string
  readonly tool: string
  readonly timezone: string
  readonly rubrics: readonly Rubric[]
  readonly needs: Needs
  readonly settings: CrawlSettings
  readonly sites: readonly SitePlan[]
  /** Ids of all inspected units, in the order of the registry. */
  readonly units: readonly string[]
  readonly calendarFile: string | null
  readonly watch: Watch
  readonly wordings: Wordings | undefined
  readonly registry: Registry
  /** Equal for runs that may resume each other (contract §7). */
  readonly resumeKey: string
}

function chosenUnits(registry: Registry, file: WorkspaceFile | null, named: readonly string[]): string[] {
  const known = new Set(registry.units.map((unit) => unit.id))
  for (const id of named) if (!known.has(id)) throw usage('cli.unknown-unit', { id })
  const given = named.length > 0 ? named : (file?.units ?? registry.units).map((unit) => unit.id)
  const wanted = new Set(given)
  if (wanted.size === 0) throw usage('cli.inspect.no-units')
  return registry.units.map((unit) => unit.id).filter((id) => wanted.has(id))
}

function purposeOf(text: string): Purpose {
  const purpose = PURPOSES.find((known) => known === text)
  if (!purpose) throw usage('cli.inspect.bad-purpose', { found: text, known: PURPOSES.join(' | ') })
  return purpose
}

function dateOf(text: string | null, timezone: string, now: number): PlainDate {
  if (text === null) return dayIn(timezone, now)
  if (!isPlainDate(text)) throw usage('cli.inspect.bad-date', { found: text })
  return text
}

/** Rubrics named on the command line, else the workspace's, else none. One id twice counts once. */
function rubricsOf(named: readonly string[], registry: Registry): Rubric[] {
  const given =
    named.length > 0 ? named : registry.defaults.rubric === undefined ? [] : [registry.defaults.rubric]
  const loaded = new Map<string, Rubric>()
  for (const name of given) {
    const rubric = rubricNamed(name)
    loaded.set(rubric.id, rubric)
  }
  return [...loaded.values()]
}

/**
 * Plans a run.
 * @param file the workspace file given with the command, already laid over the registry; null: none
 * @throws UserFault (exit status 2) for an unknown unit, date, purpose or rubric, and for scopes that overlap
 */
export function planRun(
  registry: Registry,
  file: WorkspaceFile | null,
  options: RunOptions,
  surroundings: { readonly now: number; readonly browserAvailable: boolean },
): RunPlan {
  const timezone = registry.defaults.timezone ?? DEFAULT_TIMEZONE
  const at = dateOf(options.at, timezone, surroundings.now)
  const purpose = purposeOf(options.purpose)
  const units = chosenUnits(registry, file, options.units)
  const rubrics = rubricsOf(options.rubrics, registry)
  const browser = options.browser && surroundings.browserAvailable
  const settings = crawlSettings(registry, { browser, maxPages: options.maxPages })
  const wanted = new Set(units)
  const sites = resolveSites(registry, at).flatMap((site): SitePlan[] => {
    const inspect = site.units.map((unit) => unit.id).filter((id) => wanted.has(id))
    return inspect.length > 0 ? [{ site, inspect }] : []
  })
  const tool = toolName()
  const watch = watchOf(registry)
  const wordings = wordingsOf(registry)
  const period = options.period ?? at.slice(0, 4)
  const resumeKey = sha256(
    canonicalJson([
      'xuncha/run/1',
      tool,
      purpose,
      at,
      period,
      rubrics.map((rubric) => `${rubric.id}@${rubric.version}`),
      { browser, maxPages: settings.maxPages, confirm: settings.confirm },
      sites,
      watch,
      wordings ?? null,
    ]),
  )
  return {
    purpose,
    at,
    period,
    tool,
    timezone,
    rubrics,
    needs: needsOf(rubrics),
    settings,
    sites,
    units,
    calendarFile: registry.defaults.calendar ?? null,
    watch,
    wordings,
    registry,
    resumeKey,
  }
}

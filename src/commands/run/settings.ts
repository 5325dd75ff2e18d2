/** Settings of a crawl out of the workspace's defaults and the command line. */
import type { CrawlSettings } from '../../model/inspection.js'
import type { Confirm, Defaults, Registry } from '../../model/workspace.js'
import { namedOrigins } from '../../registry/resolve.js'

/** Defaults of contract §2, §6 and §7. */
export const USUAL = {
  connections: 4,
  requestsPerSecond: 5,
  maxPages: 20_000,
  retrySeconds: [0, 5, 30],
  observations: 3,
  days: 2,
  workingHours: true,
  vantages: 1,
} as const

/** How confirmation is set, as evidence says it: `immediate`, or `observations=3,days=2,workingHours=true`. */
function confirmText(confirm: Confirm | undefined): string {
  if (confirm === 'immediate') return 'immediate'
  const { observations, days, workingHours, vantages } = { ...USUAL, ...defined(confirm) }
  const agreeing = vantages > 1 ? `,vantages=${vantages}` : ''
  return `observations=${observations},days=${days},workingHours=${workingHours}${agreeing}`
}

function defined(confirm: Exclude<Confirm, 'immediate'> | undefined) {
  return Object.fromEntries(Object.entries(confirm ?? {}).filter(([, value]) => value !== undefined))
}

/** Spacing of the attempts that must agree; at once where everything is confirmed immediately on loopback is up to the crawl. */
function retrySeconds(defaults: Defaults): number[] {
  const { confirm } = defaults
  const given = typeof confirm === 'object' ? confirm.retrySeconds : undefined
  return [...(given ?? USUAL.retrySeconds)]
}

/** What the crawl is set to. `browser`: one was found and is wanted; `maxPages` from the command line prevails. */
export function crawlSettings(
  registry: Registry,
  given: { readonly browser: boolean; readonly maxPages: number | null },
): CrawlSettings {
  const { defaults } = registry
  return {
    contact: defaults.contact ?? null,
    allowPrivate: defaults.allowPrivate ?? [],
    namedOrigins: namedOrigins(registry),
    canaries: defaults.canaries ?? [],
    connections: defaults.politeness?.connections ?? USUAL.connections,
    requestsPerSecond: defaults.politeness?.requestsPerSecond ?? USUAL.requestsPerSecond,
    maxPages: given.maxPages ?? defaults.limits?.maxPages ?? USUAL.maxPages,
    retrySeconds: retrySeconds(defaults),
    confirm: confirmText(defaults.confirm),
    browser: given.browser,
    window: defaults.politeness?.window ?? null,
    maxRequests: defaults.limits?.maxRequests ?? null,
  }
}

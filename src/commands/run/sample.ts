/** Samples of start pages: one light look each, through the inspectors' client and guard, kept apart from every run. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Sample, SampleOutcome } from '../../ledger/availability.js'
import type { Ledger } from '../../ledger/open.js'
import { registry } from '../../ledger/registry-store.js'
import { heldToVantage } from '../../ledger/vantage.js'
import type { InspectionResult, UnitResult } from '../../model/inspection.js'
import type { Shell } from '../shell.js'
import { jobOf } from './inspect-sites.js'
import type { OpenInspector } from './inspector.js'
import { planRun, type RunPlan } from './plan.js'

function outcomeOf({ status, reason, findings }: UnitResult): SampleOutcome {
  if (status === 'inconclusive') return reason === 'starts-only' ? 'up' : 'unknown'
  return findings.some((finding) => finding.verdict === 'problem') ? 'down' : 'doubt'
}

function samplesOf(result: InspectionResult): Sample[] {
  const zones = new Map(result.site.units.map(({ id, timezone }) => [id, timezone]))
  return result.units.map((unit): Sample => {
    const outcome = outcomeOf(unit)
    return {
      unit: unit.id,
      timezone: zones.get(unit.id) ?? result.site.timezone,
      at: result.startedAt,
      outcome,
      cause: outcome === 'up' ? null : unit.reason,
    }
  })
}

/** How a batch of samples is taken. */
export interface Sampling {
  readonly openInspector: OpenInspector
  /** True for a site that an inspection is at: what we may ask of it is being asked. */
  isBusy(site: string): boolean
}

/**
 * Looks at the start pages of these units once, without a browser and without repeats: nothing of it is a finding.
 * From a vantage point outside the allowed ones nothing is known of them.
 * Sites that are being inspected are left out; so is whatever was not looked at when the signal ended it.
 * @throws UserFault where the inspecting process cannot be had
 */
export async function sampleStarts(
  shell: Shell,
  ledger: Ledger,
  units: readonly string[],
  sampling: Sampling,
): Promise<Sample[]> {
  const { defaults, ...registered } = registry(ledger).load()
  const { rubric: _, ...unpriced } = defaults
  const plan = planRun(
    { ...registered, defaults: unpriced },
    null,
    {
      units,
      rubrics: [],
      period: null,
      purpose: 'monitor',
      at: null,
      browser: false,
      maxPages: null,
      fresh: true,
    },
    { now: shell.host.now(), browserAvailable: false },
  )
  const settings = { ...plan.settings, retrySeconds: [0] }
  const free = plan.sites.filter(({ site }) => !sampling.isBusy(site.id))
  if (free.length === 0) return []
  // Nothing of a sample is kept: what it writes on its way goes with this folder.
  const scratch = mkdtempSync(join(tmpdir(), 'xuncha-sample-'))
  const own = { ...shell, dataDir: scratch }
  try {
    return await taken(own, ledger, { ...plan, settings, sites: free }, sampling.openInspector)
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
}

async function taken(
  shell: Shell,
  ledger: Ledger,
  plan: RunPlan,
  openInspector: OpenInspector,
): Promise<Sample[]> {
  const allowed = plan.registry.defaults.vantages ?? null
  const inspector = await openInspector(shell, plan)
  try {
    const results = await Promise.allSettled(
      plan.sites.map((part) => {
        const job = jobOf(
          plan,
          part,
          `sample-${shell.host.now()}`,
          { ledger, shell, startsOnly: true },
          false,
        )
        return inspector.inspect(job)
      }),
    )
    return results.flatMap((one) => {
      if (one.status === 'fulfilled')
        return one.value.interrupted ? [] : samplesOf(heldToVantage(one.value, allowed))
      shell.log.warn({ err: one.reason }, 'a sample could not be taken')
      return []
    })
  } finally {
    await inspector.close()
  }
}

/** Availability sampling: each unit's start page looked at lightly, spread over the day; one that fails is inspected properly. */
import { lastSamples, putSamples, type Sample } from '../ledger/availability.js'
import { registry } from '../ledger/registry-store.js'
import { sha256 } from '../model/canonical.js'
import { CAUSES, type Cause, weightOf } from '../model/fault.js'
import { openUntil } from '../model/window.js'
import type { Registry } from '../model/workspace.js'
import { DEFAULT_TIMEZONE } from '../registry/resolve.js'
import type { Office } from './office.js'
import type { Task } from './schedule.js'

const DAY_MS = 86_400_000
/** Samples a day where the workspace says nothing: the official watch asks for at least twenty. */
const USUAL_PER_DAY = 24
/** Samples are taken in batches: every one starts a process. */
const BATCH_MS = 5 * 60_000
const BATCH_UNITS = 500
/** Between two inspections of one failing start page: observations of one hour would say the same thing twice. */
const AGAIN_MS = 4 * 3_600_000

/**
 * Units whose next sample is due: each has its own minutes within the day's equal parts, so that the units of a
 * platform are not asked all at once. Those sampled longest ago come first.
 * @param last when each was last sampled; `since` holds for those that never were
 */
export function samplesDue(
  { units, defaults }: Pick<Registry, 'units' | 'defaults'>,
  last: ReadonlyMap<string, number>,
  since: number,
  now: number,
): string[] {
  const perDay = defaults.sampling?.perDay ?? USUAL_PER_DAY
  if (perDay === 0) return []
  const window = defaults.politeness?.window
  // A window is for the nightly crawl and for samples too, unless the workspace asks for samples by name.
  if (window && !defaults.sampling && openUntil(window, defaults.timezone ?? DEFAULT_TIMEZONE, now) === null)
    return []
  const part = DAY_MS / perDay
  const partOf = (unit: string, at: number): number =>
    Math.floor((at - (Number.parseInt(sha256(unit).slice(0, 8), 16) % part)) / part)
  return units
    .map(({ id }) => ({ id, at: last.get(id) ?? since }))
    .filter(({ id, at }) => partOf(id, now) > partOf(id, at))
    .sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1))
    .slice(0, BATCH_UNITS)
    .map(({ id }) => id)
}

/** True for a sample that a proper inspection could make a problem of. */
function mayBeFault({ outcome, cause }: Sample): boolean {
  if (outcome !== 'down' && outcome !== 'doubt') return false
  const known = Object.hasOwn(CAUSES, cause ?? '') ? weightOf(cause as Cause) : 'ours'
  return known === 'definite' || known === 'browser'
}

/** The task of the schedule that takes samples. A sample blames nobody: what it shows is inspected, which may. */
export function samplingTask(office: Office): Task {
  const { ledger, now, log } = office
  const opened = now()
  const inspectedAt = new Map<string, number>()
  let lastBatch = Number.NEGATIVE_INFINITY
  let taken = 0
  return {
    name: 'sampling',
    tick: async () => {
      if (now() - lastBatch < BATCH_MS) return
      lastBatch = now()
      const due = samplesDue(registry(ledger).load(), lastSamples(ledger), opened, now())
      if (due.length === 0) return
      const samples = await office.sample(due)
      putSamples(ledger, samples)
      taken += samples.length
      const failing = samples
        .filter((one) => mayBeFault(one) && now() - (inspectedAt.get(one.unit) ?? 0) >= AGAIN_MS)
        .map((one) => one.unit)
      if (failing.length === 0) return
      for (const unit of failing) inspectedAt.set(unit, now())
      const run = await office.inspectStarts(failing)
      log.info({ run: run.id, units: failing.length }, 'start pages that failed a sample are inspected')
      await run.done
    },
    figures: () => ({ availability_samples_total: taken }),
  }
}

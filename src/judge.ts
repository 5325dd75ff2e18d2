/** Judging: every check over every inspected unit's artifacts. The catch site around a check. */
import { CHECKS } from '../checks/index.js'
import { assemble } from './artifacts/portal/assemble.js'
import { plainHarvest } from './artifacts/portal/plain-harvest.js'
import { usualNames } from './artifacts/portal/synonyms.js'
import type { WorkCalendar } from './check.js'
import type { Finding, JudgedCheck } from './model/finding.js'
import type { Harvest } from './model/harvest.js'
import type { InspectionJob } from './model/inspection.js'
import type { Artifacts } from './model/portal.js'
import type { UnitSpec } from './model/site.js'
import { rectificationsOf } from './rectifications.js'

/** What judging one harvest gave. */
export interface Judgement {
  readonly artifacts: ReadonlyMap<string, Artifacts>
  readonly judged: readonly JudgedCheck[]
  /** Units that a bug of ours hit, with the error. */
  readonly bugs: ReadonlyMap<string, { readonly check: string; readonly error: unknown }>
}

/** The columns that this unit is asked for: by rubrics for its kind, and by the register. */
function requiredOf(job: InspectionJob, unit: UnitSpec) {
  const asked = job.needs.requiredColumns.filter(
    (column) => column.kinds === null || unit.kind === null || column.kinds.includes(unit.kind),
  )
  const registered = [...job.site.columns.filter((column) => column.owner === unit.id), ...unit.columns]
  const named = registered
    .filter((column) => !asked.some((known) => known.name === column.name))
    .map((column) => ({ name: column.name, synonyms: [], role: column.role, kinds: null, askedBy: [] }))
  return [...asked, ...named].map((column) => ({
    ...column,
    usual: [column.name, ...column.synonyms].flatMap(usualNames),
  }))
}

function paramsFor(check: string, job: InspectionJob, unit: UnitSpec): Record<string, unknown> {
  if (check === 'required-columns') return { required: requiredOf(job, unit) }
  if (check === 'keyword-search') return { keywords: job.needs.keywords, search: job.needs.search }
  const duties = job.needs.duties
  if (check === 'policy-interpretation') return { interpretation: duties?.interpretation ?? [] }
  if (check === 'reply-deadline') return { replies: duties?.replies ?? [] }
  if (check === 'consultation') return { consultation: duties?.consultation ?? [] }
  return {}
}

/** What a look at start pages alone can be judged by. */
const STARTS = CHECKS.filter((check) => check.id === 'site-availability')

/** Checks of what the regulation asks of bodies that owe disclosure: a unit that owes none lacks nothing. */
const OWED_BY_DISCLOSERS: ReadonlySet<string> = new Set([
  'disclosure-guide',
  'disclosure-catalog',
  'annual-report',
  'institution-info',
  'application-entry',
])

/** Says which checks of which units a judgement is to run. */
export type Asked = (unit: string, check: string) => boolean

const isProblem = ({ verdict }: Finding): boolean => verdict === 'problem'

/**
 * What a second judgement is to run: whatever found a problem or measured something, for nothing else is compared;
 * and what tells which originals hold personal data, for it rests on both looks.
 */
export function askedAgain({ judged }: Judgement): Asked {
  const asked = new Set(
    judged.flatMap(({ unit, check, outcome }) =>
      outcome.findings.some(isProblem) || (outcome.metrics?.length ?? 0) > 0 ? [`${unit}\n${check}`] : [],
    ),
  )
  const compares = new Set(
    judged.flatMap(({ unit, check, outcome }) =>
      check === 'rectification' && outcome.findings.some(isProblem) ? [unit] : [],
    ),
  )
  return (unit, check) => check === 'privacy' || compares.has(unit) || asked.has(`${unit}\n${check}`)
}

/**
 * Judges the harvest. A check that throws is a bug of ours: its unit is named in `bugs` and loses nothing.
 * @param asked leaves out the checks that nobody asks about
 */
export function judge(
  harvest: Harvest,
  job: InspectionJob,
  calendar: WorkCalendar,
  asked: Asked = () => true,
): Judgement {
  const { harvest: plain, asWritten } = plainHarvest(harvest)
  const artifacts = assemble(plain, job)
  const judged: JudgedCheck[] = []
  const bugs = new Map<string, { check: string; error: unknown }>()
  for (const unit of job.site.units) {
    const seen = artifacts.get(unit.id)
    if (!seen) continue
    for (const check of job.startsOnly ? STARTS : CHECKS) {
      if (!asked(unit.id, check.id) || (!unit.disclosure && OWED_BY_DISCLOSERS.has(check.id))) continue
      try {
        const params = check.params.parse(paramsFor(check.id, job, unit))
        const known: Artifacts =
          check.id === 'rectification'
            ? Object.create(seen, { rectifications: { value: rectificationsOf(job, unit, judged) } })
            : seen
        const outcome = check.run(known, { params, at: job.at, calendar })
        const told = { ...outcome, findings: asWritten(outcome.findings) }
        judged.push({ unit: unit.id, check: check.id, checkVersion: check.version, outcome: told })
      } catch (error) {
        bugs.set(unit.id, { check: check.id, error })
      }
    }
  }
  return { artifacts, judged, bugs }
}

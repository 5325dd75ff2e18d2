/** What stands on problem lists, held against what the checks of this inspection say of the same subjects. */
import { subjectKey } from './model/address.js'
import { codeTraits, isCode } from './model/code.js'
import type { JudgedCheck } from './model/finding.js'
import type { InspectionJob } from './model/inspection.js'
import type { RectificationView } from './model/portal-duties.js'
import { ownOrigins, type UnitSpec } from './model/site.js'

/** Findings of a unit that are to be mended, each with what this inspection sees of it. Events cannot be mended. */
export function rectificationsOf(
  job: InspectionJob,
  unit: UnitSpec,
  judged: readonly JudgedCheck[],
): RectificationView[] {
  const listed = (job.history.rectifications ?? []).filter(
    ({ unit: id, code }) => id === unit.id && isCode(code) && codeTraits(code).nature === 'state',
  )
  if (listed.length === 0) return []
  const origins = ownOrigins(job.site, unit)
  const keyOf = (subject: string) => subjectKey(subject, origins)
  return listed.map((one): RectificationView => {
    const outcomes = judged.filter(({ unit: id, check }) => id === unit.id && check === one.check)
    const again = outcomes
      .flatMap(({ outcome }) => outcome.findings)
      .find(({ code, subject }) => code === one.code && keyOf(subject) === one.subject)
    // One look after it was mended is no confirmed failure yet: until earlier ones have confirmed it, it is a candidate.
    const once =
      one.mendedOn !== null &&
      one.confirmedAgain !== true &&
      isCode(one.code) &&
      codeTraits(one.code).confirmedBy === 'reachability'
    if (again)
      return {
        ...one,
        now: once ? 'cannot-tell' : again.verdict,
        url: again.url,
        where: [...again.where],
        lookAt: again.at.pages,
      }
    const looked = outcomes.some(({ outcome }) =>
      [...outcome.examined].some((held) => keyOf(held) === one.subject),
    )
    return { ...one, now: looked ? 'gone' : 'not-examined', lookAt: [one.url] }
  })
}

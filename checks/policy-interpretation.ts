/** Policy documents without an interpretation, with a late one, or not linked with it. 政策解读 */
import { z } from 'zod'
import { defineCheck, type WorkCalendar } from '../src/check.js'
import { addDays, daysBetween, type PlainDate } from '../src/model/date.js'
import { absence, byText, findingOf, inOrder } from '../src/model/draft.js'
import { interpretationDutySchema } from '../src/model/duty.js'
import type { Finding } from '../src/model/finding.js'
import { migrationDays } from '../src/model/migration.js'
import type { CoverageView } from '../src/model/portal.js'
import type { PolicyView } from '../src/model/portal-duties.js'

const dutySchema = interpretationDutySchema.extend({ askedBy: z.array(z.string()).default([]) })
type Duty = z.output<typeof dutySchema>

interface Context {
  readonly coverage: CoverageView
  readonly at: PlainDate
  readonly calendar: WorkCalendar
  readonly stamped: ReadonlySet<PlainDate>
}

/** Days after `from` up to and including `to` as the duty counts them; null where the calendar does not reach. */
function daysOf(duty: Duty, from: PlainDate, to: PlainDate, calendar: WorkCalendar): number | null {
  const days = Math.max(0, daysBetween(from, to))
  return duty.counted === 'calendar' || (duty.days !== null && days <= duty.days)
    ? days
    : calendar.workdaysBetween(from, to)
}

/** Documents of the assessment's year, and those of the year before whose limit ended in it. */
function isOfPeriod(published: PlainDate, duty: Duty, { at, calendar }: Context): boolean {
  if (duty.since !== null && published < duty.since) return false
  const year = at.slice(0, 4)
  if (published.slice(0, 4) === year) return true
  if (duty.days === null || published > at) return false
  const newYear = addDays(`${year}-01-01`, -1)
  const used = daysOf(duty, published, newYear, calendar)
  return used !== null && used < duty.days
}

type Said = Pick<Finding, 'code' | 'verdict' | 'facts' | 'url'> & { readonly occurredOn?: PlainDate }

/** What one duty says of a document; null where it is kept or nothing is due yet. */
function judge(policy: PolicyView, duty: Duty, context: Context): Said[] {
  const { published, interpretation, url } = policy
  const { at, calendar, coverage, stamped } = context
  if (published === null || published > at || !isOfPeriod(published, duty, context)) return []
  const facts = { document: url, title: policy.title, published }
  const migrated = stamped.has(published) ? 'migration' : null
  if (interpretation === null) {
    // Not every document needs one: without a limit that somebody set, none is overdue.
    if (duty.days === null) return []
    const days = daysOf(duty, published, at, calendar)
    if (days !== null && days <= duty.days) return []
    const missing = absence(coverage, ['interpretation'])
    const why =
      policy.doubt ??
      migrated ??
      (policy.similar === null ? null : 'interpretation-similar') ??
      (days === null ? 'calendar' : null)
    return [
      {
        code: 'interpretation-missing',
        verdict: why === null ? missing.verdict : 'cannot-tell',
        url,
        facts: {
          ...facts,
          days,
          limit: duty.days,
          counted: duty.counted,
          ...(policy.similar === null ? {} : { similar: policy.similar }),
          ...(why === null ? missing.facts : { why }),
        },
      },
    ]
  }
  const said: Said[] = []
  const about = { interpretation: interpretation.url, interpretationTitle: interpretation.title }
  const late = interpretation.published
  const days = late === null ? 0 : daysOf(duty, published, late, calendar)
  if (late !== null && late <= at && duty.days !== null && (days === null || days > duty.days)) {
    const why = migrated ?? (stamped.has(late) ? 'migration' : null) ?? (days === null ? 'calendar' : null)
    said.push({
      code: 'interpretation-late',
      verdict: why === null ? 'problem' : 'cannot-tell',
      url: interpretation.read ? interpretation.url : url,
      occurredOn: late,
      facts: {
        ...facts,
        days,
        limit: duty.days,
        counted: duty.counted,
        interpreted: late,
        ...about,
        ...(why === null ? {} : { why }),
      },
    })
  }
  const { fromDocument, toDocument, read } = interpretation
  if (duty.linked && (!fromDocument || (read && !toDocument))) {
    said.push({
      code: 'interpretation-unlinked',
      verdict: policy.doubt === null && read ? 'problem' : 'cannot-tell',
      url,
      facts: {
        ...facts,
        days,
        lacking: !fromDocument && !toDocument ? 'both' : fromDocument ? 'to-document' : 'from-document',
        ...about,
        ...(policy.doubt === null && read ? {} : { why: policy.doubt ?? 'interpretation-unread' }),
      },
    })
  }
  return said
}

/** One finding per code, that of the strictest duty, asked by all whose duty is not kept. */
function merged(policy: PolicyView, duties: readonly Duty[], context: Context): Finding[] {
  const byCode = new Map<string, { said: Said; askedBy: Set<string>; everybody: boolean }>()
  for (const duty of duties)
    for (const said of judge(policy, duty, context)) {
      const known = byCode.get(said.code) ?? { said, askedBy: new Set<string>(), everybody: false }
      for (const rubric of duty.askedBy) known.askedBy.add(rubric)
      known.everybody ||= duty.askedBy.length === 0
      byCode.set(said.code, known)
    }
  const where = policy.where.at(-1) === policy.title ? policy.where : [...policy.where, policy.title]
  return [...byCode.values()].map(({ said, askedBy, everybody }) => {
    const other = policy.interpretation?.read ? [policy.interpretation.url] : []
    return findingOf({
      ...said,
      subject: policy.url,
      where,
      pages: [policy.url, ...(said.code === 'interpretation-missing' ? policy.lookAt.slice(1) : other)],
      region: { kind: 'text', text: policy.title },
      askedBy: everybody ? [] : [...askedBy].sort(byText),
    })
  })
}

/** Every policy document of the assessment's year, by what rubrics ask of its interpretation. */
export const policyInterpretation = defineCheck({
  id: 'policy-interpretation',
  version: 2,
  codes: ['interpretation-missing', 'interpretation-late', 'interpretation-unlinked'],
  needs: ['coverage', 'documents', 'policies'],
  params: z.object({ interpretation: z.array(dutySchema).default([]) }),
  run({ coverage, documents, policies }, { params, at, calendar }) {
    // A named limit goes before none: it decides.
    const duties = [...params.interpretation].sort(
      (a, b) => (a.days ?? 9_999) - (b.days ?? 9_999) || byText(a.counted, b.counted),
    )
    const context: Context = { coverage, at, calendar, stamped: migrationDays(documents) }
    const examined = new Set<string>()
    const findings: Finding[] = []
    for (const policy of duties.length ? policies : []) {
      const { published } = policy
      if (published === null || !duties.some((duty) => isOfPeriod(published, duty, context))) continue
      examined.add(policy.url)
      findings.push(...merged(policy, duties, context))
    }
    return { examined, findings: inOrder(findings) }
  },
})

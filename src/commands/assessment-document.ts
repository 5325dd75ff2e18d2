/** An assessment as commands print it: its settings, where each bucket stands, what was published. */

import { listAssessments, type OpenAssessment, settingsOf, stagesOf } from '../ledger/assessment.js'
import { entriesUnderDispute } from '../ledger/dispute-rows.js'
import type { Ledger } from '../ledger/open.js'
import { listPublications } from '../ledger/publish.js'
import { entriesIn } from '../ledger/stages.js'
import { leastStage, USUAL_FEEDBACK_DAYS } from '../model/assessment.js'
import { formatPoints } from '../model/points.js'
import type { Publication } from '../model/publication.js'
import { rubricNamed } from '../rubric/load.js'
import type { Rubric } from '../rubric/schema.js'
import { pinnedByAssessment, scoringRubric } from './run/scoring.js'
import { type Shell, usage, word } from './shell.js'
import { table } from './terminal.js'

/** The rubric in the version that the assessment pins. */
export function rubricOf(ledger: Ledger, one: OpenAssessment): Rubric {
  return pinnedByAssessment(ledger, one.rubric, one.period) ?? rubricNamed(one.rubric)
}

/** Buckets in which the pinned rubric gives marks; none where it can no longer be read. */
export function bucketsOfRubric(ledger: Ledger, one: OpenAssessment): readonly string[] {
  return scoringRubric(rubricOf(ledger, one)).buckets ?? []
}

/** What is said of a publication beside its scores. */
export function publicationDocument({
  id,
  buckets,
  official,
  publishedAt,
  through,
  previous,
  changes,
}: Publication) {
  return {
    id,
    buckets,
    ...official,
    publishedAt: new Date(publishedAt).toISOString(),
    through: through.seq,
    previous,
    changes: changes.map((one) => ({
      ...one,
      points: one.points === null ? null : formatPoints(one.points),
    })),
  }
}

/** An assessment as it is printed: settings, the state of each bucket with its entries, publications. */
export function documentOf(ledger: Ledger, one: OpenAssessment) {
  const settings = settingsOf(ledger, one.assessment)
  const stages = stagesOf(ledger, one.assessment, bucketsOfRubric(ledger, one))
  const under = entriesUnderDispute(ledger, one.assessment)
  const all = entriesIn(ledger, one.assessment, new Set(stages.keys()))
  return {
    id: one.assessment,
    rubric: one.rubric,
    rubricVersion: one.version,
    period: one.period,
    type: settings.type,
    title: settings.title,
    state: leastStage(stages),
    disputeWorkingDays: settings.disputeWorkingDays,
    feedbackWorkingDays: settings.feedbackWorkingDays ?? USUAL_FEEDBACK_DAYS,
    monitorGraceWorkingDays: settings.monitorGraceWorkingDays,
    roster: settings.roster,
    buckets: [...stages].map(([bucket, state]) => {
      const entries = all.filter((entry) => entry.bucket === bucket)
      const count = (wanted: string) => entries.filter((entry) => entry.state === wanted).length
      return {
        bucket,
        state,
        pending: count('pending'),
        posted: count('posted'),
        voided: count('voided'),
        reversed: count('reversed'),
        disputed: entries.filter((entry) => under.has(entry.id)).length,
      }
    }),
    publications: listPublications(ledger, one.assessment).map(publicationDocument),
  }
}

/** The document. */
export type AssessmentDocument = ReturnType<typeof documentOf>

/** The same for a terminal. */
export function printed(shell: Shell, one: AssessmentDocument): string {
  const heads = ['bucket', 'stage', 'pending', 'posted', 'disputed'].map((name) =>
    shell.say(`cli.book.${name}`),
  )
  const roster =
    one.roster === null
      ? shell.say('cli.assessments.everybody')
      : shell.say('cli.assessments.roster', { count: one.roster.length })
  return [
    `${one.id}  ${one.title ?? ''}  ${word(shell, 'cli.stage', one.state)}`,
    shell.say('cli.assessments.head', { version: one.rubricVersion, roster }),
    table(
      heads,
      one.buckets.map(({ bucket, state, pending, posted, disputed }) => [
        bucket,
        word(shell, 'cli.stage', state),
        String(pending),
        String(posted),
        String(disputed),
      ]),
    ),
    ...one.publications.map((each) =>
      shell.say('cli.assessments.publication', {
        id: each.id,
        buckets: each.buckets,
        official: [each.date, each.number, each.title].filter((part) => part !== null).join(' '),
        changes: each.changes.length,
      }),
    ),
  ].join('\n')
}

/** An assessment by its id. @throws UserFault (exit status 2) naming those that there are */
export function found(ledger: Ledger, assessment: string): OpenAssessment {
  const one = listAssessments(ledger).find((each) => each.assessment === assessment)
  if (one) return one
  throw usage('cli.assessments.unknown', {
    assessment,
    known:
      listAssessments(ledger)
        .map((each) => each.assessment)
        .join(', ') || '—',
  })
}

/** Prints one assessment as it stands. */
export function tell(shell: Shell, ledger: Ledger, assessment: string): void {
  const document = documentOf(ledger, found(ledger, assessment))
  shell.result(document, () => printed(shell, document))
}

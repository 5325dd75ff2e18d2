/** Official papers for commands and server alike: what each is written from, and in which format. */

import { circularPaper, opinionPaper } from '../reports/official/circular.js'
import type { PaperSource } from '../reports/official/findings.js'
import { leaderPaper } from '../reports/official/leader.js'
import { noticePaper, urgentPaper } from '../reports/official/notice.js'
import type { Paper, PaperKind } from '../reports/official/paper.js'
import { assessedRubrics, listAssessments } from './ledger/assessment.js'
import { disputeById } from './ledger/disputes.js'
import type { Ledger } from './ledger/open.js'
import { listPublications, publicationById } from './ledger/publish.js'
import { registry } from './ledger/registry-store.js'
import { type Language, render } from './messages/catalogue.js'
import { dayIn } from './model/date.js'
import { UserFault } from './model/error.js'
import { DEFAULT_TIMEZONE } from './registry/resolve.js'
import { evidenceReader } from './report-evidence.js'
import { pinnedByAssessment, scoredRows } from './score-table.js'

/** Which paper is meant. Empty texts: not said. */
export interface PaperAsked {
  readonly kind: PaperKind
  /** Unit of a notice; empty: every unit that there is something to tell. */
  readonly unit: string
  /** Publication of a circular; empty: the latest. */
  readonly publication: string
  readonly dispute: string
  readonly period: string
  readonly rubric: string
  /** 文号. */
  readonly number: string
  /** Day by which an answer is due. */
  readonly due: string
}

/** What papers are written from: this office's ledger and evidence, today. */
export function paperSource(
  ledger: Ledger,
  given: { readonly dataDir: string; readonly language: Language; readonly now: number },
): PaperSource {
  const { defaults } = registry(ledger).load()
  const timezone = defaults.timezone ?? DEFAULT_TIMEZONE
  return {
    ledger,
    evidence: evidenceReader(given.dataDir),
    language: given.language,
    timezone,
    // The contact begins with the office's name; its number is for the user agent only.
    office:
      (defaults.contact ?? '').replace(/[\s（(]*\d[\d\s()（）-]*$/, '') ||
      render('paper.office', {}, given.language),
    today: dayIn(timezone, given.now),
  }
}

async function notices(source: PaperSource, asked: PaperAsked): Promise<Paper[]> {
  const { units } = registry(source.ledger).load()
  if (asked.unit !== '' && !units.some(({ id }) => id === asked.unit))
    throw new UserFault('cli.unknown-unit', { id: asked.unit }, 2)
  const meant = asked.unit === '' ? units.map(({ id }) => id) : [asked.unit]
  const write = asked.kind === 'urgent' ? urgentPaper : noticePaper
  const papers: Paper[] = []
  for (const unit of meant) {
    const paper = await write(source, { unit, number: asked.number, due: asked.due })
    if (paper) papers.push(paper)
  }
  if (papers.length === 0)
    throw new UserFault(asked.kind === 'urgent' ? 'paper.nothing-urgent' : 'paper.nothing-to-mend', {})
  return papers
}

function circular(source: PaperSource, asked: PaperAsked): Paper {
  const latest = listPublications(source.ledger).at(-1)
  if (asked.publication === '' && !latest) throw new UserFault('paper.no-publication', {})
  const publication =
    asked.publication === '' && latest ? latest : publicationById(source.ledger, asked.publication)
  return circularPaper(source, publication)
}

async function leader(source: PaperSource, asked: PaperAsked): Promise<Paper> {
  const { ledger } = source
  const period = asked.period || listAssessments(ledger).at(-1)?.period || source.today.slice(0, 4)
  const ids = assessedRubrics(ledger, period)
  const usual = registry(ledger).load().defaults.rubric ?? ''
  const id = asked.rubric || (ids.includes(usual) ? usual : (ids[0] ?? ''))
  const rubric = id === '' ? null : pinnedByAssessment(ledger, id, period)
  if (rubric === null) throw new UserFault('paper.no-scores', {})
  const units = scoredRows({ ledger, rubric, period, preview: false }).flatMap(({ score, rank, ...one }) =>
    score === null
      ? []
      : [{ ...one, place: rank?.place ?? null, score: score.score, assessed: score.assessed }],
  )
  return leaderPaper(source, { rubric, period, units })
}

/** The papers that are asked for, at least one. @throws UserFault where there is nothing to say, or what is meant is unknown */
export async function papersAsked(source: PaperSource, asked: PaperAsked): Promise<Paper[]> {
  if (asked.kind === 'notice' || asked.kind === 'urgent') return notices(source, asked)
  if (asked.kind === 'circular') return [circular(source, asked)]
  if (asked.kind === 'leader') return [await leader(source, asked)]
  if (asked.dispute === '') throw new UserFault('paper.needs-dispute', {}, 2)
  const paper = opinionPaper(source, disputeById(source.ledger, asked.dispute))
  if (paper === null) throw new UserFault('paper.not-decided', { id: asked.dispute })
  return [paper]
}

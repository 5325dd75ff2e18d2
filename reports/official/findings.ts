/** Findings as official papers list them: a table, and for each its clause, path, address, time and framed picture. */
import type { StoredFinding } from '../../src/ledger/finding-rows.js'
import { evidenceOf } from '../../src/ledger/finding-rows.js'
import type { Ledger } from '../../src/ledger/open.js'
import { listEntries } from '../../src/ledger/read.js'
import { resultsOfUnit } from '../../src/ledger/results-read.js'
import { type Language, render } from '../../src/messages/catalogue.js'
import { formatPoints } from '../../src/model/points.js'
import type { EvidenceReader } from '../html/pictures.js'
import { reportPicture } from '../html/pictures.js'
import { moment } from '../html/words.js'
import type { Block, PaperTable } from './paper.js'

/** What papers are written from. */
export interface PaperSource {
  readonly ledger: Ledger
  readonly evidence: EvidenceReader
  readonly language: Language
  readonly timezone: string
  /** The office that signs. */
  readonly office: string
  /** Today, a plain date in the workspace's time zone. */
  readonly today: string
}

/** A sentence of the papers. */
export function say(
  source: Pick<PaperSource, 'language'>,
  key: string,
  facts: Readonly<Record<string, unknown>> = {},
): string {
  return render(`paper.${key}`, facts, source.language)
}

/** The finding's sentence. */
export function sentenceOf(finding: StoredFinding, language: Language): string {
  const key = typeof finding.facts.said === 'string' ? 'finding.reported' : `finding.${finding.code}`
  return render(key, finding.facts, language)
}

/** The clauses that price it, with the points that stand. */
function clausesOf(source: PaperSource, finding: StoredFinding): string {
  const standing = listEntries(source.ledger, finding.unit).filter(
    (entry) =>
      entry.finding === finding.fingerprint && (entry.state === 'pending' || entry.state === 'posted'),
  )
  return standing
    .map(({ indicator, clause, points, state }) =>
      say(source, 'clause', {
        indicator,
        clause,
        points: formatPoints(points),
        state: render(`cli.entry.${state}`, {}, source.language),
      }),
    )
    .join('\n')
}

/** Most pictures of one paper; further findings name their page. */
const MOST_PICTURES = 100

/** The list of problems as a table; `due`: the day by which each is to be mended, empty where none is set. */
export function problemTable(
  source: PaperSource,
  findings: readonly StoredFinding[],
  due: string,
): PaperTable {
  const heads = ['no', 'problem', 'clause', 'page', 'seen', ...(due === '' ? [] : ['due'])]
  return {
    kind: 'table',
    heads: heads.map((head) => say(source, `head.${head}`)),
    rows: findings.map((finding, n) => [
      `${n + 1}\n${finding.no}`,
      `${sentenceOf(finding, source.language)}\n${finding.where.join(' › ')}`,
      clausesOf(source, finding) || '—',
      finding.url,
      moment(finding.lastSeen, source.timezone),
      ...(due === '' ? [] : [due]),
    ]),
    widths: due === '' ? [14, 34, 20, 22, 10] : [13, 30, 18, 20, 10, 9],
  }
}

/** Each finding's picture with what it shows, under its number. */
export async function problemPictures(
  source: PaperSource,
  findings: readonly StoredFinding[],
): Promise<Block[]> {
  const blocks: Block[] = []
  let pictures = 0
  for (const [n, finding] of findings.entries()) {
    if (pictures >= MOST_PICTURES) break
    const ids = evidenceOf(source.ledger, finding.fingerprint)
    const picture = await reportPicture([...ids].reverse(), source.evidence)
    if (picture === null) continue
    pictures += 1
    const jpeg = Buffer.from(picture.dataUri.slice(picture.dataUri.indexOf(',') + 1), 'base64')
    const caption = say(source, picture.framed ? 'picture' : 'picture-whole', {
      n: n + 1,
      sentence: sentenceOf(finding, source.language),
      url: picture.of,
      at: moment(picture.takenAt, source.timezone),
    })
    blocks.push({ kind: 'picture', jpeg, caption })
  }
  return blocks.length === 0
    ? []
    : [{ kind: 'page' }, { kind: 'heading', text: say(source, 'pictures') }, ...blocks]
}

/** What was looked at, and what was not assessed: it stands in every paper that names findings of a unit. */
export function coverageOf(source: PaperSource, unit: string): Block {
  const latest = resultsOfUnit(source.ledger, unit, 1)[0]
  if (!latest) return { kind: 'note', text: say(source, 'never-inspected') }
  const { summary } = latest
  const partly = (summary.coverage ?? []).filter((one) => one.looked < one.known)
  return {
    kind: 'note',
    text: say(source, 'coverage', {
      at: moment(latest.startedAt, source.timezone),
      status: render(`report.status.${latest.status}`, {}, source.language),
      pages: summary.pages,
      links: summary.links.checked,
      unverified: summary.links.unverified,
      missed: summary.notVisited.length,
      partly: partly.length,
    }),
  }
}

/** A unit's part of the report: standing, score sheet, findings with their pictures, what was not assessed. */
import type { FindingDocument, UnitDocument } from '../../src/model/document.js'
import { html, link, type Markup } from './markup.js'
import { type EvidenceReader, reportPicture } from './pictures.js'
import { scoreSheet } from './score.js'
import { moment, type Words } from './words.js'

/** What every part of the report needs. */
export interface ReportContext {
  readonly words: Words
  readonly evidence: EvidenceReader
  readonly timezone: string
  /** Name of a rubric by id, for headings. */
  rubricName(id: string): string
}

function clausesOf(finding: FindingDocument, unit: UnitDocument): string[] {
  const entries = unit.scores.flatMap((score) =>
    score.indicators.flatMap((row) => row.entries.map((entry) => ({ row, entry }))),
  )
  return entries
    .filter(({ entry }) => entry.finding === finding.fingerprint)
    .map(({ row, entry }) => `${row.id} · ${entry.clause} (${entry.points})`)
}

function attemptsLine(finding: FindingDocument, context: ReportContext): string {
  const manifest = finding.evidence.map((id) => context.evidence.manifest(id)).find((one) => one !== null)
  if (!manifest) return ''
  const shown = manifest.attempts.slice(0, 6).map((attempt) => {
    const answer = attempt.status ?? attempt.cause ?? attempt.error ?? ''
    return `${moment(attempt.startedAt, context.timezone)} ${attempt.client} ${answer}`
  })
  return shown.join('； ')
}

/** One finding: sentence, way to it, clause, attempts, picture. */
export async function findingCard(
  finding: FindingDocument,
  unit: UnitDocument | null,
  context: ReportContext,
): Promise<Markup> {
  const { words } = context
  const picture = await reportPicture(finding.evidence, context.evidence)
  const lines: [string, Markup | string][] = [
    [words('where'), finding.where.join(' › ')],
    [words('page'), link(finding.url, finding.url)],
    [words('clause'), (unit ? clausesOf(finding, unit) : []).join('； ')],
    [words('attempts'), attemptsLine(finding, context)],
    [
      words('seen'),
      words('seenFromTo', {
        first: moment(finding.firstSeen, context.timezone),
        last: moment(finding.lastSeen, context.timezone),
      }),
    ],
    [words('evidence'), html`${finding.evidence.map((id) => html`<code>${id.slice(0, 23)}</code> `)}`],
  ]
  return html`<section class="finding" id="${finding.id}"><p class="said"><span class="tag ${finding.verdict}">${words(`verdict.${finding.verdict}`)}</span> <span class="tag ${finding.state}">${words(`finding.${finding.state}`)}</span> ${finding.message}</p>
<dl><dt>${words('number')}</dt><dd>${finding.no}　<code>${finding.code}</code></dd>${lines.filter(([, value]) => value !== '').map(([label, value]) => html`<dt>${label}</dt><dd>${value}</dd>`)}</dl>
${picture ? html`<figure><img loading="lazy" src="${picture.dataUri}" alt="${finding.message}"><figcaption>${words(picture.framed ? 'picture' : 'pictureWhole', { at: moment(picture.takenAt, context.timezone), url: picture.of })}</figcaption></figure>` : ''}</section>`
}

function notAssessed(unit: UnitDocument, words: Words): Markup {
  const pending = unit.scores.flatMap((score) =>
    score.indicators
      .filter((row) => row.status === 'pending')
      .map((row) => html`<li>${row.id} ${row.title}：${row.because ?? words(`method.${row.method}`)}</li>`),
  )
  const pages = unit.notVisited
    .slice(0, 50)
    .map((page) => html`<li>${page.url}：${words(`gap.${page.reason}`)}</li>`)
  if (pending.length + pages.length === 0) return html``
  return html`<h3>${words('notAssessed')}</h3><details><summary>${words('notAssessedCount', { rows: pending.length, pages: unit.notVisited.length })}</summary><ul>${pending}${pages}</ul></details>`
}

function order(finding: FindingDocument): string {
  const rank = finding.verdict === 'problem' ? (finding.state === 'fixed' ? '2' : '0') : '1'
  return `${rank} ${finding.code} ${finding.subject}`
}

/** The whole part of one unit. */
export async function unitPart(unit: UnitDocument, context: ReportContext): Promise<Markup> {
  const { words } = context
  const cards: Markup[] = []
  for (const finding of [...unit.findings].sort((a, b) => (order(a) < order(b) ? -1 : 1))) {
    cards.push(await findingCard(finding, unit, context))
  }
  const numbers = new Map(unit.findings.map((finding) => [finding.fingerprint, finding.no]))
  const standing = unit.reason
    ? words('statusBecause', {
        status: words(`status.${unit.status}`),
        reason: words(`reason.${unit.reason}`),
      })
    : words(`status.${unit.status}`)
  return html`<section class="card" id="unit-${unit.id}"><h2>${unit.name}</h2>
<p class="sub">${standing}　${words('counts', { pages: unit.pages, checked: unit.links.checked, broken: unit.links.broken, unverified: unit.links.unverified })}</p>
${unit.scores.map((score) => scoreSheet(score, context.rubricName(score.rubric), words, numbers))}
<h3>${words('findings', { count: unit.findings.length })}</h3>${cards.length ? cards : html`<p class="sub">${words('noFindings')}</p>`}
${notAssessed(unit, words)}</section>`
}

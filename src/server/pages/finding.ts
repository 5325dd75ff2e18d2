/** A finding's page: what was seen, its clause and price, the framed picture before and after, what people said, what can be done. */
import { html, link, type Markup } from '../../../reports/html/markup.js'
import type { Observation, StoredFinding } from '../../ledger/read.js'
import type { EvidenceManifest } from '../../model/evidence.js'
import type { Entry } from '../../model/ledger.js'
import { formatPoints } from '../../model/points.js'
import { entryForms } from './entry.js'
import type { Frame, Words } from './frame.js'
import { words as area, button, card, choice, field, form, lines, tag, time } from './parts.js'

/** One item of evidence of a finding; `manifest` is null where it is not at hand any more. */
export interface ShownEvidence {
  readonly id: string
  readonly manifest: EvidenceManifest | null
}

/** Something that happened to a finding. */
export interface Happening {
  /** UTC milliseconds. */
  readonly at: number
  readonly text: string
}

/** What the page shows. */
export interface FindingData {
  readonly finding: StoredFinding
  readonly message: string
  readonly unitName: string
  readonly evidence: readonly ShownEvidence[]
  readonly entries: readonly { readonly entry: Entry; readonly title: string; readonly disputed: boolean }[]
  readonly story: readonly Happening[]
  readonly observations: readonly Observation[]
  readonly asked: {
    readonly reason: string
    readonly actor: string
    readonly until: string
    readonly scope: string
  } | null
  /** What the reader may do. */
  readonly may: {
    readonly rule: boolean
    readonly dismiss: boolean
    readonly answer: boolean
    readonly recheck: boolean
    readonly decide: boolean
    readonly dispute: boolean
  }
}

/** The finding's sentence as rendered from its facts, in the reader's language. */
export function sentenceOf(
  finding: Pick<StoredFinding, 'code'> & { readonly facts: Readonly<Record<string, unknown>> },
  words: Words,
): string {
  const own = typeof finding.facts.said === 'string' ? 'finding.reported' : `finding.${finding.code}`
  return words.say(own, finding.facts)
}

/** Verdict and state as marks. */
export function marks(
  finding: Pick<StoredFinding, 'verdict' | 'state'> & { readonly urgent?: boolean },
  words: Words,
): Markup {
  return html`${finding.urgent === true ? html`${tag('bad', words('urgent'))} ` : ''}${tag(finding.verdict, words.say(`report.verdict.${finding.verdict}`))} ${tag(finding.state, words.say(`report.finding.${finding.state}`))}`
}

function hasPicture(manifest: EvidenceManifest | null): manifest is EvidenceManifest {
  return manifest?.files.some((file) => file.role === 'full' || file.role === 'viewport') === true
}

/** One picture, framed as it is looked at. */
export function picture(finding: StoredFinding, shown: ShownEvidence, label: string, frame: Frame): Markup {
  const { manifest } = shown
  if (!hasPicture(manifest)) return html``
  const of = manifest.files.find((file) => file.role === 'full' || file.role === 'viewport')?.of ?? ''
  const src = `/findings/${encodeURIComponent(finding.id)}/picture?evidence=${encodeURIComponent(shown.id)}`
  return html`<figure><a href="${src}"><img src="${src}" alt="${label}" loading="lazy"></a><figcaption>${label} · ${time(frame, manifest.takenAt)} · ${of}<br>${frame.words('picture-note')}</figcaption></figure>`
}

function pictures(data: FindingData, frame: Frame): Markup {
  const { words } = frame
  const held = data.evidence.filter(({ manifest }) => hasPicture(manifest))
  const first = held[0]
  const last = held.at(-1)
  if (!first || !last) return html`<p class="sub">${words('no-picture')}</p>`
  if (first === last) return picture(data.finding, first, words('picture'), frame)
  const after = data.finding.state === 'fixed' ? words('picture-after') : words('picture-latest')
  return html`<div class="pair">${picture(data.finding, first, words('picture-before'), frame)}${picture(data.finding, last, after, frame)}</div>`
}

function attempts(data: FindingData, frame: Frame): Markup {
  const { words } = frame
  const manifest = data.evidence
    .map((one) => one.manifest)
    .filter((one) => one !== null)
    .at(-1)
  if (!manifest) return html``
  const rows = manifest.attempts
    .slice(0, 20)
    .map(
      (one) =>
        html`<li>${time(frame, one.startedAt)} ${one.client} ${one.status ?? one.cause ?? one.error ?? ''} <small>${one.url}</small></li>`,
    )
  const searched =
    manifest.searched.length > 0
      ? html`<p class="sub">${words('searched', { count: manifest.searched.length })}</p>`
      : ''
  return html`<details><summary>${words('attempts', { count: manifest.attempts.length })}</summary><ul>${rows}</ul>${searched}</details>`
}

function about(data: FindingData, frame: Frame): Markup {
  const { finding } = data
  const { words } = frame
  return lines([
    [words('finding.number'), html`${finding.no} <code>${finding.code}</code>`],
    [words('finding.unit'), html`<a href="/units/${encodeURIComponent(finding.unit)}">${data.unitName}</a>`],
    [words('finding.path'), finding.where.join(' › ')],
    [words('finding.page'), link(finding.url, finding.url)],
    [words('finding.subject'), finding.subjectText],
    [words('finding.occurred'), finding.occurredOn],
    [words('finding.first'), time(frame, finding.firstSeen)],
    [words('finding.last'), time(frame, finding.lastSeen)],
    [
      words('finding.fixed'),
      finding.fixedAt === null
        ? null
        : html`${time(frame, finding.fixedAt)} ${words.of('console.fixed-by', finding.fixedBy)}`,
    ],
    [words('finding.dismissal'), finding.state === 'dismissed' ? finding.dismissal : null],
    [words('finding.recurrences'), finding.recurrences > 0 ? String(finding.recurrences) : null],
    [words('finding.shared'), finding.shared ? finding.units.join('、') : null],
  ])
}

function entryPart(data: FindingData, frame: Frame): Markup {
  const { words } = frame
  if (data.entries.length === 0) return html`<p class="sub">${words('no-entry')}</p>`
  return html`${data.entries.map(
    ({ entry, title, disputed }) =>
      html`<div class="item"><h3>${title}</h3><blockquote>${entry.clause}</blockquote>${lines([
        [
          words('entry.points'),
          html`<b>${formatPoints(entry.points)}</b> ${tag(entry.state, words.say(`cli.entry.${entry.state}`))}${disputed ? html` ${tag('open', words('disputed'))}` : ''}`,
        ],
        [words('entry.arithmetic'), entry.arithmetic],
        [words('entry.assessment'), `${entry.assessment} ${entry.bucket}`],
        [words('entry.id'), html`<a href="/entries/${entry.id}"><code>${entry.id}</code></a>`],
      ])}${entryForms(entry, disputed, { decide: data.may.decide, dispute: data.may.dispute }, frame, `/findings/${data.finding.id}`)}</div>`,
  )}`
}

function actions(data: FindingData, frame: Frame): Markup {
  const { finding, may, asked } = data
  const { words } = frame
  const at = `/findings/${encodeURIComponent(finding.id)}`
  const open = finding.state === 'candidate' || finding.state === 'confirmed'
  const doubtful = finding.verdict === 'cannot-tell' && finding.state === 'candidate'
  const parts: Markup[] = []
  if (may.rule && doubtful)
    parts.push(
      html`<h3>${words('rule.title')}</h3>${form(frame, `${at}/rule`, html`${area(words('reason'), 'reason', '', true)}<div class="buttons">${button(words('rule.problem'), { value: 'problem' })}${button(words('rule.clean'), { value: 'clean', kind: 'plain' })}</div>`)}`,
    )
  if (asked)
    parts.push(
      html`<h3>${words('dismiss.waiting')}</h3><p>${words('dismiss.asked', { actor: asked.actor, until: asked.until, scope: words.of('findings.scope', asked.scope) })}</p><blockquote>${asked.reason}</blockquote>${may.answer ? form(frame, `${at}/dismissal`, html`${area(words('note'), 'reason')}<div class="buttons">${button(words('dismiss.approve'), { value: 'approved' })}${button(words('dismiss.refuse'), { value: 'refused', kind: 'no' })}</div>`) : html`<p class="sub">${words('dismiss.second')}</p>`}`,
    )
  else if (may.dismiss && open && !doubtful)
    parts.push(
      html`<details><summary>${words('dismiss.title')}</summary><p class="sub">${words('dismiss.note')}</p>${form(
        frame,
        `${at}/dismiss`,
        html`${area(words('reason'), 'reason', '', true)}${choice(
          words('dismiss.scope'),
          'scope',
          ['finding', 'column', 'code'].map(
            (scope) => [scope, words.say(`findings.scope.${scope}`)] as const,
          ),
        )}${field(words('dismiss.until'), 'until', { type: 'date' })}<div class="buttons">${button(words('dismiss.ask'))}</div>`,
      )}</details>`,
    )
  if (may.recheck && open)
    parts.push(
      form(
        frame,
        `${at}/recheck`,
        html`${button(words('recheck.now'), { kind: 'plain' })} <small>${words('recheck.note')}</small>`,
        { kind: 'inline' },
      ),
    )
  return parts.length === 0 ? html`` : card(words('what-to-do'), parts)
}

/** The whole page, without its frame. */
export function findingPage(frame: Frame, data: FindingData): Markup {
  const { words } = frame
  const story = data.story.map(({ at, text }) => html`<li>${time(frame, at)}${text}</li>`)
  return html`<p>${marks(data.finding, words)}</p>${card(words('finding.what'), html`${about(data, frame)}${attempts(data, frame)}`)}${card(words('finding.evidence'), html`${pictures(data, frame)}<p class="sub">${data.evidence.map(({ id }) => html`<code>${id.slice(0, 23)}</code> `)}</p>`)}${card(words('finding.entries'), entryPart(data, frame))}${actions(data, frame)}${card(words('finding.story'), html`<ol class="story">${story}</ol>`)}`
}

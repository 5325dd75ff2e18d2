/** The page inside an evidence package: the claim, the clause, the framed picture and the timeline, without a network. */
import { fileName } from '../../src/evidence/package.js'
import { render } from '../../src/messages/catalogue.js'
import type { EvidenceFile, EvidenceManifest, EvidenceRegion } from '../../src/model/evidence.js'
import type { PackageAbout } from '../../src/model/evidence-package.js'
import type { Seal } from '../../src/model/seal.js'
import { html, type Markup, raw } from '../html/markup.js'
import { STYLE } from '../html/style.js'
import { moment } from '../html/words.js'

/** A picture as the page shows it: its name in the package, its size in pixels, and what is framed on it. */
export interface PagePicture {
  readonly name: string
  readonly width: number
  readonly height: number
  readonly frames: readonly EvidenceRegion[]
  /** It is a copy on which personal data are blotted out. */
  readonly masked: boolean
  /** Taken earlier, in that item; the page has not changed since. */
  readonly from?: EvidenceFile['from']
}

/** One item as the page shows it. `picture`: null where it has none, `withheld` where none may be shown. */
export interface ShownItem {
  readonly id: string
  readonly manifest: EvidenceManifest
  readonly seal: Seal
  /** First 16 hex digits of the seal's SHA-256. */
  readonly sealDigits: string
  readonly picture: PagePicture | 'withheld' | null
}

type Facts = Readonly<Record<string, string | number>>

const OWN_STYLE = raw(`
.en{color:var(--soft);font-weight:400;font-size:.86em;margin-left:.4em}
.shot{border:1px solid var(--line);border-radius:4px;max-height:1200px;overflow:auto;background:#fff}
.shot svg{display:block;width:100%;height:auto}
dl.facts{display:grid;grid-template-columns:max-content 1fr;gap:4px 14px;margin:0}dl.facts dt{color:var(--soft)}dl.facts dd{margin:0;overflow-wrap:anywhere}
.claim{font-size:18px;font-weight:600;margin:0 0 4px;overflow-wrap:anywhere}
`)

/** A label in both languages. */
function both(key: string, facts: Facts = {}): Markup {
  const [zh, en] = [render(`package.${key}`, facts, 'zh-CN'), render(`package.${key}`, facts, 'en')]
  return html`${zh}<span class="en">${en}</span>`
}

function list(lines: readonly (readonly [string, Markup | string])[]): Markup {
  return html`<dl class="facts">${lines.filter(([, value]) => value !== '').map(([key, value]) => html`<dt>${both(key)}</dt><dd>${value}</dd>`)}</dl>`
}

/** An address as text: a package opens offline, and what it names may be hostile. */
function address(url: string): Markup {
  return html`<code>${url}</code>`
}

function claimPart(about: PackageAbout): Markup {
  const { finding, entry } = about
  if (!finding) return html``
  const seen = `${moment(finding.firstSeen, 'Asia/Shanghai')} – ${moment(finding.lastSeen, 'Asia/Shanghai')}`
  return html`<section class="card"><h2>${both('claim')}</h2><p class="claim">${finding.message.zh}</p><p class="sub">${finding.message.en}</p>${list(
    [
      ['unit', `${finding.unitName}（${finding.unit}）`],
      ['number', finding.no],
      ['code', finding.code],
      ['where', finding.where.join(' › ')],
      ['page', address(finding.url)],
      ['subject', address(finding.subject)],
      ['seen', seen],
      ['clause', entry?.clause ?? ''],
      ['points', entry ? `${entry.points}（${entry.rubric} ${entry.indicator}）` : ''],
      ['entry', entry?.id ?? ''],
    ],
  )}</section>`
}

function frameOf(region: EvidenceRegion): Markup {
  return html`<rect x="${region.x - 4}" y="${region.y - 4}" width="${region.width + 8}" height="${region.height + 8}" rx="3" fill="none" stroke="#e02020" stroke-width="3"/>`
}

/** Space shown above and below what is framed, and the least height of such a part, in pixels of the picture. */
const ROUND_PIXELS = 160
const PART_PIXELS = 480

/** The part of a picture round its first frame; null where the whole is hardly more, or nothing is framed. */
function partOf({ height, frames }: PagePicture): { readonly top: number; readonly height: number } | null {
  const [first] = frames
  if (!first || height <= 2 * PART_PIXELS) return null
  const shown = Math.min(Math.max(first.height + 2 * ROUND_PIXELS, PART_PIXELS), height)
  return { top: Math.max(0, Math.min(first.y - ROUND_PIXELS, height - shown)), height: shown }
}

function drawn(picture: PagePicture, top: number, shown: number): Markup {
  const { name, width, height, frames } = picture
  return html`<svg viewBox="0 ${top} ${width} ${shown}" role="img"><image href="${name}" width="${width}" height="${height}"/>${frames.map(frameOf)}</svg>`
}

function picturePart({ picture }: ShownItem): Markup {
  if (!picture) return html``
  if (picture === 'withheld') return html`<p class="sub">${both('picture.hidden')}</p>`
  const { height, masked, from } = picture
  const taken = from ? { at: moment(from.takenAt, 'Asia/Shanghai'), item: from.item.slice(7, 23) } : null
  const part = partOf(picture)
  const whole = html`<div class="shot">${drawn(picture, 0, height)}</div>`
  return html`<h3>${both(masked ? 'picture.masked' : 'picture')}</h3>${taken ? html`<p class="sub">${both('picture.from', taken)}</p>` : ''}${
    part
      ? html`<div class="shot part">${drawn(picture, part.top, part.height)}</div><details><summary>${both('picture.whole')}</summary>${whole}</details>`
      : whole
  }`
}

function timeline(manifest: EvidenceManifest): Markup {
  const rows = manifest.attempts.map((attempt) => {
    const time = new Date(attempt.startedAt + 8 * 3_600_000).toISOString().replace('T', ' ').slice(0, 23)
    const answer = attempt.status === null ? (attempt.error ?? attempt.cause ?? '') : `HTTP ${attempt.status}`
    const cause = attempt.cause !== null && attempt.status !== null ? ` · ${attempt.cause}` : ''
    const hops = attempt.redirects.map((hop) => html`<br>${hop.status} → ${hop.location ?? ''}`)
    return html`<tr><td class="num">${time}</td><td>${both(`client.${attempt.client}`)}</td><td>${address(attempt.url)}${hops}</td><td>${answer}${cause}</td><td>${attempt.address ?? ''}</td><td class="num">${attempt.finishedAt - attempt.startedAt} ms</td></tr>`
  })
  const heads = ['time', 'client', 'page', 'answer', 'address', 'duration']
  return html`<h3>${both('timeline')}</h3><table><thead><tr>${heads.map((key) => html`<th>${both(key)}</th>`)}</tr></thead><tbody>${rows}</tbody></table>`
}

function searchedPart(manifest: EvidenceManifest): Markup {
  if (manifest.searched.length === 0) return html``
  const count = manifest.searchedTotal ?? manifest.searched.length
  const list = manifest.files.find((file) => file.role === 'searched')
  const rest = list ? html`<p class="sub">${both('searched.rest')} <code>${fileName(list)}</code></p>` : ''
  const pages = manifest.searched.map(
    (page) => html`<li>${address(page.url)} <code>${page.bodySha256 ?? ''}</code></li>`,
  )
  const limit = manifest.limits.hit ? html`<p>${both('limit')}</p>` : html``
  return html`<details><summary>${both('searched', { count })}</summary>${limit}<ol>${pages}</ol>${rest}</details>`
}

function environmentPart(manifest: EvidenceManifest): Markup {
  const { canary, ...rest } = manifest.environment
  const said = Object.entries(rest).flatMap(([name, value]) =>
    value === null || value === ''
      ? []
      : [html`<dt>${name}</dt><dd>${typeof value === 'string' ? value : JSON.stringify(value)}</dd>`],
  )
  return html`<details><summary>${both('environment')}</summary><dl class="facts"><dt>${both('canary')}</dt><dd>${both(`canary.${canary}`)}</dd>${said}</dl></details>`
}

function filesPart(manifest: EvidenceManifest): Markup {
  const rows = manifest.files.map(
    (file) =>
      html`<tr><td>${file.role}</td><td>${address(file.of)}</td><td class="num">${file.bytes}</td><td><code>${fileName(file)}</code>${file.cipher ? html` ${both('encrypted')}` : ''}</td></tr>`,
  )
  return html`<details><summary>${both('files')}</summary><table><tbody>${rows}</tbody></table></details>`
}

function itemPart(item: ShownItem, n: number): Markup {
  const { manifest, seal } = item
  const sealed = {
    run: seal.run,
    items: seal.items,
    digits: item.sealDigits,
    at: new Date(seal.sealedAt).toISOString(),
    key: seal.key,
  }
  const quoted = (manifest.claim.clauses ?? []).map(
    ({ clause, indicator, rubric, version, wording }) =>
      `${wording.includes(clause) ? wording : `${wording} ${clause}`}（${rubric} ${version} · ${indicator}）`,
  )
  // Several rules of one row price under the same words.
  const clauses = [...new Set(quoted)].map((text) => html`<div>${text}</div>`)
  return html`<section class="card"><h2>${both(manifest.claim.kind === 'gone' ? 'item.gone' : 'item', { n })}</h2><p class="sub"><code>${item.id}</code></p>${list(
    [
      ['taken', moment(manifest.takenAt, 'Asia/Shanghai')],
      [
        'state',
        manifest.state === 'complete'
          ? both('complete')
          : both('partial', { missing: manifest.missing.join(', ') }),
      ],
      ['seal', both('sealed', sealed)],
      ['clause', clauses.length > 0 ? html`${clauses}` : ''],
    ],
  )}${picturePart(item)}${timeline(manifest)}${searchedPart(manifest)}${environmentPart(manifest)}${filesPart(manifest)}</section>`
}

/** The page, complete: every value in it is escaped, nothing in it loads anything but the pictures beside it. */
export function packagePage(about: PackageAbout, items: readonly ShownItem[]): string {
  return html`<!DOCTYPE html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src 'self' file: data:; style-src 'unsafe-inline'"><title>${render('package.title', {}, 'zh-CN')} ${about.finding?.no ?? about.entry?.id ?? ''}</title><style>${STYLE}${OWN_STYLE}</style></head>
<body><main><h1>${both('title')}</h1><p class="sub">${about.tool} · ${moment(about.exportedAt, 'Asia/Shanghai')}</p>${claimPart(about)}${items.map((item, index) => itemPart(item, index + 1))}
<section class="card"><h2>${both('check')}</h2><p>${both('check.text')}</p><p>${both('limits')}</p></section></main></body></html>
`.text
}

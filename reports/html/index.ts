/** The HTML report: one self-contained file, or one per unit with an index when the pictures are many. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Language } from '../../src/messages/catalogue.js'
import type { InspectionDocument, UnitDocument } from '../../src/model/document.js'
import { html, type Markup } from './markup.js'
import { countPictures, type EvidenceReader } from './pictures.js'
import { scoreTable } from './score.js'
import { STYLE } from './style.js'
import { findingCard, type ReportContext, unitPart } from './unit.js'
import { moment, wordsIn } from './words.js'

/** Above this many pictures a report is split: one file per unit and an index. */
export const MAX_PICTURES_IN_ONE_FILE = 300

/** What a report is made of: read-only rows in, document out. */
export interface HtmlReportInput {
  readonly document: InspectionDocument
  readonly evidence: EvidenceReader
  readonly language: Language
  readonly timezone: string
  /** When the report is written, UTC milliseconds. */
  readonly writtenAt: number
  /** First 16 hex digits of the run's seal; null while it has none. Every recipient of a report becomes a witness of it. */
  readonly seal: string | null
  rubricName(id: string): string
}

function shell(title: string, body: Markup, language: Language): string {
  return html`<!DOCTYPE html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'"><title>${title}</title><style>${STYLE}</style></head>
<body><main>${body}</main></body></html>
`.text
}

function tiles(document: InspectionDocument, context: ReportContext): Markup {
  const { words } = context
  const findings = document.units.flatMap((unit) => unit.findings)
  const open = findings.filter((finding) => finding.state !== 'fixed' && finding.state !== 'dismissed')
  const numbers: [string, number][] = [
    ['tile.units', document.units.length],
    ['tile.pages', document.units.reduce((sum, unit) => sum + unit.pages, 0)],
    ['tile.problems', open.filter((finding) => finding.verdict === 'problem').length],
    ['tile.doubts', open.filter((finding) => finding.verdict === 'cannot-tell').length],
    [
      'tile.undecided',
      document.units.filter((unit) => unit.status === 'inconclusive' || unit.status === 'partial').length,
    ],
  ]
  return html`<div class="tiles">${numbers.map(([key, value]) => html`<div class="tile"><b>${value}</b><span>${words(key)}</span></div>`)}</div>`
}

function head(document: InspectionDocument, context: ReportContext): Markup {
  const { words } = context
  return html`<h1>${words('title')}</h1><p class="sub">${words('subtitle', { at: document.run.at, started: moment(document.run.startedAt, context.timezone), purpose: words(`purpose.${document.run.purpose}`) })}</p>`
}

async function sharedPart(document: InspectionDocument, context: ReportContext): Promise<Markup> {
  if (document.shared.length === 0) return html``
  const names = new Map(document.units.map((unit) => [unit.id, unit.name]))
  const cards: Markup[] = []
  for (const finding of document.shared) {
    cards.push(await findingCard(finding, null, context))
    const affected = (finding.units ?? []).map((id) => names.get(id) ?? id).join('、')
    cards.push(html`<p class="clause">${context.words('affects', { units: affected })}</p>`)
  }
  return html`<section class="card" id="shared"><h2>${context.words('shared')}</h2><p class="sub">${context.words('sharedNote')}</p>${cards}</section>`
}

function foot(document: InspectionDocument, input: HtmlReportInput, context: ReportContext): Markup {
  return html`<footer>${context.words('footer', { run: document.run.id, tool: document.run.tool, written: moment(input.writtenAt, input.timezone) })}${input.seal === null ? '' : html`　${context.words('footerSeal', { seal: input.seal })}`}</footer>`
}

/** Writes the report into `dir` and returns the files written, the entry file first. */
export async function writeHtmlReport(input: HtmlReportInput, dir: string): Promise<string[]> {
  const { document } = input
  const words = wordsIn(input.language)
  const context: ReportContext = {
    words,
    evidence: input.evidence,
    timezone: input.timezone,
    rubricName: input.rubricName,
  }
  mkdirSync(dir, { recursive: true })
  const all = [...document.units.flatMap((unit) => unit.findings), ...document.shared].map(
    (finding) => finding.evidence,
  )
  const split = countPictures(all, input.evidence) > MAX_PICTURES_IN_ONE_FILE
  const fileOf = (unit: UnitDocument) => `unit-${unit.id.replace(/[^a-z0-9-]/g, '_')}.html`
  const href = (unit: UnitDocument) => (split ? fileOf(unit) : `#unit-${unit.id}`)
  const files: string[] = []
  const write = (name: string, title: string, body: Markup) => {
    const path = join(dir, name)
    writeFileSync(path, shell(title, body, input.language))
    files.push(path)
  }
  const overview = html`${head(document, context)}${tiles(document, context)}<section class="card"><h2>${words('overview')}</h2>${scoreTable(document.units, words, href)}</section>${await sharedPart(document, context)}`
  if (!split) {
    const parts: Markup[] = []
    for (const unit of document.units) parts.push(await unitPart(unit, context))
    write('index.html', words('title'), html`${overview}${parts}${foot(document, input, context)}`)
    return files
  }
  write('index.html', words('title'), html`${overview}${foot(document, input, context)}`)
  for (const unit of document.units) {
    write(
      fileOf(unit),
      unit.name,
      html`<p><a href="index.html">‹ ${words('title')}</a></p>${await unitPart(unit, context)}${foot(document, input, context)}`,
    )
  }
  return files
}

/** Papers and reports to take away: notices, circular, decision, leader's page; the report of a run; the hand-over record. */
import { paperDocx } from '../../../reports/official/docx.js'
import { paperHtml } from '../../../reports/official/html.js'
import { PAPER_KINDS } from '../../../reports/official/paper.js'
import { zipFiles } from '../../evidence/zip.js'
import { disputeById } from '../../ledger/disputes.js'
import { runById } from '../../ledger/runs.js'
import { render } from '../../messages/catalogue.js'
import { paperSource, papersAsked } from '../../paper-desk.js'
import type { ReportFile } from '../office.js'
import { Refusal } from '../problem.js'
import { asking, type Call, everyone, insiders, type Route } from '../route.js'
import { namesOf } from './findings.js'
import { refuseForeign } from './visit.js'

const asText = (value: unknown): string => (typeof value === 'string' ? value.slice(0, 200) : '')

/** A unit's own people take away what is about their unit, and the circular that goes to all. */
function refusePapers(call: Call, kind: string): void {
  const principal = asking(call)
  if (principal.unit === null || kind === 'circular') return
  if (kind === 'leader') throw new Refusal(403, 'server.not-yours')
  const unit =
    kind === 'opinion'
      ? disputeById(call.office.ledger, asText(call.query.dispute)).unit
      : asText(call.query.unit)
  refuseForeign(principal, [unit])
}

function sendFile(call: Call, name: string, bytes: Buffer): unknown {
  return call.reply
    .type('application/octet-stream')
    .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(name)}`)
    .header('cache-control', 'private, no-store')
    .send(bytes)
}

/** One file as it is, several as one to keep. `name`: without ending. */
export async function sendReport(call: Call, name: string, files: readonly ReportFile[]): Promise<unknown> {
  const [first] = files
  if (!first) throw new Error('a report that was written has no file')
  if (files.length === 1) return sendFile(call, `${name}.${first.name.split('.').at(-1)}`, first.bytes)
  const packed = await zipFiles(new Map(files.map((one) => [one.name, one.bytes])), call.office.now())
  return sendFile(call, `${name}.zip`, packed)
}

/** Formats of papers, the usual one first. */
export const PAPER_FORMATS = ['docx', 'html', 'pdf'] as const
const RUN_FORMATS = ['xlsx', 'docx', 'pdf', 'html', 'csv', 'json'] as const
const RECORD_FORMATS = ['xlsx', 'csv', 'json'] as const

/** The format that is asked for; the first of the known ones where none is. @throws Refusal 422 for another */
function formatAsked<T extends string>(call: Call, known: readonly T[]): T {
  const given = asText(call.query.format)
  const format = given === '' ? known[0] : known.find((one) => one === given)
  if (format === undefined)
    throw new Refusal(422, 'cli.report.format', { found: given, known: known.join(', ') })
  return format
}

/** What a paper is asked by, beside its kind. */
const asked = ({ query }: Call) => ({
  unit: asText(query.unit),
  publication: asText(query.publication),
  dispute: asText(query.dispute),
  period: asText(query.period),
  rubric: asText(query.rubric),
})

const paperRoute: Route = {
  method: 'GET',
  path: '/papers/:kind',
  policy: everyone(null),
  kind: 'page',
  summary: 'An official paper as a file',
  handle: async (call) => {
    const { office, language } = call
    const kind = PAPER_KINDS.find((one) => one === call.params.kind)
    if (!kind) throw new Refusal(404, 'server.no-such-page', { path: call.params.kind ?? '' })
    const format = formatAsked(call, PAPER_FORMATS)
    refusePapers(call, kind)
    const { unit } = asked(call)
    if (format === 'pdf') {
      const files = await office.report({ language, options: { kind, format, ...asked(call) } })
      const to = namesOf(office.ledger).get(unit)
      const name = render(`console.paper.${kind}`, {}, language)
      return sendReport(call, to === undefined ? name : `${name}-${to}`, files)
    }
    const source = paperSource(office.ledger, { dataDir: office.dataDir, language, now: office.now() })
    const [paper] = await papersAsked(source, { kind, ...asked(call), number: '', due: '' })
    if (!paper) throw new Error('a paper that was asked for is none')
    const bytes = format === 'html' ? Buffer.from(paperHtml(paper, language)) : await paperDocx(paper)
    return sendFile(call, `${paper.title}${paper.to === '' ? '' : `-${paper.to}`}.${format}`, bytes)
  },
}

const reportRoute: Route = {
  method: 'GET',
  path: '/reports/:run',
  policy: everyone(null),
  kind: 'page',
  summary: 'The report of a run, whole or of one unit, as a file',
  handle: async (call) => {
    const { office, language } = call
    const run = runById(office.ledger, call.params.run ?? '')
    if (!run) throw new Refusal(404, 'ledger.unknown-run', { run: (call.params.run ?? '').slice(0, 100) })
    const { unit } = asked(call)
    refuseForeign(asking(call), [unit])
    const format = formatAsked(call, RUN_FORMATS)
    const files = await office.report({ language, options: { run: run.id, unit, format } })
    const of = unit === '' ? '' : `-${namesOf(office.ledger).get(unit) ?? unit}`
    return sendReport(call, `${render('console.run', {}, language)}-${run.at}${of}`, files)
  },
}

const handoverRoute: Route = {
  method: 'GET',
  path: '/handover',
  policy: insiders(null),
  kind: 'page',
  summary: 'The record that another system takes over, as a file',
  handle: async (call) => {
    const { office, language } = call
    const format = formatAsked(call, RECORD_FORMATS)
    const { unit, period } = asked(call)
    const files = await office.report({ language, options: { kind: 'handover', format, unit, period } })
    return sendReport(call, render('paper.handover', {}, language), files)
  },
}

export const paperRoutes: readonly Route[] = [paperRoute, reportRoute, handoverRoute]

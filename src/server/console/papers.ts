/** Official papers to take away from the console: notices, circular, decision, leader's page, as Word or for printing. */
import { paperDocx } from '../../../reports/official/docx.js'
import { paperHtml } from '../../../reports/official/html.js'
import { PAPER_KINDS } from '../../../reports/official/paper.js'
import { disputeById } from '../../ledger/disputes.js'
import { paperSource, papersAsked } from '../../paper-desk.js'
import { Refusal } from '../problem.js'
import { asking, type Call, everyone, type Route } from '../route.js'
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

const paperRoute: Route = {
  method: 'GET',
  path: '/papers/:kind',
  policy: everyone(null),
  kind: 'page',
  summary: 'An official paper as a file',
  handle: async (call) => {
    const { office, reply, query, language } = call
    const kind = PAPER_KINDS.find((one) => one === call.params.kind)
    if (!kind) throw new Refusal(404, 'server.no-such-page', { path: call.params.kind ?? '' })
    refusePapers(call, kind)
    const source = paperSource(office.ledger, { dataDir: office.dataDir, language, now: office.now() })
    const [paper] = await papersAsked(source, {
      kind,
      unit: asText(query.unit),
      publication: asText(query.publication),
      dispute: asText(query.dispute),
      period: asText(query.period),
      rubric: asText(query.rubric),
      number: '',
      due: '',
    })
    if (!paper) throw new Error('a paper that was asked for is none')
    const html = query.format === 'html'
    const bytes = html ? Buffer.from(paperHtml(paper, language)) : await paperDocx(paper)
    const name = encodeURIComponent(
      `${paper.title}${paper.to === '' ? '' : `-${paper.to}`}.${html ? 'html' : 'docx'}`,
    )
    return reply
      .type('application/octet-stream')
      .header('content-disposition', `attachment; filename*=UTF-8''${name}`)
      .header('cache-control', 'private, no-store')
      .send(bytes)
  },
}

export const paperRoutes: readonly Route[] = [paperRoute]

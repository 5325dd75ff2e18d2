/** The desk for papers: which one, about whom, with which number and day, in which format, in whose template; the file comes back. */
import { PLACEHOLDERS } from '../../../reports/official/docx.js'
import { PAPER_KINDS } from '../../../reports/official/paper.js'
import { listDisputes } from '../../ledger/disputes.js'
import { listPublications } from '../../ledger/publish.js'
import { isPlainDate } from '../../model/date.js'
import { paperDeskPage } from '../pages/paper-desk.js'
import { Refusal } from '../problem.js'
import { only, type Route } from '../route.js'
import { namesOf } from './findings.js'
import { PAPER_FORMATS, sendReport } from './papers.js'
import { page, type Visit, visitOf } from './visit.js'

const WRITERS = only(['evaluator', 'reviewer', 'office'])

function show({ ledger, frame }: Visit) {
  const body = paperDeskPage(frame, {
    kinds: PAPER_KINDS,
    formats: PAPER_FORMATS,
    placeholders: PLACEHOLDERS.map((name) => `{{${name}}}`),
    units: [...namesOf(ledger)],
    publications: listPublications(ledger).map(({ id, official }) => [id, official.title ?? id] as const),
    disputes: listDisputes(ledger)
      .filter(({ state }) => state === 'decided')
      .map(({ id, unit }) => [id, `${id} ${namesOf(ledger).get(unit) ?? unit}`] as const),
  })
  return { title: frame.words('papers.title'), body }
}

/** What the form asks of the command that writes papers. @throws Refusal 422 */
function optionsGiven(visit: Visit): Record<string, string> {
  const kind = PAPER_KINDS.find((one) => one === visit.given('kind'))
  const format = PAPER_FORMATS.find((one) => one === visit.given('format'))
  if (!kind || !format) throw new Refusal(422, 'server.invalid', { detail: kind ? 'format' : 'kind' })
  const due = visit.given('due')
  if (due !== '' && !isPlainDate(due))
    throw new Refusal(422, 'cli.bad-date', { option: visit.frame.words('papers.due'), found: due })
  const about = (name: string, kinds: readonly string[]) => (kinds.includes(kind) ? visit.given(name) : '')
  return {
    kind,
    format,
    unit: about('unit', ['notice', 'urgent']),
    publication: about('publication', ['circular']),
    dispute: about('dispute', ['opinion']),
    number: visit.given('number').slice(0, 200),
    due,
  }
}

const write: Route = {
  method: 'POST',
  path: '/papers',
  policy: WRITERS,
  kind: 'page',
  summary: 'Write official papers as files',
  handle: async (call) => {
    const visit = visitOf(call)
    const options = optionsGiven(visit)
    const [template] = visit.files('template')
    const asked = { language: call.language, ...(template && { template: template.bytes }) }
    // A template is a Word file: so is what is written in it.
    const format = template ? 'docx' : (options.format ?? '')
    const files = await call.office.report({ ...asked, options: { ...options, format } })
    const to = namesOf(visit.ledger).get(options.unit ?? '')
    const name = visit.frame.words(`paper.${options.kind}`)
    return sendReport(call, to === undefined ? name : `${name}-${to}`, files)
  },
}

export const paperDeskRoutes: readonly Route[] = [page('/papers', WRITERS, 'Official papers', show), write]

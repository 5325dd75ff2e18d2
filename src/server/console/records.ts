/** Routes of records (登记事项): the list, one by its form, a table of them; each is registered and priced at once, and never changed. */
import { listEntries } from '../../ledger/read.js'
import { listRecords } from '../../ledger/records.js'
import { isPlainDate } from '../../model/date.js'
import { FileFault } from '../../model/file-fault.js'
import type { Entry } from '../../model/ledger.js'
import { type OffWebRecord, RECORD_TYPES } from '../../model/record.js'
import type { AttachedFile } from '../../model/supporting.js'
import { isWebUrl } from '../../model/workspace.js'
import { rubricsOfYear } from '../../pricing.js'
import { type BroughtTable, bringRecords, ENTERED_FIELDS, tableOfOne } from '../../record-desk.js'
import type { ReadRecord } from '../../registry/record-table.js'
import { enteredRules } from '../../rubric/rule-finder.js'
import { readTableFile } from '../../tables/file.js'
import { type RecordsData, recordsPage } from '../pages/records.js'
import { Refusal } from '../problem.js'
import { everyone, only, type Route } from '../route.js'
import { kept } from './disputes.js'
import { namesOf } from './findings.js'
import { sentencesOf } from './registry.js'
import { action, holds, page, pageAsked, type ShownPage, told, type Visit } from './visit.js'

const REGISTRARS = ['office'] as const

/** Entries by the record that they price: an occurrence is the record's id, after the item where a list is missing some. */
function entriesByRecord(entries: readonly Entry[]): Map<string, Entry[]> {
  const found = new Map<string, Entry[]>()
  for (const entry of entries) {
    const id = entry.occurrence.slice(entry.occurrence.indexOf('#') + 1)
    found.set(id, [...(found.get(id) ?? []), entry])
  }
  return found
}

/** Ranks of one list open their entries together: those are the list's, not one record's. */
function pricedAs(record: OffWebRecord): string {
  return record.type === 'rank' ? `${record.list}@${record.on}` : record.id
}

const rulesOffered = ({ ledger, today }: Visit) =>
  rubricsOfYear(ledger, today.slice(0, 4), [], () => undefined).map((rubric) => ({
    rubric: rubric.id,
    name: rubric.name,
    rules: enteredRules(rubric),
  }))

function shown(
  visit: Visit,
  told: RecordsData['told'] = null,
  given: RecordsData['given'] = () => '',
): ShownPage {
  const { ledger, principal, frame } = visit
  const filter = {
    unit: visit.asked('unit') ?? '',
    type: visit.asked('type') ?? '',
    year: visit.asked('year') ?? '',
  }
  const mine = listRecords(ledger, principal.unit === null ? {} : { unit: principal.unit })
  const wanted = mine
    .filter(
      (one) =>
        (filter.unit === '' || one.unit === filter.unit) &&
        (filter.type === '' || one.type === filter.type) &&
        (filter.year === '' || one.on.startsWith(filter.year)),
    )
    .reverse()
  const { items, ...paging } = pageAsked(visit, wanted)
  const names = namesOf(ledger)
  const entries = entriesByRecord(listEntries(ledger, principal.unit ?? undefined))
  const body = recordsPage(frame, {
    records: items,
    ...paging,
    filter,
    entriesOf: (record) => (entries.get(pricedAs(record)) ?? []).filter(({ unit }) => unit === record.unit),
    nameOf: (unit) => names.get(unit) ?? unit,
    units: principal.unit === null ? [...names] : [],
    years: [...new Set(mine.map(({ on }) => on.slice(0, 4)))].sort().reverse(),
    forms: holds(principal, REGISTRARS) ? rulesOffered(visit) : null,
    given,
    told,
  })
  return { title: frame.words('nav.records'), body, ...(told?.bad && { status: 422 }) }
}

/** Registers what a form or a file brought; shows the page with what is wrong, or with why something was not priced. */
async function brought(
  visit: Visit,
  table: Pick<BroughtTable, 'name' | 'year' | 'keepFiles' | 'source'> & {
    readonly cells: () => Promise<BroughtTable['cells']>
    readonly decidedBy: 'person' | 'import'
    readonly given?: RecordsData['given']
  },
): Promise<string | ShownPage> {
  const { ledger, principal, frame } = visit
  try {
    const { outcome } = await bringRecords(ledger, {
      ...table,
      cells: await table.cells(),
      rubrics: [],
      by: { actor: principal.name, decidedBy: table.decidedBy },
      tell: () => undefined,
    })
    if (outcome.unpriced.length === 0) return told('/records', 'registered')
    const why = outcome.unpriced.map((one) => `${one.record}：${frame.words.say(one.key, one.facts)}`)
    return shown(visit, { sentences: why, bad: false })
  } catch (error) {
    return shown(visit, { sentences: sentencesOf(error, visit), bad: true }, table.given)
  }
}

function add(visit: Visit): Promise<string | ShownPage> {
  const { ledger } = visit
  const on = visit.given('on')
  if (!isPlainDate(on)) throw new Refusal(422, 'cli.inspect.bad-date', { found: on })
  if (!RECORD_TYPES.some((type) => type === visit.given('type')))
    throw new Refusal(422, 'server.invalid', { detail: 'type' })
  const rules = rubricsOfYear(ledger, visit.today.slice(0, 4), [], () => undefined)
    .map(({ id }) => visit.given(`rule ${id}`))
    .filter((word) => word !== '')
  const fields = ENTERED_FIELDS.map((name) => [name, visit.given(name)] as const).filter(
    ([, text]) => text !== '',
  )
  const cells = tableOfOne([...fields, ...(rules.length > 0 ? [['rule', rules.join(';')] as const] : [])])
  return brought(visit, {
    cells: async () => cells,
    name: visit.frame.words('records.add'),
    year: on.slice(0, 4),
    source: null,
    decidedBy: 'person',
    given: visit.given,
    keepFiles: async () => [await kept(visit, 'files')],
  })
}

/**
 * Files that rows name, out of those that were chosen along with the table: a table that somebody sends never makes the
 * server read a file of its own.
 */
async function filesNamed(
  visit: Visit,
  rows: readonly ReadRecord[],
  table: string,
): Promise<AttachedFile[][]> {
  const chosen = new Map(
    visit.files('files').map((file) => [file.name.split(/[\\/]/).at(-1) ?? '', file] as const),
  )
  const problems = rows.flatMap((row) =>
    row.fileNames
      .filter((name) => !isWebUrl(name) && !chosen.has(name.split(/[\\/]/).at(-1) ?? ''))
      .map((file) => ({ ...row.at, key: 'console.records.no-file', facts: { file: file.slice(0, 200) } })),
  )
  if (problems.length > 0) throw new FileFault(table, problems)
  const byName = new Map((await kept(visit, 'files')).map((file) => [file.name, file]))
  return rows.map((row) =>
    row.fileNames.map((name): AttachedFile => {
      const own = byName.get((name.split(/[\\/]/).at(-1) ?? '').slice(0, 500))
      return own ?? { name: name.slice(0, 500), sha256: null, bytes: 0, mediaType: 'text/uri-list' }
    }),
  )
}

async function bringIn(visit: Visit): Promise<string | ShownPage> {
  const [table] = visit.files('table')
  if (!table) throw new Refusal(422, 'server.invalid', { detail: 'table' })
  const name = (table.name.split(/[\\/]/).at(-1) ?? '').slice(0, 200)
  return brought(visit, {
    cells: () => readTableFile(table.bytes, name),
    name,
    year: visit.today.slice(0, 4),
    source: name,
    decidedBy: 'import',
    keepFiles: (rows) => filesNamed(visit, rows, name),
  })
}

export const recordRoutes: readonly Route[] = [
  page('/records', everyone(null), 'Records from outside the web', (visit) => shown(visit)),
  action('/records', only(REGISTRARS), 'Register a record', add),
  action('/records/import', only(REGISTRARS), 'Register the records of a table', bringIn),
]

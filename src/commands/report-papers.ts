/** `report --kind`: official papers, also in the office's own template, and the record that another system takes over. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type HandoverInput, handover } from '../../reports/handover/index.js'
import { type Mapping, mappingSchema } from '../../reports/handover/mapping.js'
import { paperDocx, paperInTemplate } from '../../reports/official/docx.js'
import { paperHtml } from '../../reports/official/html.js'
import { PAPER_KINDS, type Paper } from '../../reports/official/paper.js'
import { findBrowser } from '../crawl/browser-find.js'
import { printHtml } from '../crawl/print-html.js'
import { pinnedVersion } from '../ledger/assessment.js'
import type { Ledger } from '../ledger/open.js'
import { isPlainDate } from '../model/date.js'
import { UserFault } from '../model/error.js'
import { FileFault } from '../model/file-fault.js'
import { paperSource, papersAsked } from '../paper-desk.js'
import { schemaProblems } from '../registry/schema-problems.js'
import { readYaml } from '../registry/yaml-source.js'
import { rubricFromSource } from '../rubric/pinned.js'
import { writeCsv } from '../tables/csv.js'
import { decodeText } from '../tables/decode-text.js'
import { writeXlsx } from '../tables/xlsx.js'
import { type Shell, usage } from './shell.js'
import { readUserFile } from './user-file.js'

/** What `--kind` takes beside the report of a run. */
export const REPORT_KINDS = ['inspection', ...PAPER_KINDS, 'handover'] as const

/** Options of papers, as the command line gives them. */
export interface PaperFlags {
  readonly kind: string
  readonly unit?: string
  readonly publication?: string
  readonly dispute?: string
  readonly period?: string
  readonly rubric?: string
  readonly number?: string
  readonly due?: string
  readonly template?: string
  readonly mapping?: string
}

const PAPER_FORMATS: readonly string[] = ['html', 'docx', 'pdf']
const RECORD_FORMATS: readonly string[] = ['csv', 'xlsx', 'json']

/** Throws UserFault (2) for a format that is not among the known ones. */
export function refuseFormats(formats: readonly string[], known: readonly string[]): void {
  const unknown = formats.find((one) => !known.includes(one))
  if (unknown !== undefined) throw usage('cli.report.format', { found: unknown, known: known.join(', ') })
}

async function writePaper(
  shell: Shell,
  paper: Paper,
  given: { readonly dir: string; readonly formats: readonly string[]; readonly template: string | null },
): Promise<string[]> {
  const written: string[] = []
  const put = (ending: string, bytes: Buffer | string) => {
    const path = join(given.dir, `${paper.name}.${ending}`)
    writeFileSync(path, bytes)
    written.push(path)
  }
  const html = () => paperHtml(paper, shell.language)
  if (given.formats.includes('html')) put('html', html())
  if (given.formats.includes('docx')) {
    const { template } = given
    put(
      'docx',
      template === null
        ? await paperDocx(paper)
        : await paperInTemplate(paper, readUserFile(template), template),
    )
  }
  if (given.formats.includes('pdf')) {
    const browser = findBrowser(shell.host.env)
    if (browser === null) throw new UserFault('cli.report.no-browser', {})
    const [pdf] = await printHtml(browser.path, [html()])
    if (pdf) put('pdf', pdf)
  }
  return written
}

function mappingOf(path: string | undefined): Mapping {
  if (path === undefined) return mappingSchema.parse({ unmapped: 'keep' })
  const source = readYaml(decodeText(readUserFile(path)))
  if (source.problems.length > 0) throw new FileFault(path, source.problems)
  const parsed = mappingSchema.safeParse(source.value ?? {})
  if (!parsed.success)
    throw new FileFault(path, schemaProblems(parsed.error, source.value, source, mappingSchema))
  return parsed.data
}

/** Titles of indicators by the rubric versions that assessments pinned. */
function indicatorTitles(ledger: Ledger): HandoverInput['titleOf'] {
  const known = new Map<string, ReadonlyMap<string, string>>()
  return ({ assessment, indicator }) => {
    const source = known.has(assessment) ? null : (pinnedVersion(ledger, assessment)?.source ?? null)
    if (!known.has(assessment)) {
      const rows = source === null ? [] : rubricFromSource(source).indicators
      known.set(assessment, new Map(rows.map(({ id, title }) => [id, title])))
    }
    return known.get(assessment)?.get(indicator) ?? ''
  }
}

async function writeHandover(
  shell: Shell,
  ledger: Ledger,
  flags: PaperFlags,
  given: { readonly dir: string; readonly formats: readonly string[]; readonly timezone: string },
): Promise<string[]> {
  const mapping = mappingOf(flags.mapping)
  const { heads, rows, unmapped } = handover({
    ledger,
    mapping,
    language: shell.language,
    timezone: given.timezone,
    filter: { unit: flags.unit ?? '', period: flags.period ?? '' },
    titleOf: indicatorTitles(ledger),
  })
  if (unmapped.length > 0 && mapping.unmapped === 'refuse')
    throw new UserFault('paper.unmapped', {
      count: unmapped.length,
      names: unmapped.slice(0, 20).join(', '),
      path: flags.mapping ?? '',
    })
  const written: string[] = []
  const put = (ending: string, bytes: Buffer | string) => {
    const path = join(given.dir, `handover.${ending}`)
    writeFileSync(path, bytes)
    written.push(path)
  }
  if (given.formats.includes('xlsx'))
    put('xlsx', await writeXlsx([{ name: shell.say('paper.handover'), headers: heads, rows }]))
  if (given.formats.includes('csv')) put('csv', writeCsv([heads, ...rows.map((row) => row.map(String))]))
  if (given.formats.includes('json')) {
    const records = rows.map((row) => Object.fromEntries(heads.map((head, n) => [head, row[n]])))
    put('json', `${JSON.stringify({ system: mapping.system, records }, null, 2)}\n`)
  }
  return written
}

/** Writes the papers or the record that `--kind` names; gives their files. */
export async function writePapers(
  shell: Shell,
  ledger: Ledger,
  flags: PaperFlags,
  given: { readonly dir: string; readonly formats: readonly string[] },
): Promise<string[]> {
  const kind = PAPER_KINDS.find((one) => one === flags.kind)
  refuseFormats(given.formats, kind === undefined ? RECORD_FORMATS : PAPER_FORMATS)
  if (flags.due !== undefined && !isPlainDate(flags.due))
    throw usage('cli.bad-date', { option: '--due', found: flags.due })
  const source = paperSource(ledger, {
    dataDir: shell.dataDir,
    language: shell.language,
    now: shell.host.now(),
  })
  mkdirSync(given.dir, { recursive: true })
  if (kind === undefined) return writeHandover(shell, ledger, flags, { ...given, timezone: source.timezone })
  const { unit = '', publication = '', dispute = '', period = '', rubric = '', number = '', due = '' } = flags
  const asked = { kind, unit, publication, dispute, period, rubric, number, due }
  const written: string[] = []
  for (const paper of await papersAsked(source, asked))
    written.push(...(await writePaper(shell, paper, { ...given, template: flags.template ?? null })))
  return written
}

/** `report`: the documents that people read, from a recorded run. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { Option } from 'commander'
import { wordReport } from '../../reports/docx/index.js'
import { type HtmlReportInput, writeHtmlReport } from '../../reports/html/index.js'
import { wordsIn } from '../../reports/html/words.js'
import { originTable, reportTables } from '../../reports/tables/index.js'
import { findBrowser } from '../crawl/browser-find.js'
import { printHtml } from '../crawl/print-html.js'
import { readSeal } from '../evidence/seal.js'
import { type Ledger, openLedger } from '../ledger/open.js'
import { registry } from '../ledger/registry-store.js'
import { listRuns } from '../ledger/runs.js'
import type { InspectionDocument } from '../model/document.js'
import { UserFault } from '../model/error.js'
import { DEFAULT_TIMEZONE } from '../registry/resolve.js'
import { bringEvidence, evidenceReader } from '../report-evidence.js'
import { listRubrics } from '../rubric/load.js'
import { writeCsv } from '../tables/csv.js'
import { writeXlsx } from '../tables/xlsx.js'
import { checkOutcomes, precisionTable } from './checks.js'
import { inspectionDocument } from './inspection-document.js'
import { described, leaf, option, type Register } from './program.js'
import { type PaperFlags, REPORT_KINDS, refuseFormats, writePapers } from './report-papers.js'
import { optionsOf, type Shell, usage } from './shell.js'

const FORMATS = ['html', 'xlsx', 'docx', 'pdf', 'csv', 'json'] as const

/** Titles of the bundled rubrics by id; an id that is not bundled is its own name. */
function rubricNames(): (id: string) => string {
  const titles = new Map(listRubrics().map((rubric) => [rubric.id, rubric.name]))
  return (id) => titles.get(id) ?? id
}

/** The HTML report in a folder that is gone afterwards, printed: one PDF for each of its files. */
async function writePdf(shell: Shell, input: HtmlReportInput, dir: string): Promise<string[]> {
  const browser = findBrowser(shell.host.env)
  if (browser === null) throw new UserFault('cli.report.no-browser', {})
  const folder = mkdtempSync(join(tmpdir(), 'xuncha-report-'))
  try {
    const files = await writeHtmlReport(input, folder)
    // On paper nothing can be opened.
    const documents = files.map((file) =>
      readFileSync(file, 'utf8').replaceAll('<details>', '<details open>'),
    )
    const printed = await printHtml(browser.path, documents)
    return printed.map((bytes, n) => {
      const name = basename(files[n] ?? '', '.html').replace(/^index$/, 'report')
      const path = join(dir, `${name}.pdf`)
      writeFileSync(path, bytes)
      return path
    })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Writes the reports of one document; returns the files, the one to open first. */
export async function writeReports(
  shell: Shell,
  document: InspectionDocument,
  given: { readonly dir: string; readonly formats: readonly string[]; readonly timezone: string },
): Promise<string[]> {
  mkdirSync(given.dir, { recursive: true })
  const shown = [...document.shared, ...document.units.flatMap((unit) => unit.findings)]
  await bringEvidence(
    shell.dataDir,
    shown.flatMap((finding) => finding.evidence),
  )
  const input: HtmlReportInput = {
    document,
    evidence: evidenceReader(shell.dataDir),
    language: shell.language,
    timezone: given.timezone,
    writtenAt: shell.host.now(),
    seal: readSeal(shell.dataDir, document.run.id)?.sha256.slice(0, 16) ?? null,
    rubricName: rubricNames(),
  }
  const put = (name: string, bytes: Buffer | string): string[] => {
    const path = join(given.dir, name)
    writeFileSync(path, bytes)
    return [path]
  }
  const words = wordsIn(input.language)
  const tables = () => [...reportTables({ ...input, words }), originTable({ ...input, words })]
  const writers: Readonly<Record<(typeof FORMATS)[number], () => Promise<string[]>>> = {
    html: () => writeHtmlReport(input, given.dir),
    xlsx: async () => put('report.xlsx', await writeXlsx(tables())),
    docx: async () => put('report.docx', await wordReport(input)),
    pdf: () => writePdf(shell, input, given.dir),
    csv: async () =>
      tables().flatMap(({ file, headers, rows }) =>
        // Each file is handed on by itself, so that each row says which sealed run it comes from.
        put(
          `${file}.csv`,
          writeCsv([
            [...headers, words('seal')],
            ...rows.map((row) => [...row.map(String), input.seal ?? '']),
          ]),
        ),
      ),
    json: async () => {
      const run = { ...document.run, seal: input.seal }
      return put('inspection.json', `${JSON.stringify({ ...document, run }, null, 2)}\n`)
    },
  }
  const written: string[] = []
  for (const format of FORMATS) if (given.formats.includes(format)) written.push(...(await writers[format]()))
  return written
}

/**
 * The run meant: the one named, else the newest inspection that is over. A look again at single findings, or at start
 * pages alone, is reported where it is named: by itself it would tell of nothing else.
 */
function runMeant(runs: ReturnType<typeof listRuns>, named: string | undefined): string {
  if (named !== undefined) return named
  const over = runs.filter((run) => run.status !== 'running')
  const whole = over.find((run) => run.purpose !== 'recheck' && run.scope !== 'starts')
  const newest = whole ?? over[0] ?? runs[0]
  if (!newest) throw new UserFault('cli.report.no-run', {})
  return newest.id
}

function narrowed(document: InspectionDocument, units: string | undefined): InspectionDocument {
  if (units === undefined) return document
  const kept = document.units.filter((unit) => unit.id === units)
  if (kept.length === 0) throw usage('cli.report.unit-not-in-run', { unit: units, run: document.run.id })
  return {
    ...document,
    units: kept,
    shared: document.shared.filter((finding) => finding.units?.includes(units)),
  }
}

/** The report of a run, with each check's record in this office's disputes. */
async function reportRun(
  shell: Shell,
  ledger: Ledger,
  given: {
    readonly run: string | undefined
    readonly unit: string | undefined
    readonly formats: readonly string[]
    readonly dir: string
  },
): Promise<void> {
  const run = runMeant(listRuns(ledger), given.run)
  const document = narrowed(inspectionDocument(ledger, run, shell.language), given.unit)
  const timezone = registry(ledger).load().defaults.timezone ?? DEFAULT_TIMEZONE
  const { dir, formats } = given
  const files = await writeReports(shell, document, { dir, formats, timezone })
  const checks = checkOutcomes(shell, ledger)
  shell.result({ run: document.run.id, files, checks }, () =>
    [
      ...files.map((file) => shell.say('cli.written', { file })),
      ...(checks.length > 0 ? ['', precisionTable(shell, checks)] : []),
    ].join('\n'),
  )
}

interface Flags extends PaperFlags {
  readonly run?: string
  readonly format: string
  readonly output: string
}

export const registerReport: Register = (program, registrar) => {
  leaf(program, registrar, {
    name: 'report',
    key: 'report',
    prints: true,
    options: [
      option(registrar, '--run <ID>', 'run'),
      option(registrar, '--unit <ID>', 'unit'),
      new Option('--kind <KIND>', described(registrar, 'cli.option.report-kind'))
        .choices(REPORT_KINDS)
        .default('inspection'),
      option(registrar, '--format <LIST>', 'report-format').default('html'),
      option(registrar, '--publication <ID>', 'report-publication'),
      option(registrar, '--dispute <ID>', 'report-dispute'),
      option(registrar, '--rubric <ID>', 'report-rubric'),
      option(registrar, '--period <P>', 'period'),
      option(registrar, '--number <NUMBER>', 'official-number'),
      option(registrar, '--due <DATE>', 'report-due'),
      option(registrar, '--template <FILE>', 'report-template'),
      option(registrar, '--mapping <FILE>', 'report-mapping'),
      option(registrar, '-o, --output <DIR>', 'output-dir').default('report'),
    ],
    run: async (shell, command) => {
      const flags = optionsOf<Flags>(command)
      const { run, unit, output: dir } = flags
      const formats = flags.format.split(',').map((one) => one.trim())
      // A wrong word is wrong whether there are data or not.
      if (flags.kind === 'inspection') refuseFormats(formats, FORMATS)
      const ledger = openLedger(shell.dataDir, { readonly: true })
      try {
        if (flags.kind === 'inspection') return await reportRun(shell, ledger, { run, unit, formats, dir })
        // A record has no page to look at: where nobody chose, it is a table.
        const usual = flags.kind === 'handover' && command.getOptionValueSource('format') === 'default'
        const files = await writePapers(shell, ledger, flags, { dir, formats: usual ? ['csv'] : formats })
        shell.result({ kind: flags.kind, files }, () =>
          files.map((file) => shell.say('cli.written', { file })).join('\n'),
        )
      } finally {
        ledger.close()
      }
    },
  })
}

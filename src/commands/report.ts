/** `report`: the documents that people read, from a recorded run. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { wordReport } from '../../reports/docx/index.js'
import { type HtmlReportInput, writeHtmlReport } from '../../reports/html/index.js'
import type { EvidenceReader } from '../../reports/html/pictures.js'
import { wordsIn } from '../../reports/html/words.js'
import { originTable, reportTables } from '../../reports/tables/index.js'
import { findBrowser } from '../crawl/browser-find.js'
import { printHtml } from '../crawl/print-html.js'
import { readSeal } from '../evidence/seal.js'
import { originalOf } from '../evidence/shown-picture.js'
import { openStore, parseManifest } from '../evidence/store.js'
import { openLedger } from '../ledger/open.js'
import { registry } from '../ledger/registry-store.js'
import { listRuns } from '../ledger/runs.js'
import { sha256 } from '../model/canonical.js'
import type { InspectionDocument } from '../model/document.js'
import { UserFault } from '../model/error.js'
import { DEFAULT_TIMEZONE } from '../registry/resolve.js'
import { listRubrics } from '../rubric/load.js'
import { writeCsv } from '../tables/csv.js'
import { writeXlsx } from '../tables/xlsx.js'
import { inspectionDocument } from './inspection-document.js'
import { leaf, option, type Register } from './program.js'
import { optionsOf, type Shell, usage } from './shell.js'

const FORMATS = ['html', 'xlsx', 'docx', 'pdf', 'csv', 'json'] as const

function readOrNull(path: string): Buffer | null {
  try {
    return readFileSync(path)
  } catch {
    return null
  }
}

/** Evidence for a report: what is missing or altered is left out of the pictures, never shown. */
export function evidenceReader(dataDir: string): EvidenceReader {
  const store = openStore(dataDir)
  return {
    manifest: (id) => {
      const path = store.itemPath(id)
      const bytes = readOrNull(path)
      return bytes === null || `sha256:${sha256(bytes)}` !== id ? null : parseManifest(bytes, path)
    },
    original: (file) => {
      const bytes = readOrNull(store.blobPath(file.sha256))
      return bytes !== null && sha256(bytes) === file.sha256 ? originalOf(dataDir, file, bytes) : null
    },
  }
}

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

/** The run meant: the one named, else the newest that is over. */
function runMeant(runs: ReturnType<typeof listRuns>, named: string | undefined): string {
  if (named !== undefined) return named
  const newest = runs.find((run) => run.status !== 'running') ?? runs[0]
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

export const registerReport: Register = (program, registrar) => {
  leaf(program, registrar, {
    name: 'report',
    key: 'report',
    prints: true,
    options: [
      option(registrar, '--run <ID>', 'run'),
      option(registrar, '--unit <ID>', 'unit'),
      option(registrar, '--format <LIST>', 'report-format').default('html'),
      option(registrar, '-o, --output <DIR>', 'output-dir').default('report'),
    ],
    run: async (shell, command) => {
      const { run, unit, format, output } = optionsOf<{
        run?: string
        unit?: string
        format: string
        output: string
      }>(command)
      const formats = format.split(',').map((one) => one.trim())
      const unknown = formats.find((one) => !FORMATS.some((known) => known === one))
      if (unknown !== undefined)
        throw usage('cli.report.format', { found: unknown, known: FORMATS.join(', ') })
      const ledger = openLedger(shell.dataDir, { readonly: true })
      try {
        const document = narrowed(
          inspectionDocument(ledger, runMeant(listRuns(ledger), run), shell.language),
          unit,
        )
        const timezone = registry(ledger).load().defaults.timezone ?? DEFAULT_TIMEZONE
        const files = await writeReports(shell, document, { dir: output, formats, timezone })
        shell.result({ run: document.run.id, files }, () =>
          files.map((file) => shell.say('cli.written', { file })).join('\n'),
        )
      } finally {
        ledger.close()
      }
    },
  })
}

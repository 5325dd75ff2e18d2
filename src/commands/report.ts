/** `report`: the documents that people read, from a recorded run. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { writeHtmlReport } from '../../reports/html/index.js'
import type { EvidenceReader } from '../../reports/html/pictures.js'
import { readSeal } from '../evidence/seal.js'
import { openStore, parseManifest } from '../evidence/store.js'
import { openLedger } from '../ledger/open.js'
import { registry } from '../ledger/registry-store.js'
import { listRuns } from '../ledger/runs.js'
import { sha256 } from '../model/canonical.js'
import type { InspectionDocument } from '../model/document.js'
import { UserFault } from '../model/error.js'
import { DEFAULT_TIMEZONE } from '../registry/resolve.js'
import { listRubrics } from '../rubric/load.js'
import { inspectionDocument } from './inspection-document.js'
import { leaf, option, type Register } from './program.js'
import { optionsOf, type Shell, usage } from './shell.js'

const FORMATS = ['html', 'json'] as const

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
    blob: (hash) => {
      const bytes = readOrNull(store.blobPath(hash))
      return bytes !== null && sha256(bytes) === hash ? bytes : null
    },
  }
}

/** Titles of the bundled rubrics by id; an id that is not bundled is its own name. */
function rubricNames(): (id: string) => string {
  const titles = new Map(listRubrics().map((rubric) => [rubric.id, rubric.name]))
  return (id) => titles.get(id) ?? id
}

/** Writes the reports of one document; returns the files, the one to open first. */
export async function writeReports(
  shell: Shell,
  document: InspectionDocument,
  given: { readonly dir: string; readonly formats: readonly string[]; readonly timezone: string },
): Promise<string[]> {
  mkdirSync(given.dir, { recursive: true })
  const written: string[] = []
  if (given.formats.includes('html')) {
    const files = await writeHtmlReport(
      {
        document,
        evidence: evidenceReader(shell.dataDir),
        language: shell.language,
        timezone: given.timezone,
        writtenAt: shell.host.now(),
        seal: readSeal(shell.dataDir, document.run.id)?.sha256.slice(0, 16) ?? null,
        rubricName: rubricNames(),
      },
      given.dir,
    )
    written.push(...files)
  }
  if (given.formats.includes('json')) {
    const path = join(given.dir, 'inspection.json')
    writeFileSync(path, `${JSON.stringify(document, null, 2)}\n`)
    written.push(path)
  }
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

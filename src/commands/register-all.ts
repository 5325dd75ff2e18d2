/** Every command of the program, in the order in which help lists them; only what a command line names is loaded. */
import type { Command } from 'commander'
import { group, leaf, type Register, type Registrar } from './program.js'

/** A command before its code is loaded. */
interface Listed {
  /** Name and arguments as help shows them: `page <FILE|URL>`. */
  readonly name: string
  /** It holds commands of its own. */
  readonly group?: boolean
  /** Not for people: it stands in no help. */
  readonly hidden?: boolean
  load(): Promise<Register>
}

const COMMANDS: readonly Listed[] = [
  { name: 'demo', load: async () => (await import('./demo.js')).registerDemo },
  { name: 'init [DIR]', load: async () => (await import('./init.js')).registerInit },
  { name: 'units', group: true, load: async () => (await import('./units.js')).registerUnits },
  { name: 'columns', group: true, load: async () => (await import('./columns.js')).registerColumns },
  { name: 'inspect [UNIT...]', load: async () => (await import('./inspect.js')).registerInspect },
  { name: 'page <FILE|URL>', load: async () => (await import('./page.js')).registerPage },
  { name: 'checks', group: true, load: async () => (await import('./checks.js')).registerChecks },
  { name: 'rubrics', group: true, load: async () => (await import('./rubrics.js')).registerRubrics },
  { name: 'findings', group: true, load: async () => (await import('./findings.js')).registerFindings },
  { name: 'recheck [FINDING...]', load: async () => (await import('./recheck.js')).registerRecheck },
  { name: 'records', group: true, load: async () => (await import('./records.js')).registerRecords },
  { name: 'rectify', group: true, load: async () => (await import('./rectify.js')).registerRectify },
  {
    name: 'assessments',
    group: true,
    load: async () => (await import('./assessments.js')).registerAssessments,
  },
  { name: 'score [INDICATOR]', load: async () => (await import('./score.js')).registerScore },
  { name: 'sheets', group: true, load: async () => (await import('./sheets.js')).registerSheets },
  { name: 'ledger', group: true, load: async () => (await import('./ledger.js')).registerLedger },
  { name: 'dispute', group: true, load: async () => (await import('./dispute.js')).registerDispute },
  { name: 'evidence', group: true, load: async () => (await import('./evidence.js')).registerEvidence },
  { name: 'report', load: async () => (await import('./report.js')).registerReport },
  { name: 'serve', load: async () => (await import('../serve.js')).registerServe },
  { name: 'worker', load: async () => (await import('./worker.js')).registerWorker },
  { name: 'doctor', load: async () => (await import('./doctor.js')).registerDoctor },
  { name: 'backup <FILE>', load: async () => (await import('./backup.js')).registerBackup },
  { name: 'restore <FILE>', load: async () => (await import('./backup.js')).registerRestore },
  {
    name: 'inspect-jobs',
    hidden: true,
    load: async () => (await import('./inspect-jobs.js')).registerInspectJobs,
  },
]

function wordOf(listed: Listed): string {
  return listed.name.split(' ', 1)[0] ?? ''
}

/** A command that help names and nobody has asked for. */
function addStub(program: Command, registrar: Registrar, listed: Listed): void {
  const key = wordOf(listed)
  if (listed.hidden) return
  if (listed.group) group(program, registrar, key)
  else leaf(program, registrar, { name: listed.name, key, run: () => undefined })
}

/**
 * Adds every command to the program: with its code where its name stands among the arguments, be it as an option's
 * value, the others for help alone.
 */
export async function registerAll(
  program: Command,
  registrar: Registrar,
  args: readonly string[],
): Promise<void> {
  const given = new Set(args)
  const registers = await Promise.all(
    COMMANDS.map((listed) => (given.has(wordOf(listed)) ? listed.load() : null)),
  )
  for (const [index, listed] of COMMANDS.entries()) {
    const register = registers[index]
    if (register) register(program, registrar)
    else addStub(program, registrar, listed)
  }
}

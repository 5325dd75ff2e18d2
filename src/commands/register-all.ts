/** Every command of the program, in the order in which help lists them. */
import { registerServe } from '../serve.js'
import { registerAssessments } from './assessments.js'
import { registerBackup } from './backup.js'
import { registerChecks } from './checks.js'
import { registerColumns } from './columns.js'
import { registerDemo } from './demo.js'
import { registerDispute } from './dispute.js'
import { registerDoctor } from './doctor.js'
import { registerEvidence } from './evidence.js'
import { registerFindings } from './findings.js'
import { registerInit } from './init.js'
import { registerInspect } from './inspect.js'
import { registerInspectJobs } from './inspect-jobs.js'
import { registerLedger } from './ledger.js'
import { registerPage } from './page.js'
import type { Register } from './program.js'
import { registerRecheck } from './recheck.js'
import { registerRecords } from './records.js'
import { registerRectify } from './rectify.js'
import { registerReport } from './report.js'
import { registerRubrics } from './rubrics.js'
import { registerScore } from './score.js'
import { registerSheets } from './sheets.js'
import { registerUnits } from './units.js'

const COMMANDS: readonly Register[] = [
  registerDemo,
  registerInit,
  registerUnits,
  registerColumns,
  registerInspect,
  registerPage,
  registerChecks,
  registerRubrics,
  registerFindings,
  registerRecheck,
  registerRecords,
  registerRectify,
  registerAssessments,
  registerScore,
  registerSheets,
  registerLedger,
  registerDispute,
  registerEvidence,
  registerReport,
  registerServe,
  registerDoctor,
  registerBackup,
  registerInspectJobs,
]

/** Adds every command to the program. */
export const registerAll: Register = (program, registrar) => {
  for (const register of COMMANDS) register(program, registrar)
}

/** Seals of runs: each as it ends, those that broke off at the next start; stamped where the workspace names authorities. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { placeFile } from '../../evidence/place-file.js'
import { isSealed, type StoredSeal, sealRun, stampsBeside } from '../../evidence/seal.js'
import type { Ledger } from '../../ledger/open.js'
import { evidenceIdsOfRun } from '../../ledger/read.js'
import { ledgerHead } from '../../ledger/rows.js'
import { brokenOffRuns, type Run, runById } from '../../ledger/runs.js'
import { UserFault } from '../../model/error.js'
import type { Defaults } from '../../model/workspace.js'
import type { Shell } from '../shell.js'

/** An authority of time stamps: where it is asked, and its root certificates (PEM file). */
export type StampAuthority = NonNullable<Defaults['timestamps']>[number]

const STAMP_TIMEOUT_MS = 20_000
const STAMP_MAX_BYTES = 256 * 1024

function sealNow(shell: Shell, ledger: Ledger, run: Run): StoredSeal {
  return sealRun(shell.dataDir, {
    run: run.id,
    status: run.status === 'running' ? 'interrupted' : run.status,
    purpose: run.purpose,
    at: run.at,
    tool: run.tool,
    startedAt: run.startedAt,
    finishedAt: run.finishedAt,
    sealedAt: shell.host.now(),
    rubrics: [...run.rubrics],
    evidence: evidenceIdsOfRun(ledger, run.id),
    ledger: ledgerHead(ledger),
  })
}

/** Name of the n-th stamp beside a seal, and of the roots that it is checked against. */
function stampNames(base: string, index: number): { stamp: string; roots: string } {
  const stem = index === 0 ? base : `${base}.${index + 1}`
  return { stamp: `${stem}.tsr`, roots: `${stem}.ca.pem` }
}

async function stampOne(
  shell: Shell,
  stored: StoredSeal,
  authority: StampAuthority,
  index: number,
): Promise<void> {
  // Certificates and their formats weigh more than all else that a start loads, and few workspaces name an authority.
  const { postFor } = await import('../../crawl/post.js')
  const { checkStamp, stampRequest } = await import('../../evidence/timestamp.js')
  const roots = readFileSync(authority.ca, 'utf8')
  const { der, nonce } = stampRequest(stored.bytes)
  const answer = await postFor(authority.url, {
    contentType: 'application/timestamp-query',
    body: der,
    timeoutMs: STAMP_TIMEOUT_MS,
    maxBytes: STAMP_MAX_BYTES,
  })
  const check = await checkStamp(answer, stored.bytes, roots, { around: shell.host.now(), nonce })
  if (!check.valid) throw new UserFault(`evidence.stamp.${check.why}`, {})
  const names = stampNames(stored.base, index)
  placeFile(join(stored.folder, names.roots), roots)
  placeFile(join(stored.folder, names.stamp), answer)
}

/** Asks every authority once. What fails is said and left out: a run never waits for an authority, nor fails by one. */
async function stamp(
  shell: Shell,
  stored: StoredSeal,
  authorities: readonly StampAuthority[],
): Promise<void> {
  if (stampsBeside(stored).length > 0) return
  for (const [index, authority] of authorities.entries()) {
    try {
      await stampOne(shell, stored, authority, index)
    } catch (error) {
      const detail =
        error instanceof UserFault
          ? shell.say(error.key, error.facts)
          : error instanceof Error
            ? error.message
            : ''
      shell.note('cli.inspect.no-stamp', { url: authority.url, detail })
    }
  }
}

/** Seals a run that has ended. A disk that is full leaves it unsealed, to be sealed at the next start. */
export async function sealEnded(
  shell: Shell,
  ledger: Ledger,
  id: string,
  authorities: readonly StampAuthority[],
): Promise<void> {
  const run = runById(ledger, id)
  if (run) await stamp(shell, sealNow(shell, ledger, run), authorities)
}

/** Seals what earlier processes left unsealed, except the runs that go on or are taken up again now. */
export function sealLeft(shell: Shell, ledger: Ledger, going: ReadonlySet<string>): void {
  for (const run of brokenOffRuns(ledger)) {
    if (going.has(run.id)) continue
    // One that broke off again after it was sealed may hold more than its seal.
    const over = run.status !== 'running' && run.status !== 'interrupted'
    if (!over || !isSealed(shell.dataDir, run.id)) sealNow(shell, ledger, run)
  }
}

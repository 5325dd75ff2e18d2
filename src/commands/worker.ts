/** `worker`: takes inspections from the shared queue until it is stopped, and hands back what it cannot finish. */

import { mkdirSync } from 'node:fs'
import { hostname } from 'node:os'
import { sharePacer } from '../crawl/joint-pacer.js'
import { storeIdentity } from '../evidence/identity.js'
import { currentKey } from '../evidence/keys.js'
import { openStore } from '../evidence/store.js'
import { openObjects, setSharedStore, sharedStoreOf } from '../evidence/store-setting.js'
import { openBudget } from '../queue/budget.js'
import { openRedis, shownUrl } from '../queue/redis.js'
import { openWorker } from '../queue/worker.js'
import { toolName } from './package-root.js'
import { leaf, option, type Register } from './program.js'
import { vantageOf } from './run/inspector.js'
import { openOrderInspector } from './run/order-inspector.js'
import { browserAtHand } from './run/ports.js'
import { queueSecret } from './run/queue-inspector.js'
import { optionsOf, type Shell, usage } from './shell.js'
import { countOption } from './values.js'

/** Sites at once where `--concurrency` says nothing. */
const USUAL_SLOTS = 4
/** Seconds after which a silent worker counts as dead. */
const USUAL_LEASE_S = 30
/** Seconds that what is in hand may take to finish after SIGTERM: less than service managers wait before they kill. */
const USUAL_GRACE_S = 20

interface Flags {
  readonly redis?: string
  readonly concurrency?: string
  readonly vantage?: string
  readonly lease?: string
  readonly grace?: string
  readonly store?: string
}

/** Faults of this machine, which another one need not have. */
const OWN_FAULTS = new Set(['cli.disk-full', 'cli.file-denied'])

async function work(shell: Shell, flags: Flags): Promise<void> {
  if (flags.redis === undefined) throw usage('queue.no-url')
  const slots = countOption('--concurrency', flags.concurrency) ?? USUAL_SLOTS
  const leaseMs = (countOption('--lease', flags.lease) ?? USUAL_LEASE_S) * 1_000
  const graceMs = (flags.grace === '0' ? 0 : (countOption('--grace', flags.grace) ?? USUAL_GRACE_S)) * 1_000
  const vantage = flags.vantage?.trim() || vantageOf(shell.host.env)
  mkdirSync(shell.dataDir, { recursive: true })
  if (flags.store !== undefined) setSharedStore(shell.dataDir, flags.store, shell.host.env)
  const shared = sharedStoreOf(shell.dataDir)
  const redis = await openRedis(flags.redis, shell.log)
  if (!browserAtHand(shell.host.env)) shell.note('cli.provision.no-browser')
  // What is in hand is stopped by the queue, once it had its time: not by the signal that stops the command.
  const own: Shell = { ...shell, host: { ...shell.host, signal: new AbortController().signal } }
  const budget = openBudget(redis, leaseMs)
  const inspector = openOrderInspector(
    own,
    { vantage, share: (pacer, limits) => sharePacer(pacer, limits, budget) },
    shared === null ? null : openObjects(shared, shell.host.env),
  )
  try {
    const worker = await openWorker({
      redis,
      signer: { key: currentKey(shell.dataDir), secret: queueSecret(shell.host.env) },
      tool: toolName(),
      vantage,
      slots,
      leaseMs,
      store: openStore(shell.dataDir),
      storeId: storeIdentity(shell.dataDir),
      inspect: inspector.inspect,
      isOwnFault: (error) => error instanceof Error && 'key' in error && OWN_FAULTS.has(String(error.key)),
      now: shell.host.now,
      log: shell.log,
    })
    shell.note('queue.working', { url: shownUrl(flags.redis), slots, vantage, host: hostname() })
    const fault = await Promise.race([untilStopped(shell.host.signal), worker.broken])
    shell.note('queue.draining', { seconds: graceMs / 1_000 })
    await worker.drain(graceMs)
    if (fault) throw fault
  } finally {
    await inspector.close()
    budget.close()
    redis.disconnect()
  }
}

function untilStopped(signal: AbortSignal): Promise<null> {
  if (signal.aborted) return Promise.resolve(null)
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(null), { once: true }))
}

export const registerWorker: Register = (program, registrar) => {
  leaf(program, registrar, {
    name: 'worker',
    key: 'worker',
    options: [
      option(registrar, '--redis <URL>', 'redis'),
      option(registrar, '--concurrency <N>', 'worker-slots'),
      option(registrar, '--vantage <NAME>', 'vantage'),
      option(registrar, '--store <URL|DIR>', 'store'),
      option(registrar, '--lease <SECONDS>', 'lease'),
      option(registrar, '--grace <SECONDS>', 'grace'),
    ],
    run: (shell, command) => work(shell, optionsOf<Flags>(command)),
  })
}

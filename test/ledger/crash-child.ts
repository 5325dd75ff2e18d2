/** A process of its own that writes the ledger until it is killed; says each thing on stdout once it is durable. */
import { writeSync } from 'node:fs'
import { headSigner } from '../../src/evidence/checkpoints.js'
import { openStore } from '../../src/evidence/store.js'
import { append, entryId, entryKey } from '../../src/ledger/append.js'
import { openLedger } from '../../src/ledger/open.js'
import { finding, inspect, ownSite, unitResult } from './made.js'

const [, , mode = '', dataDir = '', name = '', count = '0'] = process.argv
const store = openStore(dataDir)
const ledger = openLedger(dataDir, mode === 'signed' ? { onHead: headSigner(dataDir, Date.now) } : {})

/** Unbuffered: what was said before a kill has arrived. */
const say = (text: string): void => void writeSync(1, `${text}\n`)

function appendRow(index: number): void {
  const identity = {
    assessment: 'test/2026',
    bucket: 'Y',
    unit: name,
    rubric: 'test',
    indicator: '14',
    rule: 'link-broken',
    occurrence: `${name}-${index}`,
  }
  const key = entryKey(identity)
  const { row } = append(ledger, {
    ...identity,
    kind: 'deduct',
    key,
    entry: entryId(key),
    points: -100,
    clause: 'c',
    decidedBy: 'auto',
    actor: name,
  })
  say(String(row.seq))
}

async function recordSite(index: number): Promise<void> {
  const site = { ...ownSite('edu'), id: `site-${index}` }
  const findings = Array.from({ length: 20 }, (_, nth) =>
    finding('link-broken', `http://x.example/${index}/${nth}`),
  )
  const { run } = await inspect(
    ledger,
    { now: Date.now() },
    { site, units: [unitResult('edu', { findings })] },
    { putItem: (item) => store.putItem(item) },
  )
  say(run)
}

for (let index = 0; index < Number(count); index += 1) {
  if (mode !== 'record') appendRow(index)
  else await recordSite(index)
}
ledger.close()

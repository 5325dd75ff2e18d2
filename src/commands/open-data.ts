/** The database of record opened for a command that writes: its clock is the host's, and every new row gets signed. */
import { headSigner } from '../evidence/checkpoints.js'
import { tellFeed } from '../feed/tell.js'
import { type Ledger, openLedger } from '../ledger/open.js'
import { scorer } from '../score-table.js'
import type { Shell } from './shell.js'

/**
 * Opens DATA/xuncha.db for writing, creating and migrating it; the end of the chain is signed after each transaction
 * that moves it, and the feed is written within it. @throws UserFault where the database or the signing key cannot be used
 */
export function openForWriting(shell: Pick<Shell, 'dataDir' | 'host'>): Ledger {
  const { dataDir, host } = shell
  const score = scorer()
  return openLedger(dataDir, {
    now: host.now,
    onHead: headSigner(dataDir, host.now),
    onRows: (ledger) => tellFeed(ledger, score),
  })
}

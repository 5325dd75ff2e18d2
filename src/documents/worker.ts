/** The thread that files are read in: one at a time, nothing kept, ended from outside when it takes too long. */
import { parentPort } from 'node:worker_threads'
import { readDocument } from './read-document.js'

parentPort?.on('message', async ({ body, url }: { readonly body: Uint8Array; readonly url: string }) => {
  parentPort?.postMessage(await readDocument(body, { url }))
})

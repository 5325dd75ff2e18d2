/** Documents that the tests read: texts and reports as blocks, and reading them in this thread. */

import { type ReportFlaw, reportText } from '../../fixtures/annual-report.js'
import { blocksOf } from '../../fixtures/documents/blocks.js'
import { readFile } from '../../src/artifacts/read-file.js'
import { readDocument } from '../../src/documents/read-document.js'
import type { FileFacts, FileRecord } from '../../src/model/file.js'

export const NAME = '云溪区教育局'

/** A year's report as blocks. */
export function reportBlocks(year: number, flaw: ReportFlaw = {}) {
  return blocksOf(`<h1>${NAME}${year}年政府信息公开工作年度报告</h1>${reportText(NAME, year, flaw)}`)
}

/** The facts of a file, as the crawl would have them. */
export async function factsOf(body: Uint8Array, url = 'http://www.yunxi.test/a.bin'): Promise<FileFacts> {
  return readFile(await readDocument(body, { url }))
}

/** The record of a file that answered. */
export async function recordOf(url: string, body: Uint8Array): Promise<FileRecord> {
  return {
    url,
    finalUrl: url,
    facts: await factsOf(body, url),
    reach: { url, outcome: 'ok', cause: null, status: 200, bytes: body.length, finalUrl: url, attempts: [] },
    bodySha256: null,
  }
}

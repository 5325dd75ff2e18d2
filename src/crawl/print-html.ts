/** Prints documents of our own to PDF in the confined browser: without scripts, and without anybody to talk to. */
import { confinementsHere } from './browser-confined.js'
import { BrowserProcess } from './browser-process.js'

/** Nobody listens there: a printed document loads nothing. */
const NO_PROXY = 'http://127.0.0.1:9'
const PRINT_MS = 120_000

/**
 * Each document as a PDF of A4 pages, in order.
 * @param executable path of a Chromium
 * @throws Error where the browser does not start in any confinement, or does not print in two minutes
 */
export async function printHtml(executable: string, documents: readonly string[]): Promise<Buffer[]> {
  const silent = { info: () => undefined, warn: () => undefined }
  const egress = { check: async () => ({ allowed: false, cause: 'egress', error: 'printing' }) as const }
  const deps = { executable, egress, userAgent: 'Xuncha', timezone: 'UTC', now: Date.now, log: silent }
  let failure: unknown = null
  for (const confinement of confinementsHere()) {
    let started: BrowserProcess
    try {
      started = await BrowserProcess.launch(deps, NO_PROXY, confinement)
    } catch (error) {
      failure = error
      continue
    }
    try {
      const context = await started.browser.newContext({ javaScriptEnabled: false, locale: 'zh-CN' })
      const page = await context.newPage()
      page.setDefaultTimeout(PRINT_MS)
      const printed: Buffer[] = []
      for (const document of documents) {
        await page.setContent(document, { waitUntil: 'load' })
        printed.push(await page.pdf({ format: 'A4', printBackground: true, preferCSSPageSize: true }))
      }
      return printed
    } finally {
      await started.close()
    }
  }
  throw new Error('the browser does not start', { cause: failure })
}

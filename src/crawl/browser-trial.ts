/** A trial start of the browser: whether it runs on this machine at all, and how confined. */
import { type Confinement, confinementsHere } from './browser-confined.js'
import { BrowserProcess } from './browser-process.js'

/** How a trial ended. `confinement` null: it does not start; `detail` is what it said. */
export interface Trial {
  readonly confinement: Confinement | null
  readonly detail: string
}

/** Nothing is opened in it, so nobody needs to listen. */
const NO_PROXY = 'http://127.0.0.1:9'

/**
 * Starts the browser, strictest confinement first, and ends it again.
 * @param executable path of a Chromium
 */
export async function tryBrowser(
  executable: string,
  confinements: readonly Confinement[] = confinementsHere(),
): Promise<Trial> {
  const silent = { info: () => undefined, warn: () => undefined }
  const egress = { check: async () => ({ allowed: false, cause: 'egress', error: 'a trial' }) as const }
  const deps = { executable, egress, userAgent: 'Xuncha', timezone: 'UTC', now: Date.now, log: silent }
  let detail = ''
  for (const confinement of confinements) {
    try {
      const started = await BrowserProcess.launch(deps, NO_PROXY, confinement)
      await started.close()
      return { confinement, detail: started.version }
    } catch (error) {
      detail = error instanceof Error ? (error.message.split('\n', 1)[0] ?? '') : String(error)
    }
  }
  return { confinement: null, detail: detail.slice(0, 300) }
}

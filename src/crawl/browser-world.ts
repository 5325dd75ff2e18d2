/** An isolated world of a page: its document, without its scripts' overrides of what we call. */
import type { CDPSession } from 'playwright'

/**
 * Value of an expression in the main frame's isolated world; null when it threw. Worlds of one name are one world,
 * so that what an expression leaves on globalThis is there for the next one until the page navigates.
 * @param timeoutMs ends our own expression; a page that is itself stuck never answers
 */
export async function evaluateIsolated<T>(
  cdp: CDPSession,
  expression: string,
  timeoutMs: number,
): Promise<T | null> {
  const { frameTree } = await cdp.send('Page.getFrameTree')
  const { executionContextId } = await cdp.send('Page.createIsolatedWorld', {
    frameId: frameTree.frame.id,
    worldName: 'xuncha',
  })
  const { result, exceptionDetails } = await cdp.send('Runtime.evaluate', {
    expression,
    contextId: executionContextId,
    returnByValue: true,
    awaitPromise: true,
    timeout: timeoutMs,
  })
  return exceptionDetails ? null : (result.value as T)
}

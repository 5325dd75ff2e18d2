/** A real click on an entry that leads nowhere as written, and whether anything at all came of it. */
import { armScript } from './browser-scripts.js'
import type { Tab } from './browser-tab.js'

const HOVER_MS = 300
const EFFECT_MS = 800
const STEP_MS = 100

interface Armed {
  readonly x: number
  readonly y: number
  /** The point shows the entry and nothing else lies on it. */
  readonly free: boolean
  /** Its address names a place that exists on the page. */
  readonly anchor: boolean
  /** It reads like back-to-top. */
  readonly back: boolean
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

function withoutHash(url: string): string {
  return url.replace(/#.*$/, '')
}

/** True when the tab itself shows an effect: another address, a window, a dialog, a file, a request. */
function happened(tab: Tab, before: string): boolean {
  const { popups, dialogs, downloads, requests } = tab.happened
  if (popups.length + dialogs + downloads + requests > 0) return true
  return withoutHash(tab.page.url()) !== withoutHash(before)
}

async function tookEffect(tab: Tab, before: string): Promise<boolean> {
  for (let waited = 0; waited < EFFECT_MS; waited += STEP_MS) {
    await pause(STEP_MS)
    if (happened(tab, before)) return true
  }
  // Gone with its page, or unanswered: something happened.
  return (await tab.evaluate<boolean>('globalThis.xuncha ? globalThis.xuncha.took() : true')) !== false
}

/**
 * Opens the page, hovers over the entry and clicks it as a person would. 'nothing' only where the entry was seen,
 * was clicked, and neither the page, its address, nor anything round it changed; every doubt is 'something'.
 * No form is submitted: submitting is undone, and any request but GET is refused.
 */
export async function clickEntry(tab: Tab, url: string, text: string): Promise<'nothing' | 'something'> {
  await tab.page.route('**/*', (route) =>
    (/^(GET|HEAD|OPTIONS)$/.test(route.request().method()) ? route.continue() : route.abort()).catch(
      () => undefined,
    ),
  )
  try {
    const visit = await tab.visit(url)
    if (!visit.shown || visit.attempt.cause !== null) return 'something'
    const armed = await tab.evaluate<Armed | null>(armScript(text))
    if (!armed || armed.anchor || armed.back) return 'something'
    tab.forget()
    const before = tab.page.url()
    await tab.page.mouse.move(armed.x, armed.y)
    await pause(HOVER_MS)
    // A menu that opens on hovering is an entry that works.
    const opened = await tab.evaluate<boolean>('globalThis.xuncha.count() > globalThis.xuncha.links')
    if (opened !== false || happened(tab, before)) return 'something'
    await tab.evaluate('globalThis.xuncha.start()')
    await tab.page.mouse.click(armed.x, armed.y)
    // What lies over the entry (a floating advertisement) must not decide for it.
    if (!armed.free) await tab.evaluate('globalThis.xuncha.press()')
    return (await tookEffect(tab, before)) ? 'something' : 'nothing'
  } finally {
    await tab.page.unroute('**/*').catch(() => undefined)
  }
}

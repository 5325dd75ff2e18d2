/** Pictures and copies of one page for evidence, unmodified, with the regions at fault in page coordinates. */
import { normaliseUrl } from '../model/address.js'
import { sha256 } from '../model/canonical.js'
import type { EvidenceRegion } from '../model/evidence.js'
import type { Sighting } from '../model/finding.js'
import { locateNumbers } from './browser-numbers.js'
import { within } from './browser-process.js'
import { DOCUMENT, PAGE_SIZE, PAINTED, placesScript, scrollScript, WALK_DOWN } from './browser-scripts.js'
import type { Tab } from './browser-tab.js'
import type { Capture } from './ports.js'

/** A picture higher than this is not taken: nobody looks at it, and a page of 1,280 px width takes 200 MB by then. */
const FULL_HEIGHT_MAX = 40_000
const FULL_WIDTH_MAX = 4_000
/** A page may be wide or high, not both: the largest picture that views of evidence open. */
const FULL_PIXELS_MAX = 60_000_000
const SHOT_MS = 15_000
const REGIONS_PER_CLAIM = 3
const TEXT_MAX = 300
const RETAKES = 2
/** A page that asks for nothing by script has shown what it shows once it is loaded. */
const CAPTURE_QUIET_MS = 100

type Region = Sighting['region']
type Rect = readonly [number, number, number, number]
interface Places {
  readonly links: readonly (readonly [string, number, number, number, number])[]
  readonly texts: readonly (Rect | null)[]
}

function regionOf(of: string, [x, y, width, height]: Rect, text: string): EvidenceRegion {
  return { of, x, y, width, height, text }
}

/** What a region of a capture is labelled with: the link's target or the text looked for; '' for a whole page. */
export function labelOf(region: Region): string {
  if (region.kind === 'link') return region.target
  return region.kind === 'text' ? region.text.slice(0, TEXT_MAX) : ''
}

/** Where the regions are now. */
async function locate(tab: Tab, of: string, regions: readonly Region[]): Promise<EvidenceRegion[]> {
  const texts = regions.flatMap((region) => (region.kind === 'text' ? [labelOf(region)] : []))
  const places = await tab.evaluate<Places>(placesScript(texts))
  if (!places) return []
  const found: EvidenceRegion[] = []
  let text = 0
  for (const region of regions) {
    if (region.kind === 'link') {
      const wanted = normaliseUrl(region.target) ?? region.target
      const rects = places.links.filter(([href]) => (normaliseUrl(href) ?? href) === wanted)
      for (const [, ...rect] of rects.slice(0, REGIONS_PER_CLAIM))
        found.push(regionOf(of, rect, labelOf(region)))
    } else if (region.kind === 'text') {
      const rect = places.texts[text++]
      if (rect) found.push(regionOf(of, rect, labelOf(region)))
    } else if (region.kind === 'numbers') found.push(...(await locateNumbers(tab, of)))
  }
  return found
}

async function shoot(
  tab: Tab,
  clip: { y: number; width: number; height: number } | null,
): Promise<Uint8Array | null> {
  const shot = tab.cdp.send('Page.captureScreenshot', {
    format: 'png',
    optimizeForSpeed: true,
    ...(clip ? { captureBeyondViewport: true, clip: { x: 0, scale: 1, ...clip } } : {}),
  })
  const answer = await within(shot, SHOT_MS, null)
  return answer ? Buffer.from(answer.data, 'base64') : null
}

/** Full picture and regions that belong together: regions are measured before and after, and again when the page moved. */
async function fullWithRegions(
  tab: Tab,
  of: string,
  regions: readonly Region[],
): Promise<{ full: Uint8Array | null; regions: EvidenceRegion[]; moved: boolean }> {
  const size = await tab.evaluate<{ width: number; height: number }>(PAGE_SIZE)
  const width = Math.min(size?.width ?? 0, FULL_WIDTH_MAX)
  if (!size || size.height > FULL_HEIGHT_MAX || width * size.height > FULL_PIXELS_MAX)
    return { full: null, regions: await locate(tab, of, regions), moved: false }
  const clip = { y: 0, width, height: size.height }
  for (let round = 0; ; round++) {
    const before = await locate(tab, of, regions)
    const full = await shoot(tab, clip)
    const after = await locate(tab, of, regions)
    const still = JSON.stringify(before) === JSON.stringify(after)
    // A frame drawn in the wrong place would accuse the wrong thing.
    if (still || round >= RETAKES) return { full, regions: still ? after : [], moved: !still }
  }
}

/** The document as it stands; null where it cannot be had. */
async function documentOf(tab: Tab): Promise<string | null> {
  const html = await within(tab.evaluate<string>(DOCUMENT), SHOT_MS, null)
  return typeof html === 'string' && html.length > 0 ? html : null
}

async function archiveOf(tab: Tab): Promise<Uint8Array | null> {
  const archive = await within(tab.cdp.send('Page.captureSnapshot', { format: 'mhtml' }), SHOT_MS, null)
  return archive === null ? null : Buffer.from(archive.data, 'utf8')
}

/** What one finding needs: the first region in view, the page's archive and document; taken side by side. */
async function framed(tab: Tab, url: string, regions: readonly Region[]) {
  const [first] = await locate(tab, url, regions)
  await tab.evaluate(scrollScript(first ? first.y - 200 : 0))
  // The archive and the document are made while the page paints where it was scrolled to.
  const [mhtml, html] = await Promise.all([archiveOf(tab), documentOf(tab), tab.evaluate(PAINTED)])
  return { mhtml, html, viewport: await shoot(tab, null) }
}

/** Opens the page, and takes viewport (first region in view), full page, MHTML, document and regions. */
export async function captureIn(tab: Tab, url: string, regions: readonly Region[]): Promise<Capture> {
  const visit = await tab.visit(url, CAPTURE_QUIET_MS)
  const { attempt } = visit
  const nothing = { html: null, viewport: null, full: null, mhtml: null, regions: [] }
  if (!visit.shown) return { attempt, ...nothing, missing: ['viewport', 'full', 'dom', 'mhtml'] }
  // A page that does not answer at all would keep every picture waiting for its own time limit.
  if ((await tab.evaluate(PAGE_SIZE)) === null)
    return { attempt, ...nothing, missing: ['viewport', 'full', 'dom', 'mhtml'] }
  await within(tab.page.evaluate('document.fonts && document.fonts.ready.then(() => 0)'), 1_000, null)
  await tab.evaluate(WALK_DOWN)
  const opened = performance.now()
  const { html, mhtml, viewport } = await framed(tab, url, regions)
  const pictured = performance.now()
  await tab.evaluate(scrollScript(0))
  await tab.evaluate(PAINTED)
  const { full, regions: found, moved } = await fullWithRegions(tab, url, regions)
  const taken = { viewport, full, dom: html, mhtml }
  const missing = Object.entries(taken).flatMap(([name, held]) => (held === null ? [name] : []))
  const read = html === null ? {} : { bytes: Buffer.byteLength(html), bodySha256: sha256(html) }
  return {
    attempt: { ...attempt, ...read },
    html,
    viewport,
    full,
    mhtml,
    regions: found,
    missing: moved ? [...missing, 'regions'] : missing,
    tookMs: { framed: pictured - opened, full: performance.now() - pictured },
  }
}

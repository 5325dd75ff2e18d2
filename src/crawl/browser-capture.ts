/** Pictures and copies of one page for evidence, unmodified, with the regions at fault in page coordinates. */
import { normaliseUrl } from '../model/address.js'
import { sha256 } from '../model/canonical.js'
import type { EvidenceRegion } from '../model/evidence.js'
import type { Sighting } from '../model/finding.js'
import { within } from './browser-process.js'
import { PAGE_SIZE, PAINTED, placesScript, scrollScript } from './browser-scripts.js'
import type { Tab } from './browser-tab.js'
import type { Capture } from './ports.js'

/** A picture higher than this is not taken: nobody looks at it, and the encoder needs a gigabyte. */
const FULL_HEIGHT_MAX = 20_000
const FULL_WIDTH_MAX = 4_000
const SHOT_MS = 15_000
const REGIONS_PER_CLAIM = 3
const TEXT_MAX = 300
const RETAKES = 2

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
    }
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
  if (!size || size.height > FULL_HEIGHT_MAX)
    return { full: null, regions: await locate(tab, of, regions), moved: false }
  const clip = { y: 0, width: Math.min(size.width, FULL_WIDTH_MAX), height: size.height }
  for (let round = 0; ; round++) {
    const before = await locate(tab, of, regions)
    const full = await shoot(tab, clip)
    const after = await locate(tab, of, regions)
    const still = JSON.stringify(before) === JSON.stringify(after)
    // A frame drawn in the wrong place would accuse the wrong thing.
    if (still || round >= RETAKES) return { full, regions: still ? after : [], moved: !still }
  }
}

/** Opens the page, and takes viewport (first region in view), full page, MHTML, document and regions. */
export async function captureIn(tab: Tab, url: string, regions: readonly Region[]): Promise<Capture> {
  const visit = await tab.visit(url)
  const { attempt } = visit
  const nothing = { html: null, viewport: null, full: null, mhtml: null, regions: [] }
  if (!visit.shown) return { attempt, ...nothing, missing: ['viewport', 'full', 'dom', 'mhtml'] }
  // A page that does not answer at all would keep every picture waiting for its own time limit.
  if ((await tab.evaluate(PAGE_SIZE)) === null)
    return { attempt, ...nothing, missing: ['viewport', 'full', 'dom', 'mhtml'] }
  await within(tab.page.evaluate('document.fonts && document.fonts.ready.then(() => 0)'), 1_000, null)
  const html = await within(tab.page.content(), SHOT_MS, null)
  const snapshot = await within(tab.cdp.send('Page.captureSnapshot', { format: 'mhtml' }), SHOT_MS, null)
  const [first] = await locate(tab, url, regions)
  await tab.evaluate(scrollScript(first ? first.y - 200 : 0))
  await tab.evaluate(PAINTED)
  const viewport = await shoot(tab, null)
  await tab.evaluate(scrollScript(0))
  await tab.evaluate(PAINTED)
  const { full, regions: found, moved } = await fullWithRegions(tab, url, regions)
  const taken = { viewport, full, dom: html, mhtml: snapshot }
  const missing = Object.entries(taken).flatMap(([name, held]) => (held === null ? [name] : []))
  const read = html === null ? {} : { bytes: Buffer.byteLength(html), bodySha256: sha256(html) }
  return {
    attempt: { ...attempt, ...read },
    html,
    viewport,
    full,
    mhtml: snapshot ? Buffer.from(snapshot.data, 'utf8') : null,
    regions: found,
    missing: moved ? [...missing, 'regions'] : missing,
  }
}

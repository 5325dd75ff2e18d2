/** Pictures for reports: a crop round the region at fault, framed at view time; the stored picture is never touched. */
import type { Sharp } from 'sharp'
import { UserFault } from '../model/error.js'
import type { EvidenceRegion } from '../model/evidence.js'

/** Settings of a crop. Lengths are CSS pixels, which are picture pixels at device scale 1. */
export interface CropOptions {
  /** Largest size of the JPEG in bytes. Default 60 KB (61,440). */
  readonly maxBytes?: number
  /** Space kept round the region. Default 120. */
  readonly context?: number
  /** Largest width and height of the result. Default 960 × 640. */
  readonly maxWidth?: number
  readonly maxHeight?: number
  /** False leaves out the red frame. Default true. */
  readonly frame?: boolean
  /** Coarsens the copy until nothing on it can be read. Default false. */
  readonly hide?: boolean
  /** Blotted out on the copy. Default none. */
  readonly masks?: readonly EvidenceRegion[]
}

/** Side of the squares that a hidden picture is made of: wider than a line of text is high. */
const COARSE_PIXELS = 24

interface Box {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

const DEFAULT_MAX_BYTES = 60 * 1024
const DEFAULT_CONTEXT = 120
const DEFAULT_MAX_WIDTH = 960
const DEFAULT_MAX_HEIGHT = 640
const FRAME_PIXELS = 3
const FRAME_MARGIN = 4
const FRAME_COLOUR = '#e02020'
const MASK_COLOUR = '#303030'
const MASK_MARGIN = 2
/** The largest picture that the browser takes; a bigger one is not ours. */
const MAX_PIXELS = 60_000_000
/** Ladder of (JPEG quality, scale): the first step whose result fits is taken. */
const LADDER: readonly (readonly [number, number])[] = [
  [80, 1],
  [70, 1],
  [60, 0.85],
  [50, 0.7],
  [40, 0.55],
  [30, 0.4],
  [25, 0.25],
]

function clamp(value: number, low: number, high: number): number {
  return Math.max(low, Math.min(value, Math.max(low, high)))
}

/** The part of the picture to show: the region with context, widened to a readable window; null region: the top. */
function windowOf(region: EvidenceRegion | null, page: Box, options: CropOptions): Box {
  const context = options.context ?? DEFAULT_CONTEXT
  const maxWidth = options.maxWidth ?? DEFAULT_MAX_WIDTH
  const maxHeight = options.maxHeight ?? DEFAULT_MAX_HEIGHT
  if (!region) {
    const width = page.width
    return {
      left: 0,
      top: 0,
      width,
      height: Math.min(page.height, Math.round((width * maxHeight) / maxWidth)),
    }
  }
  const width = clamp(
    Math.max(region.width + 2 * context, maxWidth / 2),
    1,
    Math.min(page.width, 2 * maxWidth),
  )
  const height = clamp(region.height + 2 * context, 1, Math.min(page.height, 2 * maxHeight))
  const middle = region.x + region.width / 2
  const left = clamp(middle - width / 2, 0, page.width - width)
  const top = clamp(region.y - context, 0, page.height - height)
  return {
    left: Math.floor(left),
    top: Math.floor(top),
    width: Math.max(1, Math.floor(width)),
    height: Math.max(1, Math.floor(height)),
  }
}

function frameSvg(region: EvidenceRegion, view: Box): Buffer {
  const x = clamp(region.x - view.left - FRAME_MARGIN, FRAME_PIXELS, view.width - FRAME_PIXELS)
  const y = clamp(region.y - view.top - FRAME_MARGIN, FRAME_PIXELS, view.height - FRAME_PIXELS)
  const width = clamp(region.width + 2 * FRAME_MARGIN, 8, view.width - x - FRAME_PIXELS)
  const height = clamp(region.height + 2 * FRAME_MARGIN, 8, view.height - y - FRAME_PIXELS)
  return Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${view.width}" height="${view.height}">` +
      `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="3" fill="none" stroke="${FRAME_COLOUR}" stroke-width="${FRAME_PIXELS}"/></svg>`,
  )
}

/** Solid boxes over what nobody is to read; null where none lies in view. */
function maskSvg(masks: readonly EvidenceRegion[], view: Box): Buffer | null {
  const boxes = masks.flatMap((region) => {
    const x = clamp(region.x - view.left - MASK_MARGIN, 0, view.width)
    const y = clamp(region.y - view.top - MASK_MARGIN, 0, view.height)
    const right = clamp(region.x - view.left + region.width + MASK_MARGIN, 0, view.width)
    const bottom = clamp(region.y - view.top + region.height + MASK_MARGIN, 0, view.height)
    return right > x && bottom > y
      ? [`<rect x="${x}" y="${y}" width="${right - x}" height="${bottom - y}" fill="${MASK_COLOUR}"/>`]
      : []
  })
  if (boxes.length === 0) return null
  return Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${view.width}" height="${view.height}">${boxes.join('')}</svg>`,
  )
}

/** True when any of the region lies in the picture; regions below a cut-off picture do not. */
function shows(region: EvidenceRegion, page: Box): boolean {
  return (
    region.x < page.width &&
    region.y < page.height &&
    region.x + region.width > 0 &&
    region.y + region.height > 0
  )
}

/**
 * A JPEG of the region with context round it and a red frame drawn on the copy, at most `maxBytes` long.
 * A null region, or one outside the picture, shows the top of the page without a frame.
 * @throws UserFault evidence.not-picture when the bytes are no readable picture
 */
export async function cropRegion(
  png: Uint8Array,
  region: EvidenceRegion | null,
  options: CropOptions = {},
): Promise<Uint8Array> {
  if (png.byteLength === 0) throw new UserFault('evidence.not-picture', { bytes: 0 })
  const { default: sharp } = await import('sharp')
  const picture = sharp(png, { limitInputPixels: MAX_PIXELS })
  const size = await picture.metadata().catch(() => null)
  if (!size?.width || !size.height) throw new UserFault('evidence.not-picture', { bytes: png.byteLength })
  const page: Box = { left: 0, top: 0, width: size.width, height: size.height }
  const target = region && shows(region, page) ? region : null
  const view = windowOf(target, page, options)
  const masks = maskSvg(options.masks ?? [], view)
  const overlay = [
    ...(masks ? [{ input: masks, top: 0, left: 0 }] : []),
    ...(target && options.frame !== false ? [{ input: frameSvg(target, view), top: 0, left: 0 }] : []),
  ]
  let cut: Buffer
  try {
    const part = options.hide === true ? await coarse(picture.extract(view), view) : picture.extract(view)
    cut = await part.composite(overlay).flatten({ background: '#ffffff' }).png().toBuffer()
  } catch {
    throw new UserFault('evidence.not-picture', { bytes: png.byteLength })
  }
  const maxBytes = options.maxBytes ?? DEFAULT_MAX_BYTES
  const shrink = Math.min(
    1,
    (options.maxWidth ?? DEFAULT_MAX_WIDTH) / view.width,
    (options.maxHeight ?? DEFAULT_MAX_HEIGHT) / view.height,
  )
  return smallest(cut, view, shrink, maxBytes)
}

/**
 * A copy of a whole picture on which nothing of what is masked can be read, as JPEG: the masks blotted out, or, where
 * `hide` says that they are not known, all of it coarsened.
 * @throws UserFault evidence.not-picture when the bytes are no readable picture
 */
export async function maskedPicture(
  png: Uint8Array,
  look: { readonly masks: readonly EvidenceRegion[]; readonly hide: boolean },
): Promise<{ readonly jpeg: Buffer; readonly width: number; readonly height: number }> {
  const { default: sharp } = await import('sharp')
  const picture = sharp(png, { limitInputPixels: MAX_PIXELS })
  const size = await picture.metadata().catch(() => null)
  if (!size?.width || !size.height) throw new UserFault('evidence.not-picture', { bytes: png.byteLength })
  const { width, height } = size
  const page: Box = { left: 0, top: 0, width, height }
  const masks = maskSvg(look.masks, page)
  try {
    const copy = look.hide ? await coarse(picture, page) : picture
    const jpeg = await copy
      .composite(masks ? [{ input: masks, top: 0, left: 0 }] : [])
      .flatten({ background: '#ffffff' })
      .jpeg({ quality: 70 })
      .toBuffer()
    return { jpeg, width, height }
  } catch {
    throw new UserFault('evidence.not-picture', { bytes: png.byteLength })
  }
}

/** The picture as squares of one colour each: a copy from which no digit can be had back. */
async function coarse(part: Sharp, view: Box): Promise<Sharp> {
  const { default: sharp } = await import('sharp')
  const size = {
    width: Math.max(1, Math.round(view.width / COARSE_PIXELS)),
    height: Math.max(1, Math.round(view.height / COARSE_PIXELS)),
  }
  const squares = await part
    .resize({ ...size, fit: 'fill', kernel: 'cubic' })
    .png()
    .toBuffer()
  const whole = await sharp(squares)
    .resize({ width: view.width, height: view.height, fit: 'fill', kernel: 'nearest' })
    .png()
    .toBuffer()
  return sharp(whole)
}

async function smallest(cut: Buffer, view: Box, shrink: number, maxBytes: number): Promise<Uint8Array> {
  const { default: sharp } = await import('sharp')
  let jpeg: Buffer = cut
  for (const [quality, scale] of LADDER) {
    const width = Math.max(16, Math.round(view.width * shrink * scale))
    jpeg = await sharp(cut).resize({ width }).jpeg({ quality, mozjpeg: true }).toBuffer()
    if (jpeg.byteLength <= maxBytes) return jpeg
  }
  // Noise at a quarter of the size still beats the limit: a thumbnail always fits.
  return sharp(cut).resize({ width: 120, height: 120, fit: 'inside' }).jpeg({ quality: 25 }).toBuffer()
}

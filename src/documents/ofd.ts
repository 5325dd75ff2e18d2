/** OFD files (GB/T 33190): text objects where they are set, page by page. */
import { posix } from 'node:path'
import type { PlacedLine } from '../model/file.js'
import type { Archive } from './archive.js'
import { linesOfPage, type Piece } from './layout.js'
import { hear } from './markup.js'
import { type Gathered, lettersOf } from './reading.js'

const PAGES = 300
const LINES = 20_000
const PIECES_PER_PAGE = 20_000
const FEW_LETTERS = 6
/** OFD measures in millimetres. */
const POINTS = 72 / 25.4

const numbers = (text: string | undefined): number[] => (text ?? '').trim().split(/\s+/).map(Number)

/** Text of the first element of a name; null where there is none. */
function firstText(part: Buffer | null, wanted: string): string | null {
  if (!part) return null
  let text: string | null = null
  let inside = false
  hear(part, {
    open: (name) => {
      if (name === wanted && text === null) {
        inside = true
        text = ''
      }
    },
    text: (piece) => {
      if (inside) text += piece
    },
    close: (name) => {
      if (name === wanted) inside = false
    },
  })
  return text
}

/** A location inside the archive, told from the part that names it. */
function locate(from: string, location: string): string {
  const plain = location.trim().replaceAll('\\', '/')
  return plain.startsWith('/') ? plain.slice(1) : posix.normalize(posix.join(posix.dirname(from), plain))
}

async function pageParts(archive: Archive): Promise<string[]> {
  const root = firstText(await archive.read('OFD.xml'), 'DocRoot')
  const document = root === null ? null : locate('OFD.xml', root)
  const part = document === null ? null : await archive.read(document)
  const found: string[] = []
  if (part && document !== null) {
    hear(part, {
      open: (name, attributes) => {
        const base = attributes.get('BaseLoc')
        if (name === 'Page' && base !== undefined) found.push(locate(document, base))
      },
      close: () => undefined,
    })
  }
  if (found.length > 0) return found
  const order = (name: string) => Number(/Page_(\d+)/i.exec(name)?.[1] ?? 0)
  return archive.names
    .filter((name) => /\/Pages\/.*\/?Content\.xml$/i.test(name))
    .sort((a, b) => order(a) - order(b))
}

/** One text object as far as it is known. */
interface TextObject {
  readonly left: number
  readonly top: number
  readonly size: number
  /** Scale and shift of its own space, a b c d e f. */
  readonly matrix: readonly number[]
}

function textObject(attributes: ReadonlyMap<string, string>): TextObject {
  const [left = 0, top = 0] = numbers(attributes.get('Boundary'))
  const given = numbers(attributes.get('CTM'))
  const matrix = given.length === 6 && given.every(Number.isFinite) ? given : [1, 0, 0, 1, 0, 0]
  return { left, top, size: Number(attributes.get('Size')) || 4, matrix }
}

/** Sum of the steps between characters: plain numbers, and "g 5 4.2" for five alike. */
function stepsOf(text: string | undefined): number {
  const parts = (text ?? '').trim().split(/\s+/)
  let sum = 0
  for (let i = 0; i < parts.length && i < 5_000; i++) {
    if (parts[i] === 'g') {
      sum += (Number(parts[i + 1]) || 0) * (Number(parts[i + 2]) || 0)
      i += 2
    } else sum += Number(parts[i]) || 0
  }
  return sum
}

function piecesOf(part: Buffer): { pieces: Piece[]; images: number } {
  const pieces: Piece[] = []
  let images = 0
  let object: TextObject | null = null
  let code: { x: number; y: number; steps: number } | null = null
  let text = ''
  hear(part, {
    open: (name, attributes) => {
      if (name === 'TextObject') object = textObject(attributes)
      else if (name === 'ImageObject') images += 1
      else if (name === 'TextCode') {
        text = ''
        code = {
          x: Number(attributes.get('X')) || 0,
          y: Number(attributes.get('Y')) || 0,
          steps: stepsOf(attributes.get('DeltaX')),
        }
      }
    },
    text: (piece) => {
      if (code) text += piece
    },
    close: (name) => {
      if (name === 'TextObject') object = null
      if (name !== 'TextCode' || !code || !object || pieces.length >= PIECES_PER_PAGE) return
      const { left, top, size, matrix } = object
      const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = matrix
      const upright = Math.abs(b) <= Math.abs(a) * 0.1
      if (upright && text.trim() !== '')
        pieces.push({
          left: (left + a * code.x + c * code.y + e) * POINTS,
          y: (top + b * code.x + d * code.y + f) * POINTS,
          width: Math.abs(a) * (code.steps + size) * POINTS,
          height: Math.abs(d) * size * POINTS,
          text,
        })
      code = null
    },
  })
  return { pieces, images }
}

/** Reads the pages of an OFD file; null where the archive holds none. */
export async function readOfd(archive: Archive): Promise<Gathered | null> {
  const parts = await pageParts(archive)
  if (parts.length === 0) return null
  const lines: PlacedLine[] = []
  let images = 0
  let cut = parts.length > PAGES
  for (const [n, name] of parts.slice(0, PAGES).entries()) {
    const part = await archive.read(name)
    if (!part) continue
    const page = piecesOf(part)
    const own = linesOfPage(n + 1, page.pieces)
    const letters = own.reduce((sum, { cells }) => sum + lettersOf(cells.map(({ text }) => text).join('')), 0)
    images += letters < FEW_LETTERS ? 1 : 0
    if (lines.length + own.length > LINES) {
      cut = true
      break
    }
    lines.push(...own)
  }
  return { pages: parts.length, images, blocks: [], lines, cut }
}

/** PDF files: the text of each page where it is set, by pdf.js without fonts, scripts or anything from outside. */
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { DocumentText, PlacedLine } from '../model/file.js'
import { linesOfPage, type Piece } from './layout.js'
import { type Gathered, lettersOf } from './reading.js'

const PAGES = 300
const LINES = 20_000
const PIECES_PER_PAGE = 20_000
/** A page with fewer letters is a picture with a stamp or a page number on it. */
const FEW_LETTERS = 6

/** The part of pdf.js that is used; its own types know the browser's. */
interface PdfLibrary {
  getDocument(options: object): { readonly promise: Promise<PdfFile>; destroy(): Promise<void> }
  readonly Util: { transform(one: readonly number[], other: readonly number[]): number[] }
}
interface PdfFile {
  readonly numPages: number
  getPage(number: number): Promise<PdfPage>
}
interface PdfPage {
  getViewport(options: { scale: number }): { readonly transform: readonly number[] }
  getTextContent(options: object): Promise<{ readonly items: readonly PdfItem[] }>
  cleanup(): void
}
interface PdfItem {
  readonly str?: string
  readonly transform?: readonly number[]
  readonly width?: number
}

let library: Promise<PdfLibrary> | null = null

/** What the library draws with weighs as much as all else that it needs: an empty module stands in its place. */
function withoutCanvas(): void {
  const fromLibrary = createRequire(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'))
  try {
    const path = fromLibrary.resolve('@napi-rs/canvas')
    fromLibrary.cache[path] ??= Object.assign(Object.create(null), { id: path, exports: {}, loaded: true })
  } catch {
    // It is not installed: the library does without.
  }
}

/** The library, once. Drawing is never asked of it: empty shells stand for what it would draw on. */
function pdfjs(): Promise<PdfLibrary> {
  library ??= (async () => {
    withoutCanvas()
    const shells: Record<string, unknown> = { DOMMatrix: class {}, ImageData: class {}, Path2D: class {} }
    for (const [name, shell] of Object.entries(shells))
      if (!(name in globalThis)) Object.defineProperty(globalThis, name, { value: shell, configurable: true })
    return (await import('pdfjs-dist/legacy/build/pdf.mjs')) as unknown as PdfLibrary
  })()
  return library
}

/** Tables of character codes that files name and do not carry: most Chinese files made without fonts do. */
function characterMaps(): { cMapUrl: string; cMapPacked: boolean } {
  const root = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'))
  return { cMapUrl: `${join(root, 'cmaps')}/`, cMapPacked: true }
}

function pieceOf(item: PdfItem, toPage: (transform: readonly number[]) => number[]): Piece | null {
  const { str, transform, width } = item
  if (!str?.trim() || !transform) return null
  const [a = 0, b = 0, , , x = 0, y = 0] = toPage(transform)
  const c = toPage(transform)[2] ?? 0
  const d = toPage(transform)[3] ?? 0
  // Text that leans or runs upwards is a watermark or a seal.
  if (Math.abs(b) > Math.abs(a) * 0.1 || a <= 0) return null
  return { left: x, y, width: width ?? 0, height: Math.hypot(c, d), text: str }
}

async function readPage(file: PdfFile, number: number, util: PdfLibrary['Util']): Promise<PlacedLine[]> {
  const page = await file.getPage(number)
  const { transform } = page.getViewport({ scale: 1 })
  const { items } = await page.getTextContent({ includeMarkedContent: false, disableNormalization: true })
  const pieces = items
    .slice(0, PIECES_PER_PAGE)
    .flatMap((item) => pieceOf(item, (own) => util.transform(transform, own)) ?? [])
  page.cleanup()
  return linesOfPage(number, pieces)
}

/** Reads a PDF. `locked` where it asks for a password. Rejects where it is none, or is damaged beyond repair. */
export async function readPdf(body: Buffer): Promise<Gathered | 'locked'> {
  const { getDocument, Util } = await pdfjs()
  const loading = getDocument({
    data: new Uint8Array(body),
    isEvalSupported: false,
    disableFontFace: true,
    useSystemFonts: false,
    useWorkerFetch: false,
    useWasm: false,
    enableXfa: false,
    stopAtErrors: false,
    verbosity: 0,
    ...characterMaps(),
  })
  try {
    const file = await loading.promise
    const lines: DocumentText['lines'][number][] = []
    let images = 0
    let cut = file.numPages > PAGES
    for (let number = 1; number <= Math.min(file.numPages, PAGES); number++) {
      const own = await readPage(file, number, Util)
      const letters = own.reduce(
        (sum, { cells }) => sum + lettersOf(cells.map(({ text }) => text).join('')),
        0,
      )
      if (letters < FEW_LETTERS) images += 1
      if (lines.length + own.length > LINES) {
        cut = true
        break
      }
      lines.push(...own)
    }
    return { pages: file.numPages, images, blocks: [], lines, cut }
  } catch (error) {
    if (error instanceof Error && error.name === 'PasswordException') return 'locked'
    throw error
  } finally {
    await loading.destroy()
  }
}

/** Captures of pages that are easily captured wrong: very high ones, sticky heads, pictures that load on scrolling. */
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findBrowser } from '../../src/crawl/browser-find.js'
import type { BrowserPort } from '../../src/crawl/ports.js'
import { browserFor, type Portal, startPortal } from './browser-portal.js'

const found = findBrowser(process.env)
const BAND = 100
const BANDS = 300

/** Colour of the n-th band: no two neighbours, and no two within 250 bands, are alike. */
const colour = (n: number): readonly [number, number, number] => [(n * 7) % 251, (n * 13) % 241, n % 256]

const TALL = `<!doctype html><meta charset=utf-8><body style="margin:0">${Array.from(
  { length: BANDS },
  (_, n) => `<div style="height:${BAND}px;background:rgb(${colour(n).join(',')})"></div>`,
).join('')}</body>`
const STICKY = `<!doctype html><meta charset=utf-8><body style="margin:0;background:#fff">
  <div style="position:sticky;top:0;height:80px;background:#c00"></div><div style="position:fixed;top:80px;width:100%;height:20px;background:#00c"></div>
  <div style="height:4000px"></div><p style="margin:0;height:40px;background:#0a0">本栏目暂无信息</p><div style="height:3000px"></div></body>`
const LAZY = `<!doctype html><meta charset=utf-8><body style="margin:0"><div style="height:7000px">顶</div>
  <img loading=lazy src=/dot style="display:block;width:200px;height:200px"><div style="height:3000px"></div>
  <img data-src=/dot style="display:block;width:200px;height:200px"><script>
  new IntersectionObserver((seen) => { for (const one of seen) if (one.isIntersecting) one.target.src = one.target.dataset.src })
    .observe(document.querySelector('[data-src]'))</script></body>`

let portal: Portal
let browser: BrowserPort | null = null

beforeAll(async () => {
  const dot = await sharp({ create: { width: 8, height: 8, channels: 3, background: '#00aa00' } })
    .png()
    .toBuffer()
  portal = await startPortal({
    '/tall': TALL,
    '/sticky': STICKY,
    '/lazy': LAZY,
    '/dot': (_, response) => void response.writeHead(200, { 'content-type': 'image/png' }).end(dot),
  })
  browser = await browserFor([portal])
}, 30_000)

afterAll(async () => {
  await browser?.close()
  await portal.close()
})

/** Full picture of a page as raw pixels. */
async function pixels(path: string, text?: string) {
  const capture = await browser?.capture(`${portal.origin}${path}`, text ? [{ kind: 'text', text }] : [])
  const { data, info } = await sharp(capture?.full ?? undefined, { limitInputPixels: 60_000_000 })
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
  const at = (x: number, y: number) => [
    ...data.subarray((y * info.width + x) * 3, (y * info.width + x) * 3 + 3),
  ]
  return { capture, info, at }
}

describe.runIf(found)('full pictures', () => {
  it('shows every band of a page 30,000 pixels high where it is', async () => {
    const { capture, info, at } = await pixels('/tall')
    expect(capture?.missing).toEqual([])
    expect([info.width, info.height]).toEqual([1280, BAND * BANDS])
    const bands = Array.from({ length: BANDS }, (_, n) => n)
    expect(bands.map((n) => at(640, n * BAND + 50))).toEqual(bands.map((n) => [...colour(n)]))
  }, 30_000)

  it('shows a sticky head once, at the top, and what was found where it stands', async () => {
    const { capture, info, at } = await pixels('/sticky', '本栏目暂无信息')
    const red = Array.from({ length: info.height }, (_, y) => y).filter((y) => at(640, y)[0] === 0xcc)
    const blue = Array.from({ length: info.height }, (_, y) => y).filter((y) => at(640, y)[2] === 0xcc)
    expect([red.length, red[0], blue.length, blue[0]]).toEqual([80, 0, 20, 80])
    expect(capture?.regions).toMatchObject([{ x: 0, y: 4080, width: 1280, height: 40 }])
    expect(at(1_000, 4_100)).toEqual([0, 0xaa, 0])
  }, 30_000)

  it('shows pictures that load only when they come into view', async () => {
    const { info, at } = await pixels('/lazy')
    expect(info.height).toBe(10_400)
    expect([at(100, 7_100), at(100, 10_300)]).toEqual([
      [0, 0xaa, 0],
      [0, 0xaa, 0],
    ])
  }, 30_000)
})

/** Where masks lie: over every number of a person that a picture shows, however many, however they are broken; or nowhere. */
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findBrowser } from '../../src/crawl/browser-find.js'
import type { BrowserPort } from '../../src/crawl/ports.js'
import { maskedPicture } from '../../src/evidence/picture.js'
import { browserFor, type Portal, startPortal } from './browser-portal.js'

const found = findBrowser(process.env)
const ID = '330303197805060419'
const STYLE = '<!doctype html><meta charset=utf-8><style>body{margin:40px}td{color:#f00}</style>'
const listOf = (count: number) =>
  `${STYLE}<table>${`<tr><th>李某</th><td>${ID}</td></tr>`.repeat(count)}</table>`

let portal: Portal
let browser: BrowserPort | null = null

beforeAll(async () => {
  portal = await startPortal({
    '/list': listOf(300),
    '/endless': listOf(1_100),
    '/narrow': `${STYLE}<table style="width:20px;table-layout:fixed;word-break:break-all"><tr><td>${ID}</td></tr></table>`,
    '/groups': `${STYLE}<table><tr><td>330303-19780506-0419</td></tr><tr><td>330303 1978 0506 0419</td></tr></table>`,
    '/code': `${STYLE}<table><tr><th>统一社会信用代码</th><td>113303040025123456</td></tr></table>`,
  })
  browser = await browserFor([portal])
}, 30_000)

afterAll(async () => {
  await browser?.close()
  await portal.close()
})

/** The masks of a page, and how many points of red ink stay to be seen on the masked copy. */
async function maskedOf(path: string) {
  const capture = await browser?.capture(`${portal.origin}${path}`, [{ kind: 'numbers' }])
  const masks = capture?.regions ?? []
  const { jpeg } = await maskedPicture(capture?.full ?? Buffer.alloc(0), { masks, hide: false })
  const { data } = await sharp(jpeg).removeAlpha().raw().toBuffer({ resolveWithObject: true })
  let red = 0
  for (let at = 0; at < data.length; at += 3)
    if ((data[at] ?? 0) - (data[at + 1] ?? 0) > 60 && (data[at] ?? 0) - (data[at + 2] ?? 0) > 60) red += 1
  return { masks, red }
}

describe.runIf(found)('masks of numbers of persons', () => {
  it.each([
    ['every line of a long list', '/list', 300],
    ['a number in groups', '/groups', 2],
    ['every line of a number that is broken into many', '/narrow', 9],
  ])(
    'cover %s',
    async (_, path, count) => {
      const { masks, red } = await maskedOf(path)
      expect(masks.length).toBeGreaterThanOrEqual(count)
      expect(new Set(masks.map(({ mask, text }) => `${mask} ${text}`))).toEqual(
        new Set(['true 3303************19']),
      )
      expect(red).toBe(0)
    },
    30_000,
  )

  it.each([
    ['where there are more than are measured: all of the picture is hidden then', '/endless'],
    ['over what is nobody’s number', '/code'],
  ])(
    'are none %s',
    async (_, path) => {
      const { masks, red } = await maskedOf(path)
      expect(masks).toEqual([])
      expect(red).toBeGreaterThan(0)
    },
    30_000,
  )
})

/** Crops for reports: small enough, framed on the copy only, never failing on odd regions. */
import { randomFillSync } from 'node:crypto'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { cropRegion, maskedPicture } from '../../src/evidence/picture.js'
import { shownPicture } from '../../src/evidence/shown-picture.js'
import type { EvidenceRegion } from '../../src/model/evidence.js'

const LIMIT = 60 * 1024

async function blank(width: number, height: number): Promise<Buffer> {
  return sharp({ create: { width, height, channels: 3, background: '#ffffff' } })
    .png()
    .toBuffer()
}

function region(x: number, y: number, width: number, height: number) {
  return { of: 'http://127.0.0.1/', x, y, width, height, text: '' }
}

async function redPixels(jpeg: Uint8Array): Promise<number> {
  const { data, info } = await sharp(jpeg).removeAlpha().raw().toBuffer({ resolveWithObject: true })
  let red = 0
  for (let at = 0; at < data.length; at += info.channels) {
    const [r = 0, g = 0, b = 0] = [data[at], data[at + 1], data[at + 2]]
    if (r > 170 && g < 110 && b < 110) red++
  }
  return red
}

describe('what shows personal data', () => {
  const PAGE = 'http://127.0.0.1/a.html'
  const box = { of: PAGE, x: 40, y: 80, width: 160, height: 30, text: '3303************39' }
  const file = (role: 'full' | 'viewport', encrypted: boolean) => ({
    role,
    of: PAGE,
    mediaType: 'image/png',
    bytes: 1,
    sha256: 'a'.repeat(64),
    ...(encrypted ? { cipher: { algorithm: 'aes-256-gcm' as const, key: 'b'.repeat(32) } } : {}),
  })
  const looked = (code: string, one: ReturnType<typeof file>, regions: readonly EvidenceRegion[]) => {
    const [name = '', kind = 'presence'] = code.split(' ') as [string, 'presence' | 'gone']
    const claim = { code: name, subject: PAGE, kind, facts: '{}' }
    const shown = shownPicture({ claim, files: [one], regions: [...regions] })
    return shown && { framed: shown.regions, masks: shown.masks, hide: shown.hide }
  }
  const masked = { ...box, mask: true as const }

  it.each([
    [
      'an ordinary page',
      'link-broken',
      file('full', false),
      [box],
      { framed: [box], masks: [], hide: false },
    ],
    [
      'the page of a number, measured: masked and framed there',
      'personal-data-exposed',
      file('full', true),
      [masked],
      { framed: [masked], masks: [masked], hide: false },
    ],
    [
      'another finding of that page: masked, and its own place framed',
      'link-broken',
      file('full', true),
      [masked, box],
      { framed: [box], masks: [masked], hide: false },
    ],
    [
      'a number that nobody measured: all of it hidden',
      'personal-data-exposed',
      file('full', false),
      [],
      { framed: [], masks: [], hide: true },
    ],
    [
      'the page after the number was masked there: shown as it is',
      'personal-data-exposed gone',
      file('full', false),
      [],
      { framed: [], masks: [], hide: false },
    ],
    [
      'a part of the page, where places are not known: all of it hidden',
      'link-broken',
      file('viewport', true),
      [masked],
      { framed: [], masks: [], hide: true },
    ],
  ])('%s', (_, code, one, regions, shown) => {
    expect(looked(code, one, regions)).toEqual(shown)
  })

  it('is blotted out where it stands, on the crop and on the copy of the whole page', async () => {
    const ink = Buffer.from(
      '<svg xmlns="http://www.w3.org/2000/svg" width="960" height="640"><rect x="40" y="80" width="160" height="30" fill="#00c000"/></svg>',
    )
    const png = await sharp(await blank(960, 640))
      .composite([{ input: ink }])
      .png()
      .toBuffer()
    const green = async (bytes: Uint8Array) => {
      const { data, info } = await sharp(bytes).removeAlpha().raw().toBuffer({ resolveWithObject: true })
      let count = 0
      for (let at = 0; at < data.length; at += info.channels)
        if ((data[at + 1] ?? 0) > 120 && (data[at] ?? 0) < 90) count += 1
      return count
    }
    const copy = await maskedPicture(png, { masks: [masked], hide: false })
    expect([copy.width, copy.height]).toEqual([960, 640])
    expect([
      (await green(await cropRegion(png, box))) > 1_000,
      await green(await cropRegion(png, box, { masks: [masked] })),
      await green(copy.jpeg),
    ]).toEqual([true, 0, 0])
  })

  it('becomes squares in which nothing can be read, and keeps its size', async () => {
    const digits = Buffer.from(
      '<svg xmlns="http://www.w3.org/2000/svg" width="960" height="640"><text x="40" y="100" font-size="16" font-family="monospace">330304199001011239</text></svg>',
    )
    const png = await sharp(await blank(960, 640))
      .composite([{ input: digits }])
      .png()
      .toBuffer()
    const darkest = async (bytes: Uint8Array) =>
      (await sharp(bytes).greyscale().stats()).channels[0]?.min ?? 0
    const hidden = await cropRegion(png, null, { hide: true })
    expect(await sharp(hidden).metadata()).toMatchObject({ width: 960, height: 640 })
    expect([(await darkest(await cropRegion(png, null))) < 80, (await darkest(hidden)) > 120]).toEqual([
      true,
      true,
    ])
  })
})

describe('cropRegion', () => {
  it('draws a frame round the region on the copy and leaves the picture alone', async () => {
    const page = await blank(1280, 3000)
    const before = Buffer.from(page)
    const jpeg = await cropRegion(page, region(300, 1500, 200, 40))
    const size = await sharp(jpeg).metadata()
    expect(size.format).toBe('jpeg')
    expect(size.height).toBe(280)
    expect(size.width).toBe(480)
    expect(await redPixels(jpeg)).toBeGreaterThan(400)
    expect(page.equals(before)).toBe(true)
  })

  it('shows the top without a frame where there is no region, or it lies below a cut-off picture', async () => {
    const page = await blank(1280, 3000)
    for (const where of [null, region(10, 90_000, 10, 10)]) {
      const jpeg = await cropRegion(page, where)
      expect(await redPixels(jpeg)).toBe(0)
      expect((await sharp(jpeg).metadata()).width).toBe(960)
    }
  })

  it('keeps within the limit even for noise', async () => {
    const [width, height] = [1280, 2000]
    const noise = await sharp(randomFillSync(Buffer.alloc(width * height * 3)), {
      raw: { width, height, channels: 3 },
    })
      .png()
      .toBuffer()
    expect((await cropRegion(noise, region(0, 0, 1280, 2000))).byteLength).toBeLessThanOrEqual(LIMIT)
    expect(
      (await cropRegion(noise, region(5, 5, 20, 20), { maxBytes: 3_000 })).byteLength,
    ).toBeLessThanOrEqual(3_000)
  })

  it.each([
    region(-50, -50, 60, 60),
    region(1270, 890, 500, 500),
    region(0, 0, 0, 0),
    region(0, 0, 1280, 900),
    region(400, 3, 1, 1),
  ])('copes with an odd region %j', async (odd) => {
    const jpeg = await cropRegion(await blank(1280, 900), odd)
    expect((await sharp(jpeg).metadata()).format).toBe('jpeg')
  })

  it.each([
    [1, 1],
    [40, 4000],
  ])('copes with a picture of %i × %i', async (width, height) => {
    const jpeg = await cropRegion(await blank(width, height), region(0, 0, 1, 1))
    expect((await sharp(jpeg).metadata()).format).toBe('jpeg')
  })

  it.each(['', 'no picture', '\u0089PNG\r\n\u001a\nbroken'])(
    'says so when it is no picture: %j',
    async (text) => {
      await expect(cropRegion(Buffer.from(text, 'latin1'), null)).rejects.toMatchObject({
        key: 'evidence.not-picture',
      })
    },
  )
})

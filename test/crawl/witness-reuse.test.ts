/** An unchanged finding adds attempts, not pictures: what an earlier item took is used again while the page says the same. */
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { witness } from '../../src/crawl/witness.js'
import { verifyItem } from '../../src/evidence/verify.js'
import { evidenceId } from '../../src/model/evidence.js'
import {
  argsOf,
  emptyAt,
  fakeBrowser,
  fakeHttp,
  freshStore,
  HOME,
  harvestOf,
  jobOf,
  judgedAs,
  pageOf,
} from './witness-stage.js'

const LIST = `${HOME}list/`
const page = (more: string) =>
  `<title>通知公告</title><body><div class="list"><p>暂无信息</p>${more}</div></body>`
const DAY = 86_400_000

const at = freshStore()

const JUDGED = judgedAs([emptyAt(LIST)])

/** One inspection that finds the column empty; `evidence`: the item that the database holds of it. */
async function look(html: string, now: number, evidence?: string, browserVersion = 'Chromium 1') {
  const job = jobOf(HOME)
  const list = pageOf(LIST, html)
  const browser = { ...fakeBrowser({}), version: browserVersion }
  const known = {
    fingerprint: 'a'.repeat(32),
    unit: 'edu',
    check: 'empty-column',
    code: 'column-empty',
    subject: '/list/',
    subjectText: LIST,
    url: LIST,
    ...(evidence === undefined ? {} : { evidence }),
  }
  const seen = await witness(
    argsOf(at, {
      job: { ...job, history: { ...job.history, known: [known] } },
      harvest: harvestOf([list]),
      judged: JUDGED,
      judge: () => JUDGED,
      http: fakeHttp({ [LIST]: html }),
      browser,
      now: () => now,
    }),
  )
  const [item] = seen.evidence
  if (!item) throw new Error('no evidence')
  return { id: evidenceId(item), item, captured: browser.captured }
}

const countBlobs = async (): Promise<number> =>
  (await readdir(join(at.dataDir, 'evidence', 'blobs'), { recursive: true })).filter(
    (name) => name.length > 60,
  ).length

describe('an unchanged page', () => {
  it('is asked for anew and not pictured anew; its item is whole and says where its pictures come from', async () => {
    const first = await look(page(''), DAY)
    const blobs = await countBlobs()
    const second = await look(page(''), 2 * DAY, first.id)
    const third = await look(page(''), 3 * DAY, second.id)
    expect([first.captured, second.captured, third.captured]).toEqual([[LIST], [], []])
    expect(await countBlobs()).toBe(blobs)
    for (const { id, item } of [second, third]) {
      expect(await verifyItem(at.store, id)).toMatchObject({ valid: true })
      expect([item.state, item.regions, item.attempts.length > 0]).toEqual([
        'complete',
        first.item.regions,
        true,
      ])
      const pictures = item.files.filter((file) => file.from)
      expect(pictures.map((file) => file.role)).toEqual(['dom', 'mhtml', 'viewport', 'full'])
      // The item that took them, not the one that used them last.
      expect(pictures.map((file) => file.from)).toEqual(
        pictures.map(() => ({ item: first.id, takenAt: DAY })),
      )
    }
  })

  it.each([
    ['says something else', page('<p>改版</p>'), 2 * DAY, 'Chromium 1'],
    ['was pictured long ago', page(''), 40 * DAY, 'Chromium 1'],
    ['was pictured by another browser', page(''), 2 * DAY, 'Chromium 2'],
  ])('is pictured anew where it %s', async (_, html, now, browser) => {
    const first = await look(page(''), DAY)
    expect((await look(html, now, first.id, browser)).captured).toEqual([LIST])
  })

  it('is pictured anew where the earlier item is not at hand', async () => {
    expect((await look(page(''), DAY, `sha256:${'0'.repeat(64)}`)).captured).toEqual([LIST])
  })
})

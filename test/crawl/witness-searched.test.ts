/** An absence lists every page on which it was searched: in the item where they are few, in a file of its own where they are many. */
import { expect, it } from 'vitest'
import { witness } from '../../src/crawl/witness.js'
import { verifyItem } from '../../src/evidence/verify.js'
import { findingOf } from '../../src/model/draft.js'
import { evidenceId } from '../../src/model/evidence.js'
import { argsOf, fakeHttp, freshStore, HOME, harvestOf, judgedAs, pageOf } from './witness-stage.js'

const HTML = '<title>区教育局</title><body><h1>区教育局</h1></body>'
const missing = (subject: string) =>
  findingOf({ code: 'column-missing', verdict: 'problem', subject, url: HOME, facts: { column: subject } })
const JUDGED = judgedAs([missing('甲'), missing('乙')], 'required-columns')

const at = freshStore()

async function claimed(pages: number) {
  const home = pageOf(HOME, HTML)
  const urls = Array.from({ length: pages }, (_, n) => `${HOME}${n}.html`)
  const { evidence } = await witness(
    argsOf(at, {
      harvest: harvestOf([home], [], {
        bodySha256: (url) => (url === HOME ? home.bodySha256 : 'c'.repeat(64)),
      }),
      judged: JUDGED,
      judge: () => JUDGED,
      searched: () => urls,
      http: fakeHttp({ [HOME]: HTML }),
    }),
  )
  return { evidence, urls }
}

it.each([3, 1_000])('%i pages stand in the item', async (pages) => {
  const { evidence, urls } = await claimed(pages)
  expect(evidence).toHaveLength(2)
  for (const item of evidence) {
    expect(item.searched).toEqual(urls.map((url) => ({ url, bodySha256: 'c'.repeat(64) })))
    expect([item.searchedTotal, item.files.some(({ role }) => role === 'searched')]).toEqual([
      undefined,
      false,
    ])
  }
})

it('more of them stand in a file that the claims share, every one of them', async () => {
  const { evidence, urls } = await claimed(7_000)
  const lists = evidence.map((item) => item.files.find(({ role }) => role === 'searched'))
  expect(evidence.map((item) => [item.searched.length, item.searchedTotal, item.state])).toEqual([
    [1_000, 7_000, 'complete'],
    [1_000, 7_000, 'complete'],
  ])
  expect(lists[0]?.sha256).toBe(lists[1]?.sha256)
  const lines = (await at.store.readBlob(lists[0]?.sha256 ?? '')).toString('utf8').trim().split('\n')
  expect(lines.map((line) => JSON.parse(line).url)).toEqual(urls)
  for (const item of evidence)
    expect(await verifyItem(at.store, evidenceId(item))).toMatchObject({ valid: true })
})

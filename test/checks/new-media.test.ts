/** new-media: silence is counted up to the day on which somebody looked, and is never a problem. */
import { newMedia } from '../../checks/new-media.js'
import type { AccountView } from '../../src/model/portal-articles.js'
import { at, PORTAL, suspicious } from './artifacts.js'
import { checkTable } from './tester.js'

const account = (changes: Partial<AccountView> = {}): AccountView => ({
  platform: '微信',
  name: '云溪教育',
  lastPost: '2026-10-20',
  seenOn: '2026-11-20',
  shownAt: null,
  ...changes,
})
const seen = (...accounts: AccountView[]) => ({ suspicious: suspicious({ accounts }) })
const silent = (changes: object = {}, url = PORTAL) => ({
  code: 'new-media-stale' as const,
  verdict: 'cannot-tell' as const,
  subject: '微信:云溪教育',
  url,
  facts: {
    platform: '微信',
    name: '云溪教育',
    lastPost: '2026-10-20',
    seenOn: '2026-11-20',
    ageDays: 31,
    maxAgeDays: 14,
    why: 'by-import',
    ...changes,
  },
})

checkTable(newMedia, {
  clean: [
    { name: 'no accounts listed', seen: {}, examined: [] },
    { name: 'posted lately', seen: seen(account({ lastPost: '2026-11-19' })), examined: ['微信:云溪教育'] },
    {
      name: 'seen long ago, when it was not silent yet',
      seen: seen(account({ seenOn: '2026-10-25' })),
      examined: ['微信:云溪教育'],
    },
    {
      name: 'nobody looked',
      seen: seen(account({ lastPost: null, seenOn: null })),
      examined: ['微信:云溪教育'],
    },
    {
      name: 'a longer limit',
      seen: seen(account()),
      params: { maxAgeDays: 60 },
      examined: ['微信:云溪教育'],
    },
  ],
  problem: [],
  cannotTell: [
    { name: 'silent for a month', seen: seen(account()), findings: [silent()], examined: ['微信:云溪教育'] },
    {
      name: 'told on the page that names it',
      seen: seen(account({ shownAt: at('about/') })),
      findings: [silent({}, at('about/'))],
      examined: ['微信:云溪教育'],
    },
    {
      name: 'looked at and never used',
      seen: seen(account({ lastPost: null })),
      findings: [silent({ lastPost: null, ageDays: null })],
      examined: ['微信:云溪教育'],
    },
    {
      name: 'without a day of looking, up to the assessment date',
      seen: seen(account({ seenOn: null })),
      findings: [silent({ seenOn: null, ageDays: 32 })],
      examined: ['微信:云溪教育'],
    },
  ],
})

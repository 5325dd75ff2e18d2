/** privacy: what the reader found unmasked, told masked, once a page. */
import { privacy } from '../../checks/privacy.js'
import type { ExposedNumber } from '../../src/model/page.js'
import { at, page } from './artifacts.js'
import { checkTable } from './tester.js'

const URL_OF = page('补贴').url
const ID: ExposedNumber = { kind: 'resident-id', masked: '3303************19', certain: true }
const CARD: ExposedNumber = { kind: 'bank-card', masked: '6228*************66', certain: true }
const exposed = (one: ExposedNumber, count: number, why: string | null = null) => ({
  code: 'personal-data-exposed' as const,
  subject: URL_OF,
  url: URL_OF,
  where: ['首页', '通知公告', '关于补贴的通知'],
  facts: {
    kind: one.kind,
    masked: one.masked,
    count,
    title: '关于补贴的通知',
    ...(why === null ? {} : { why }),
  },
  at: { pages: [URL_OF], region: { kind: 'numbers' as const } },
})
/** A document that the page offers. */
const FILE = at('f/list.docx')
const attached = (read: boolean, ...personal: ExposedNumber[]) => ({
  pages: [page('补贴')],
  files: [{ url: FILE, name: '名单.docx', page: URL_OF, where: ['首页', '通知公告'], read, personal }],
})
const inFile = (one: ExposedNumber, count: number) => ({
  ...exposed(one, count),
  subject: FILE,
  where: ['首页', '通知公告'],
  facts: { kind: one.kind, masked: one.masked, count, title: '名单.docx', document: true },
  at: { pages: [FILE, URL_OF], region: { kind: 'page' as const } },
})
const seen = (...personal: ExposedNumber[]) => ({ pages: [page('补贴', { personal })] })

checkTable(privacy, {
  clean: [
    { name: 'nothing exposed', seen: seen(), examined: [URL_OF] },
    { name: 'nothing exposed in a document', seen: attached(true), examined: [URL_OF, FILE] },
    { name: 'a document that was not read is not judged', seen: attached(false), examined: [URL_OF] },
  ],
  problem: [
    { name: 'an identity number', seen: seen(ID), findings: [exposed(ID, 1)], examined: [URL_OF] },
    {
      name: 'in a document, which is the subject; the page is where it is seen',
      seen: attached(true, ID, CARD),
      findings: [inFile(ID, 2)],
      examined: [URL_OF, FILE],
    },
    { name: 'one finding a page', seen: seen(CARD, ID), findings: [exposed(CARD, 2)], examined: [URL_OF] },
    {
      name: 'the certain before the doubtful',
      seen: seen({ ...CARD, certain: false }, ID),
      findings: [exposed(ID, 1)],
      examined: [URL_OF],
    },
  ],
  cannotTell: [
    {
      name: 'no label says that it is a card',
      seen: seen({ ...CARD, certain: false }),
      findings: [{ ...exposed(CARD, 1, 'no-card-label'), verdict: 'cannot-tell' }],
      examined: [URL_OF],
    },
    {
      name: 'it may be a permit',
      seen: seen({ ...ID, certain: false }),
      findings: [{ ...exposed(ID, 1, 'other-number'), verdict: 'cannot-tell' }],
      examined: [URL_OF],
    },
  ],
})

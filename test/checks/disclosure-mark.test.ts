/** disclosure-mark: official documents, marked and unmarked. */
import { disclosureMark } from '../../checks/disclosure-mark.js'
import type { MarkView } from '../../src/model/portal-pages.js'
import { page } from './artifacts.js'
import { checkTable } from './tester.js'

const NUMBER = '云教〔2026〕7号'
const document = (mark: string | null, doubt: MarkView['doubt'] = null) =>
  page('招生', { mark: { documentNumber: NUMBER, mark, doubt } })
const URL_OF = page('招生').url
const missing = (why: string | null) => ({
  code: 'disclosure-mark-missing' as const,
  subject: URL_OF,
  url: URL_OF,
  where: ['首页', '通知公告', '关于招生的通知'],
  facts: {
    title: '关于招生的通知',
    documentNumber: NUMBER,
    articleDate: '2026-05-20',
    ...(why === null ? {} : { why }),
  },
  at: { pages: [URL_OF], region: { kind: 'text' as const, text: NUMBER } },
})

checkTable(disclosureMark, {
  clean: [
    { name: 'no official document', seen: { pages: [page('招生')] }, examined: [] },
    { name: 'marked', seen: { pages: [document('此件公开发布')] }, examined: [URL_OF] },
  ],
  problem: [
    { name: 'unmarked', seen: { pages: [document(null)] }, findings: [missing(null)], examined: [URL_OF] },
  ],
  cannotTell: (['foreign', 'before-rule', 'field-empty', 'reply', 'pictures', 'cut', 'paged'] as const).map(
    (why) => ({
      name: `doubt: ${why}`,
      seen: { pages: [document(null, why)] },
      findings: [{ ...missing(why), verdict: 'cannot-tell' as const }],
      examined: [URL_OF],
    }),
  ),
})

/** attachments: a text that promises files, and every way in which they may be there. */
import { attachments } from '../../checks/attachments.js'
import type { AnnexView } from '../../src/model/portal-pages.js'
import { page } from './artifacts.js'
import { checkTable } from './tester.js'

const annex = (standing: AnnexView['standing'], doubt: AnnexView['doubt'] = null) =>
  page('报名', { annex: { quote: '附件：1.报名表', standing, doubt } })
const URL_OF = page('报名').url
const missing = (why: string | null) => ({
  code: 'attachment-missing' as const,
  subject: URL_OF,
  url: URL_OF,
  where: ['首页', '通知公告', '关于报名的通知'],
  facts: {
    title: '关于报名的通知',
    quote: '附件：1.报名表',
    articleDate: '2026-05-20',
    ...(why === null ? {} : { why }),
  },
  at: { pages: [URL_OF], region: { kind: 'text' as const, text: '附件：1.报名表' } },
})
const clean = (name: string, seen: ReturnType<typeof page>) => ({
  name,
  seen: { pages: [seen] },
  examined: [URL_OF],
})

checkTable(attachments, {
  clean: [
    clean('says nothing of files', page('报名')),
    clean('the file is there', annex('shown')),
    clean('the annex follows in the text', annex('follows')),
    clean('it is said to be left out', annex('declared')),
  ],
  problem: [
    {
      name: 'none is there',
      seen: { pages: [annex('none')] },
      findings: [missing(null)],
      examined: [URL_OF],
    },
  ],
  cannotTell: (['pictures', 'script', 'other-document', 'cut', 'paged'] as const).map((why) => ({
    name: `doubt: ${why}`,
    seen: { pages: [annex('none', why)] },
    findings: [{ ...missing(why), verdict: 'cannot-tell' as const }],
    examined: [URL_OF],
  })),
})

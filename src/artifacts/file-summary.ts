/** The public result of reading one document: the fields of `page --json` that a file can answer. */
import { z } from 'zod'
import { FILE_FORMATS, FILE_STANDINGS, type FileFacts } from '../model/file.js'
import { simplified } from '../model/han.js'
import type { PageKind } from '../model/page.js'
import { pageSummarySchema } from './page-summary.js'

/** `xuncha.page/1` of a file, with what is known of the file itself. */
export const fileSummarySchema = pageSummarySchema.extend({
  document: z.object({
    format: z.enum(FILE_FORMATS),
    standing: z.enum(FILE_STANDINGS),
    /** Pages or sheets. */
    pages: z.number().int().nullable(),
    /** Standard tables of an annual report that were told. */
    tables: z.number().int().nonnegative(),
    /** Numbers of persons, masked. */
    personal: z.array(z.string()),
    cut: z.boolean(),
  }),
})

/** What `page --json` prints of a document. */
export type FileSummary = z.infer<typeof fileSummarySchema>

const NUMBER = /[\p{Script=Han}]{1,12}\s?[〔[(](?:19|20)\d\d[〕\])]\s?\d{1,5}\s?号/u

function kindOf(facts: FileFacts): PageKind {
  const title = simplified(facts.title ?? '').replace(/\s/g, '')
  if (facts.report && /年度报告|年报|工作报告/.test(title)) return 'annual-report'
  if (/(?:信息|政务)公开(?:工作)?指南/.test(title)) return 'guide'
  return /公开.{0,6}申请表|申请公开.{0,6}表/.test(title) ? 'application-form' : 'other'
}

/** The public view of a file's facts. */
export function summariseFile(facts: FileFacts, url: string): FileSummary {
  return {
    schema: 'xuncha.page/1',
    url,
    charset: '',
    kind: kindOf(facts),
    siteName: null,
    siteId: null,
    title: facts.title,
    breadcrumb: [],
    column: null,
    published: null,
    formed: null,
    formedFrom: null,
    documentNumber: NUMBER.exec(facts.text.slice(0, 600))?.[0].replace(/\s/g, '') ?? null,
    indexNumber: null,
    source: null,
    items: [],
    newest: null,
    attachments: [],
    images: facts.images,
    textLength: facts.textLength,
    applicationEntry: null,
    needsScript: false,
    blocked: null,
    document: {
      format: facts.format,
      standing: facts.standing,
      pages: facts.pages,
      tables: facts.report?.tables.length ?? 0,
      personal: (facts.personal ?? []).map(({ masked }) => masked),
      cut: facts.cut,
    },
  }
}

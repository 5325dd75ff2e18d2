/** The public result of reading one page: the JSON of `page --json`. */
import { z } from 'zod'
import { plainDateSchema } from '../model/date-schema.js'
import { PAGE_KINDS, type PageFacts } from '../model/page.js'

/** Schema of xuncha.page/1 (contract §4b). */
export const pageSummarySchema = z.object({
  schema: z.literal('xuncha.page/1'),
  url: z.string(),
  charset: z.string(),
  kind: z.enum(PAGE_KINDS),
  siteName: z.string().nullable(),
  siteId: z.string().nullable(),
  title: z.string().nullable(),
  breadcrumb: z.array(z.string()),
  column: z.string().nullable(),
  published: plainDateSchema.nullable(),
  formed: plainDateSchema.nullable(),
  formedFrom: z.string().nullable(),
  documentNumber: z.string().nullable(),
  indexNumber: z.string().nullable(),
  source: z.string().nullable(),
  items: z.array(
    z.object({ title: z.string(), url: z.string().nullable(), date: plainDateSchema.nullable() }),
  ),
  newest: plainDateSchema.nullable(),
  attachments: z.array(z.object({ name: z.string(), url: z.string() })),
  images: z.number().int().nonnegative(),
  textLength: z.number().int().nonnegative(),
  applicationEntry: z.string().nullable(),
  needsScript: z.boolean(),
  blocked: z.string().nullable(),
})

/** What `page --json` prints. */
export type PageSummary = z.infer<typeof pageSummarySchema>

/** The public view of a page's facts: the fields of contract §4b and no others. */
export function summarisePage(facts: PageFacts): PageSummary {
  return {
    schema: 'xuncha.page/1',
    url: facts.url,
    charset: facts.charset,
    kind: facts.kind,
    siteName: facts.siteName,
    siteId: facts.siteId,
    title: facts.title,
    breadcrumb: [...facts.breadcrumb],
    column: facts.column,
    published: facts.published,
    formed: facts.formed,
    formedFrom: facts.formedFrom,
    documentNumber: facts.documentNumber,
    indexNumber: facts.indexNumber,
    source: facts.source,
    items: facts.items.map(({ title, url, date }) => ({ title, url, date })),
    newest: facts.newest,
    attachments: facts.attachments.map(({ name, url }) => ({ name, url })),
    images: facts.images,
    textLength: facts.textLength,
    applicationEntry: facts.applicationEntry,
    needsScript: facts.needsScript,
    blocked: facts.blocked,
  }
}

/** The words by which portals call things, as data: one list of synonyms, and what an operator adds to it. 同义词 */
import { z } from 'zod'
import { columnRoleSchema } from './vocabulary.js'

/** Labelled fields of a document's head, by their canonical label. */
export const FIELD_LABELS = [
  '索引号',
  '主题分类',
  '发布机构',
  '来源',
  '文号',
  '成文日期',
  '生成日期',
  '形成日期',
  '发文日期',
  '印发日期',
  '发布日期',
  '标题',
  '其他',
] as const

/** Contact elements that guides and institution pages must give (条例 art. 12 and 20). */
export const CONTACT_ELEMENTS = ['name', 'address', 'hours', 'phone', 'fax', 'internet'] as const

/** Elements of an application form (条例 art. 29). */
export const FORM_ELEMENTS = ['applicant', 'contact', 'content', 'form'] as const

const label = z.string().trim().min(2).max(40)
const labels = z.array(label).max(500)

/** A file of synonyms: every part may be left out. Plain words, never patterns. */
export const wordingsSchema = z.strictObject({
  /** Groups of names of one and the same column; a group that holds a bundled name joins that one. */
  columns: z.array(labels.min(2)).max(500).optional(),
  /** Names of columns that have a role. */
  roles: z.partialRecord(columnRoleSchema, labels).optional(),
  fields: z.partialRecord(z.enum(FIELD_LABELS), labels).optional(),
  elements: z.partialRecord(z.enum(CONTACT_ELEMENTS), labels).optional(),
  formElements: z.partialRecord(z.enum(FORM_ELEMENTS), labels).optional(),
  /** Whole lines by which a list says that it holds nothing. */
  placeholder: labels.optional(),
  /** Words by which a page declares that a duty does not touch the unit. */
  notApplicable: labels.optional(),
  /** Words by which a page says that it does not exist. */
  softError: labels.optional(),
  /** Labels of the on-application entry. */
  application: labels.optional(),
})
export type Wordings = z.infer<typeof wordingsSchema>

/** What an operator wants looked out for: wrong expressions, who holds which post, the accounts in new media. 监看名单 */
import { z } from 'zod'
import { plainDateSchema } from './date-schema.js'

const text = z.string().trim().min(1).max(200)

export const EXPRESSION_KINDS = ['wording', 'sensitive', 'organ'] as const

/** One expression that ought not to stand, and what should stand instead. 错误表述 → 规范表述 */
export const expressionSchema = z.strictObject({
  wrong: text.min(2),
  /** null: it should not stand at all. */
  right: text.nullable().default(null),
  /** wording: a misspelling; sensitive: a wording that is not to be used; organ: a body's wrong or former name. */
  kind: z.enum(EXPRESSION_KINDS).default('wording'),
  /** Longer texts that hold the wrong one and are right: 发布署名 holds 布署. */
  except: z.array(text).max(50).default([]),
})
export type Expression = z.infer<typeof expressionSchema>

/** Who holds a post. Both dates are included; `until` null: still in office. */
export const officeHolderSchema = z.strictObject({
  /** Id of the unit; null: a leader above all units. */
  unit: text.nullable().default(null),
  name: text.min(2).max(30),
  post: text.nullable().default(null),
  /** Place in the order in which leaders are named, from 1. */
  order: z.number().int().positive().max(10_000).nullable().default(null),
  from: plainDateSchema.nullable().default(null),
  until: plainDateSchema.nullable().default(null),
})
export type OfficeHolder = z.infer<typeof officeHolderSchema>

/** An account in new media with its last post, as another tool saw it. 政务新媒体 */
export const accountSchema = z.strictObject({
  unit: text,
  /** 微信, 微博, 抖音 and the like. */
  platform: text,
  name: text,
  lastPost: plainDateSchema.nullable().default(null),
  /** Day on which somebody looked. */
  seenOn: plainDateSchema.nullable().default(null),
})
export type MediaAccount = z.infer<typeof accountSchema>

/** All lists of a run. */
export const watchSchema = z.object({
  expressions: z.array(expressionSchema).max(50_000),
  holders: z.array(officeHolderSchema).max(50_000),
  accounts: z.array(accountSchema).max(50_000),
})
export type Watch = z.infer<typeof watchSchema>

/** Nothing to look out for. */
export const NO_WATCH: Watch = { expressions: [], holders: [], accounts: [] }

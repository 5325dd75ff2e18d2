/** The closed word lists of the public contract: one word per thing, everywhere. */
import { z } from 'zod'

/** 单位类别. */
export const KINDS = [
  'department',
  'town',
  'street',
  'zone',
  'institution',
  'vertical',
  'enterprise',
  'village',
  'district',
  'city',
] as const
export type Kind = (typeof KINDS)[number]

/** 栏目角色: what a column is for. */
export const COLUMN_ROLES = [
  'guide',
  'catalog',
  'system',
  'annual-report',
  'statutory',
  'application',
  'interpretation',
  'institution',
  'leaders',
  'priority',
  'news',
  'notices',
  'documents',
  'mailbox',
  'gazette',
  'plans',
  'statistics',
  'budget',
  'permits-penalties',
  'power-list',
  'procurement',
  'recruitment',
  'emergency',
  'consultation',
  'proposals',
  'other',
] as const
export type ColumnRole = (typeof COLUMN_ROLES)[number]

/** 检查目的: what an inspection is for. */
export const PURPOSES = ['formal', 'monitor', 'recheck', 'self-check', 'trial'] as const
export type Purpose = (typeof PURPOSES)[number]

/** Only a `problem` can ever cost points; `cannot-tell` goes to a person. */
const VERDICTS = ['problem', 'cannot-tell'] as const
export type Verdict = (typeof VERDICTS)[number]

/** Life of a finding: 疑似, 已确认, 已整改, 不予认定. */
export const FINDING_STATES = ['candidate', 'confirmed', 'fixed', 'dismissed'] as const
export type FindingState = (typeof FINDING_STATES)[number]

/** state: it can be mended. event: it happened once, on `occurredOn`. */
const NATURES = ['state', 'event'] as const
export type Nature = (typeof NATURES)[number]

/** Result of one unit's inspection: 已检查, 无法访问, 无法判定, 部分完成. */
export const UNIT_STATUSES = ['inspected', 'unreachable', 'inconclusive', 'partial'] as const
export type UnitStatus = (typeof UNIT_STATUSES)[number]

export const kindSchema = z.enum(KINDS)
export const columnRoleSchema = z.enum(COLUMN_ROLES)
export const purposeSchema = z.enum(PURPOSES)

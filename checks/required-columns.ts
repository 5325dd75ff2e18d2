/** Columns that a rubric or the column register asks of the unit. 应设栏目 */
import { z } from 'zod'
import { defineCheck } from '../src/check.js'
import { absence, byText, findingOf, inOrder } from '../src/model/draft.js'
import type { Finding } from '../src/model/finding.js'
import type { ColumnView, CoverageView, UnitView } from '../src/model/portal.js'
import { type ColumnRole, columnRoleSchema } from '../src/model/vocabulary.js'

const requiredSchema = z.object({
  name: z.string().min(1),
  synonyms: z.array(z.string()).default([]),
  /** Other names that portals usually give it. */
  usual: z.array(z.string()).default([]),
  /** Role that the register gives the column, if any. */
  role: columnRoleSchema.nullable().default(null),
  /** Kinds of unit that it is asked of; null: all. */
  kinds: z.array(z.string()).nullable().default(null),
  /** Rubrics that ask; empty where the register does, which every rubric may price. */
  askedBy: z.array(z.string()).default([]),
})
type Required = z.output<typeof requiredSchema>

/** Names under which a role is usually asked for: a column of that role answers, whatever it is called. */
const ROLE_NAMES: readonly (readonly [RegExp, ColumnRole])[] = [
  [/^(政策|文件|政策文件)解读$/, 'interpretation'],
  [/^重点领域(政府)?(信息)?(公开)?$/, 'priority'],
  [/^(工作|政务|部门|本局|镇街|街道|乡镇)(动态|要闻|信息)$/, 'news'],
  [/^(通知公告|公告公示|公示公告|公告栏)$/, 'notices'],
  [/^(政策文件|规范性文件|行政规范性文件|文件公开|本级文件|部门文件)$/, 'documents'],
  [/^(机构(职能|设置|概况|信息|职责)|部门职能|单位概况)$/, 'institution'],
  [/^(领导(信息|之窗|介绍|班子|分工)|负责人信息)$/, 'leaders'],
  [/^(规划(计划|信息)?|发展规划|计划规划|计划总结)$/, 'plans'],
  [/^(统计(信息|数据|公报)|数据统计)$/, 'statistics'],
  [/^(财政)?(预决算|预算决算|财政资金|财政信息)$/, 'budget'],
  [/^(权责|权力|责任)(清单|事项)$/, 'power-list'],
  [/^(政府|集中|政府集中)采购$/, 'procurement'],
  [/^(人事(招考|招聘|信息)|招考(录用|招聘)|公务员招考|招录信息)$/, 'recruitment'],
  [/^(应急(管理|预案)|突发事件应急)$/, 'emergency'],
  [/^((意见|民意)征集|征求意见|征集调查)$/, 'consultation'],
  [/^((人大)?(建议|代表建议)(和)?(政协)?提案(办理)?|建议提案(办理)?)$/, 'proposals'],
  [/^(政府)?公报$/, 'gazette'],
  [/^((区|县|市|镇|局)?长|领导|书记)信箱$/, 'mailbox'],
  [/^(政府)?(信息)?公开制度$/, 'system'],
  [/^法定主动公开(内容)?$/, 'statutory'],
]

/** Guide, catalogue, report and entry have codes of their own and are never column-missing. */
const OWN_CODE =
  /公开指南|公开(基本)?目录|主动公开基本目录|(信息|政务)公开(工作)?(年报|年度报告)|^(公开)?(年报|年度报告)$|依申请公开|公开申请/

const OWN_CODE_ROLES: ReadonlySet<ColumnRole> = new Set(['guide', 'catalog', 'annual-report', 'application'])

/** Roles of unlike columns: one of them does not answer for another. */
const SHARED_ROLES: ReadonlySet<ColumnRole> = new Set(['permits-penalties', 'other'])

/** Shorter names occur inside unrelated ones too easily. */
const MIN_CONTAINED = 3
/** 发展规划 answers for 国民经济和社会发展规划, but a label must be this long to say so… */
const MIN_PART = 4
/** …and say more than that something is disclosed. */
const GENERIC = /^(政府|政务)?(信息|政务)?公开/
/** Pages of the menu that the witness reads again. */
const MENU_PAGES = 19

/** A name without what offices add or leave out: spaces, punctuation, 信息公开, 专栏. */
function fold(name: string): string {
  const plain = name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\p{P}\p{S}]+/gu, '')
  const stem = plain.replace(/(政府)?信息公开(专栏|专题|栏目)?$|(公开)?(专栏|专题|栏目)$|公开$/u, '')
  return stem.length >= 2 ? stem : plain
}

function answers(column: ColumnView, names: readonly string[], roles: ReadonlySet<ColumnRole>): boolean {
  if (roles.has(column.role)) return true
  return [column.name, ...column.path].some((label) => {
    const folded = fold(label)
    return names.some(
      (name) =>
        folded === name ||
        (name.length >= MIN_CONTAINED && folded.includes(name)) ||
        (folded.length >= MIN_PART && !GENERIC.test(folded) && name.includes(folded)),
    )
  })
}

/** A longer label holds a word of two characters by chance. */
const MAX_NEAR = 10

/** A column in a menu whose name holds one of the short names that are asked for (就业 in 稳岗就业): a person should look. */
function nearTo(names: readonly string[], columns: readonly ColumnView[]): ColumnView | undefined {
  const short = names.filter((name) => name.length === MIN_CONTAINED - 1)
  return columns.find((column) => {
    const label = fold(column.name)
    return column.inMenu && label.length <= MAX_NEAR && short.some((name) => label.includes(name))
  })
}

/** One requirement per name, with everybody who asks for it. */
function merged(required: readonly Required[]): Required[] {
  const byName = new Map<string, Required>()
  for (const one of required) {
    const key = one.name.normalize('NFKC')
    const known = byName.get(key)
    if (!known) byName.set(key, one)
    else
      byName.set(key, {
        ...known,
        synonyms: [...known.synonyms, ...one.synonyms],
        usual: [...known.usual, ...one.usual],
        kinds: known.kinds && one.kinds ? [...known.kinds, ...one.kinds] : null,
        // Who asks without a rubric asks for everybody.
        askedBy: known.askedBy.length && one.askedBy.length ? [...known.askedBy, ...one.askedBy] : [],
      })
  }
  return [...byName.values()]
}

function judge(
  required: Required,
  seen: { unit: UnitView; coverage: CoverageView; columns: readonly ColumnView[] },
): 'not-asked' | 'there' | Finding {
  const { unit, coverage, columns } = seen
  const { name, synonyms, usual, role, kinds, askedBy } = required
  if (role !== null && OWN_CODE_ROLES.has(role)) return 'not-asked'
  if (OWN_CODE.test(name.normalize('NFKC').replace(/\s+/g, ''))) return 'not-asked'
  const asked = [name, ...synonyms].map(fold)
  const names = [...asked, ...usual.map(fold)]
  const roles = new Set(
    ROLE_NAMES.filter(([pattern]) => asked.some((one) => pattern.test(one))).map(([, usual]) => usual),
  )
  if (role !== null && !SHARED_ROLES.has(role)) roles.add(role)
  if (columns.some((column) => answers(column, names, roles))) return 'there'
  const unclear = kinds !== null && unit.kind === null
  const absent = absence(coverage, [...roles])
  const near = absent.verdict === 'problem' ? nearTo(asked, columns) : undefined
  const { verdict, facts } = unclear
    ? ({ verdict: 'cannot-tell', facts: { why: 'kind' } } as const)
    : near
      ? ({ verdict: 'cannot-tell', facts: { why: 'similar', similar: near.name } } as const)
      : absent
  const menus = columns.filter((column) => column.form === 'parent').map((column) => column.url)
  return findingOf({
    code: 'column-missing',
    verdict,
    subject: name,
    url: unit.portal,
    facts: { column: name, synonyms: [...new Set(synonyms)].sort(byText), ...facts },
    pages: [unit.portal, ...[...new Set(menus)].sort(byText).slice(0, MENU_PAGES)],
    askedBy: [...new Set(askedBy)].sort(byText),
  })
}

/** Every column that is asked of this unit, under its own or any usual other name. */
export const requiredColumns = defineCheck({
  id: 'required-columns',
  version: 3,
  codes: ['column-missing'],
  needs: ['unit', 'coverage', 'columns'],
  params: z.object({ required: z.array(requiredSchema).default([]) }),
  run(seen, { params }) {
    const examined = new Set<string>()
    const findings: Finding[] = []
    const { kind } = seen.unit
    const asked = params.required.filter(({ kinds }) => kinds === null || !kind || kinds.includes(kind))
    for (const required of merged(asked)) {
      const judged = judge(required, seen)
      if (judged === 'not-asked') continue
      examined.add(required.name)
      if (judged !== 'there') findings.push(judged)
    }
    return { examined, findings: inOrder(findings) }
  },
})

/** Usual other names of columns: which labels mean the same column. */
import { foldLabel } from '../../model/label.js'
import { fromWordings } from '../lexicon.js'
import { BUNDLED } from '../synonyms.js'

/** The group of each folded label; an operator's group joins the bundled one that holds a name of it. */
const groups = fromWordings(({ columns = [] }) => {
  const group = new Map<string, number>()
  for (const [number, labels] of [...BUNDLED.columns, ...columns].entries()) {
    const folded = labels.map(foldLabel)
    const known = folded.map((label) => group.get(label)).find((one) => one !== undefined)
    const own = number < BUNDLED.columns.length ? number : (known ?? number)
    for (const label of folded)
      if (number < BUNDLED.columns.length || !group.has(label)) group.set(label, own)
  }
  return group
})

/** Bundled groups of names, and an operator's. */
const all = fromWordings(({ columns = [] }) => [...BUNDLED.columns, ...columns])

/** Words round a column's name that do not change which column it is. */
const WRAPPING =
  /^(?:政府信息公开|政务公开|信息公开|本局|本单位|本级|部门|单位|区级|县级|市级|镇级|街道)+|(?:信息公开专栏|信息公开|专栏|栏目|信息|公开|情况|公示)+$/g

function core(label: string): string {
  const bare = label.replace(WRAPPING, '')
  return bare.length >= 2 ? bare : label
}

function sameLabel(wanted: string, shown: string): boolean {
  if (wanted === '' || shown === '') return false
  if (wanted === shown || core(wanted) === core(shown)) return true
  const of = groups()
  const group = of.get(wanted) ?? of.get(core(wanted))
  const other = of.get(shown) ?? of.get(core(shown))
  if (group !== undefined && group === other) return true
  // 财政预决算公开 stands for 财政预决算: the longer name holds the shorter one whole.
  const [short, long] = wanted.length <= shown.length ? [wanted, shown] : [shown, wanted]
  return (
    short.length >= 3 && long.includes(short) && !/解读|目录|指南|制度|年报/.test(long.replace(short, ''))
  )
}

/** True when a column's name is the required column under its own name, one of the synonyms given, or a usual other name. */
export function columnMatches(
  required: { readonly name: string; readonly synonyms: readonly string[] },
  columnName: string,
): boolean {
  const shown = foldLabel(columnName)
  return [required.name, ...required.synonyms].some((name) => sameLabel(foldLabel(name), shown))
}

/** Every usual other name of a column, bundled and an operator's: the members of each group that holds it, or what it stands jointly in. */
export function usualNames(name: string): string[] {
  const folded = foldLabel(name)
  const joint = Object.entries(BUNDLED.joint).flatMap(([one, column]) => (one === folded ? [column] : []))
  const wanted = new Set([folded, ...joint])
  const groups = all().filter((labels) => labels.some((label) => wanted.has(foldLabel(label))))
  return [...new Set(groups.flat())].filter((label) => foldLabel(label) !== folded)
}

/** The kind of a unit told from its name, where the name tells it (contract §2). */
import type { Kind } from '../model/vocabulary.js'

/** First rule that fits decides; the order matters: a 管委会办公室 is a department's name, 村民委员会 no 委. */
const RULES: readonly (readonly [RegExp, Kind | null])[] = [
  [/(?:村民委员会|居民委员会|村委会|居委会)$/, 'village'],
  [/(?:有限公司|有限责任公司|集团公司)$/, 'enterprise'],
  [/(?:管理委员会|管委会|开发区|产业园区|工业园区|高新区)$/, 'zone'],
  [/街道(?:办事处|办)?$/, 'street'],
  [/(?:镇|乡)(?:人民政府|政府)?$/, 'town'],
  [/(?:自治区|省)(?:人民政府|政府)?$/, null],
  [/(?:区|县|旗)(?:人民政府|政府)$/, 'district'],
  [/市(?:人民政府|政府)$/, 'city'],
  [/(?:常务委员会|工作委员会|区委|县委|市委|党委|党工委|纪委|团委)$/, null],
  [/(?:局|委员会|委|办公室|办|室)$/, 'department'],
]

/** Kind by the ending of a name; null where it stays unclear, and what depends on it cannot be told. */
export function kindOf(name: string): Kind | null {
  const plain = name
    .normalize('NFKC')
    .replace(/\s+/g, '')
    .replace(/[(（][^()（）]*[)）]$/, '')
  return RULES.find(([ending]) => ending.test(plain))?.[1] ?? null
}

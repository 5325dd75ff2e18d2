/** Chinese characters as they are matched: look-alikes of radicals made plain, traditional forms taken as simplified ones. */
import { SIMPLIFIED, TRADITIONAL } from './han-table.js'

/**
 * CJK Radicals Supplement as the characters that they stand for. Fonts that share one glyph for both make PDF files
 * say ⻚ for 页 and ⺠ for 民; NFKC knows the Kangxi radicals, but of these only two.
 */
const RADICALS: Readonly<Record<string, string>> = Object.fromEntries(
  (
    '⺁厂 ⺄乙 ⺅亻 ⺆冂 ⺇几 ⺈刀 ⺉刂 ⺊卜 ⺋卩 ⺌小 ⺍小 ⺎兀 ⺏尣 ⺐尢 ⺒巳 ⺓幺 ⺔彑 ⺕彐 ⺖忄 ⺗心 ⺘扌 ⺙攵 ⺛旡 ⺜日 ⺝月 ⺞歹 ' +
    '⺟母 ⺠民 ⺡氵 ⺢水 ⺣灬 ⺤爫 ⺥爫 ⺦爿 ⺧牛 ⺨犭 ⺩王 ⺪疋 ⺫罒 ⺬示 ⺭礻 ⺮竹 ⺯糹 ⺰纟 ⺱罒 ⺲罒 ⺳冈 ⺴网 ⺵网 ⺶羊 ⺷羊 ⺸羊 ⺹耂 ' +
    '⺻聿 ⺼月 ⺽臼 ⺾艹 ⺿艹 ⻀艹 ⻁虎 ⻂衤 ⻃西 ⻄西 ⻅见 ⻆角 ⻇角 ⻈讠 ⻉贝 ⻊足 ⻋车 ⻌辶 ⻍辶 ⻎辶 ⻏阝 ⻐钅 ⻑長 ⻒長 ⻓长 ⻔门 ⻕阜 ' +
    '⻖阝 ⻗雨 ⻘青 ⻙韦 ⻚页 ⻛风 ⻜飞 ⻝食 ⻞食 ⻟飠 ⻠饣 ⻡首 ⻢马 ⻣骨 ⻤鬼 ⻥鱼 ⻦鸟 ⻧卤 ⻨麦 ⻩黄 ⻪黾 ⻫斉 ⻬齐 ⻭歯 ⻮齿 ⻯竜 ⻰龙 ⻱龜 ⻲龟'
  )
    .split(' ')
    .map((pair) => [pair.slice(0, 1), pair.slice(1)]),
)
const A_RADICAL = /[\u2e80-\u2eff]/g

/** NFKC, and every radical as the character that it looks like: what any keyword is matched in. */
export function plainHan(text: string): string {
  return text.normalize('NFKC').replace(A_RADICAL, (radical) => RADICALS[radical] ?? radical)
}

const FIRST = 0x4e00
const LAST = 0x9fff
let table: Uint16Array | null = null

function simplifiedForms(): Uint16Array {
  if (table === null) {
    table = new Uint16Array(LAST - FIRST + 1)
    for (let i = 0; i < TRADITIONAL.length; i++)
      table[TRADITIONAL.charCodeAt(i) - FIRST] = SIMPLIFIED.charCodeAt(i)
  }
  return table
}

/**
 * The text with traditional characters as simplified ones, character for character, so that a place in one is the
 * same place in the other. For matching only: what is kept and shown stays as it was written.
 */
export function simplified(text: string): string {
  const forms = simplifiedForms()
  let out = ''
  let from = 0
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    const form = code < FIRST || code > LAST ? 0 : forms[code - FIRST]
    if (!form) continue
    out += text.slice(from, i) + String.fromCharCode(form)
    from = i + 1
  }
  return from === 0 ? text : out + text.slice(from)
}

/** True for the code of a character that {@link asMatched} may make another one. */
export function mayBeVariant(code: number): boolean {
  if (code >= 0x2e80 && code <= 0x2fdf) return true
  return code >= FIRST && code <= LAST && simplifiedForms()[code - FIRST] !== 0
}

const ANY_RADICAL = /[\u2e80-\u2fdf]/g

/** {@link simplified}, radicals made plain as well: place for place, so that what was matched can be quoted as it was written. */
export function asMatched(text: string): string {
  return simplified(text.replace(ANY_RADICAL, (radical) => RADICALS[radical] ?? radical.normalize('NFKC')))
}

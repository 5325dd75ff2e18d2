/** When skimming is not enough: signs of a page that only a full reading can judge. Too many are found rather than too few. */

import { asMatched } from '../model/han.js'

/** What a skim gathers beside title and links. */
export interface SkimSigns {
  /** Characters of text that are no blanks, and those of them outside anchors. */
  text: number
  prose: number
  /** Start and end of each piece of text, as far as they are few. */
  readonly gaps: number[]
  /** Sources of the page's own scripts, and addresses of the others. */
  readonly scripts: string[]
  readonly outside: string[]
}

/** Below this a page is bare: a wall, an error page, a frame round nothing; with scripts, an application's shell. */
const BARE = 220
const BARE_SCRIPTED = 450
/** Above this no wording of a wall or an error page is the page's own (the full reading looks no further either). */
const LONG = 2_000
/** Below this what a visitor comes for may still have to be brought by a script. */
const THIN = 1_000

/** One word at least of everything that an error page or a wall says; blanks are taken out before. */
const TROUBLE =
  /不存在|不见了|找不到|无法|未找到|没有找到|删除|失效|丢失|走丢|飞走|跑丢|notfound|出错|错误|error|拦截|阻断|拒绝|防火墙|创宇|云防护|安全狗|云锁|安全验证|人机验证|访问验证|完成验证|安全检查|正在验证|滑动验证|非法|不合法|可疑|频繁|威胁|攻击|异常|denied|blocked|justamoment|checkingyour/i
const NUMBER = /(?<!\d)404(?!\d)/
/** Lists and pagers that a script (or a comment that one reads) brings, or writes from data of its own. */
export const BRINGS = /createPage|countPage|dataproxy|datastore|<record|totalrecord/i
const WRITES_LINKS = /document\.write[\s\S]{0,100000}<a\b/i
const FETCHES =
  /\$\s*\.\s*(?:ajax|get|post|getJSON)\s*\(|jQuery|\bfetch\s*\(|XMLHttpRequest|axios|\$http|\.getJSON|layui\.|jsonp|api\/|gkmlpt|jpaas|webapi|interface|new\s+Vue\b|createApp|ReactDOM|template\s*\(|laytpl|avalon/i
const TEMPLATES =
  /\{\{|\b(?:v-for|ng-repeat|ms-for|ms-repeat|ms-each|x-for|wx:for|data-bind|v-html|v-text)\b|:for\s*=|加载|载入|loading/i
/** A named box with nothing in it but other boxes. */
const EMPTY_BOX =
  /<(ul|ol|div|tbody|table|dl|section|article|main|span)\b[^<>]{0,500}\b(?:id|class)\s*=[^<>]{0,500}>(?:\s{0,200}<\/?(?:ul|ol|div|tbody|table|dl|section|span|p|li|tr|td|br)\b[^<>]{0,500}>){0,8}\s{0,200}<\/\1>/i
/** A script that may be nothing but a step to another page. */
const MAY_FORWARD_MAX = 1_500

function isTroubled(text: string): boolean {
  return NUMBER.test(text) || TROUBLE.test(asMatched(text.replace(/\s+/g, '')))
}

function words(html: string, signs: SkimSigns): string {
  let text = ''
  for (let at = 0; at < signs.gaps.length; at += 2)
    text += `${html.slice(signs.gaps[at], signs.gaps[at + 1])} `
  return text
}

/** True when a page is what it seems: a page of text and links that no script completes and no wall stands before. */
export function isPlain(html: string, title: string, signs: SkimSigns): boolean {
  const scripted = signs.outside.length > 0 || signs.scripts.length > 0
  if (signs.text < (scripted ? BARE_SCRIPTED : BARE) || isTroubled(title)) return false
  for (const script of signs.scripts) {
    if (script.length <= MAY_FORWARD_MAX && script.includes('location')) return false
    if (BRINGS.test(script) || (script.includes('document.write') && WRITES_LINKS.test(script))) return false
  }
  if (signs.text < LONG && isTroubled(words(html, signs))) return false
  if (signs.prose >= THIN) return true
  if (TEMPLATES.test(html) || signs.scripts.some((script) => FETCHES.test(script))) return false
  return !scripted || !EMPTY_BOX.test(html)
}

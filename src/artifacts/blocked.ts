/** Recognises pages that are no answer of the site: anti-bot challenges, firewalls, and error pages served as success. */

import { copyOf } from './flat.js'
import { fromWordings, withWords } from './lexicon.js'
import { inkOf } from './shown-text.js'
import { type Tree, tidied, tidy } from './tree.js'
import { SOFT_ERROR } from './wording.js'

/** Name of the challenge or block that a body is, or null. Works on the body alone when the status is unknown. */
export function readBlock(html: string, tree: Tree, status: number | null): string | null {
  const head = html.length > 60_000 ? html.slice(0, 60_000) : html
  // A page with more to read than any wall says is none: only its status is asked for.
  const much = tree.shown.ink(0, Math.min(tree.visible.length, 4 * MUCH)) >= MUCH
  const visible = much ? null : tidied(tree.visible, MUCH)
  const bare = visible !== null && inkOf(visible) < 200
  if (
    bare &&
    /\$_ts\s*=\s*window\s*\[|\$_ts\.(?:nsd|cd)\s*=|_\$[a-zA-Z0-9]{2}\(\)\s*;?\s*<\/script>/.test(head) &&
    /\br=['"]m['"]/.test(head)
  )
    return '412-challenge'
  if (bare && isJsl(head)) return '521-challenge'
  if (bare && /document\.cookie\s*=\s*["']?C3VK=|C3VK=/.test(head)) return 'c3vk-challenge'
  if (
    bare &&
    /(?:acw_sc__v2|aliyun_waf|_waf_|__tst_status|EO_Bot_Ssid|__cf_chl|cf-browser-verification|challenge-platform|TencentCaptcha|geetest|yunsuo_session)/i.test(
      head,
    )
  )
    return 'waf'
  if (
    bare &&
    /^(?:just a moment|checking your browser|安全验证|人机验证|访问验证|请完成验证|安全检查|正在验证|滑动验证)/i.test(
      tree.title || (visible ?? ''),
    )
  )
    return 'waf'
  const short = visible !== null && visible.length < 1500
  if (WAF.test(tree.title) || (short && WAF.test(visible))) return 'waf'
  if (status === 412) return '412-challenge'
  if (status === 521) return '521-challenge'
  if (status === 429) return '429'
  if (status === 403 && short) return '403'
  return null
}

const MUCH = 3000
const NEXT_TO_NOTHING = 30

const softError = fromWordings((added) => withWords(SOFT_ERROR, added.softError))

const WAF =
  /(?:请求|访问|操作)(?:已)?被(?:安全|防火墙|网站管理员|拦截|阻断|拒绝|WAF|云防护|系统)|网站防火墙|创宇盾|知道创宇|云防护|安全狗|云锁|您的(?:请求|访问)(?:可能)?(?:存在威胁|带有不合法|有可疑|过于频繁)|(?:当前)?访问(?:疑似)?(?:黑客攻击|存在异常|行为异常|过于频繁)|Web应用防火墙|Request (?:blocked|denied)|Access Denied.{0,80}(?:firewall|waf|security|edgeone|incident)/i

/** 加速乐: a page of nothing but a cookie made of arithmetic and a reload, or its second round with a hash. */
function isJsl(head: string): boolean {
  if (/__jsl_clearance|__jsluid/.test(head)) return true
  if (
    /document\.cookie\s*=\s*\(['"]/.test(head) &&
    /location\.(?:href\s*=\s*)?(?:location\.)?pathname/.test(head)
  )
    return true
  const letters = head.slice(0, 3000).replace(/['"()+\s]/g, '')
  return /document\.cookie=_?_?jsl_clearance/.test(letters)
}

/** More text than any error page shows, without a look at its words: of a line no more than 200 characters count. */
function saysMuch({ shown }: Tree): boolean {
  let size = 0
  for (const { from, to } of shown.lines) {
    if (from >= 20_000) return false
    size += Math.min(200, shown.ink(from, Math.min(to, 20_000)))
    if (size > 1500) return true
  }
  return false
}

/** Wording of an error page that was served as a success: in the title or as the page's main text; null when it is none. */
export function readSoftError(tree: Tree): string | null {
  const title = tidy(tree.title, 200)
  if (
    title !== '' &&
    title.length < 60 &&
    (softError().test(title) ||
      /^(?:404|出错了|错误页面?|错误提示|页面错误|error)(?:\s|$|[-_|])/i.test(title))
  )
    return title
  if (saysMuch(tree)) return null
  const lines: string[] = []
  let size = 0
  for (const line of tree.visible.slice(0, 20_000).split('\n')) {
    const text = tidied(line, 200)
    size += text.length
    if (size > 1500) return null
    if (text !== '') lines.push(text)
  }
  // A menu or footer round the message is short; an article that quotes the words is not.
  const said =
    lines.slice(0, 60).find((line) => line.length <= 60 && softError().test(line)) ??
    lines.find((line) => /^404(?:\s|$|错误|页面|!|！)/.test(line) && line.length < 30)
  return said === undefined ? alerted(tree, size) : copyOf(said)
}

/** A script whose first doing is a box: what stands in a function, or behind a condition, may never be said. */
const ALERT =
  /^(?:\s|<!--[^\n]*\n|\/\/[^\n]*\n)*(?:window\.)?alert\s*\(\s*(?:"([^"\n]{2,60})"|'([^'\n]{2,60})')/

/** A page that shows next to nothing and says in a box of its own, before it goes back, what is not there. */
function alerted(tree: Tree, size: number): string | null {
  if (size > NEXT_TO_NOTHING) return null
  for (const { src, text } of tree.scripts) {
    if (src !== null || text.length > 2_000) continue
    const said = tidy(ALERT.exec(text)?.slice(1).join('') ?? '', 60)
    if (softError().test(said)) return said
  }
  return null
}

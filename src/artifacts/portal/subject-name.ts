/** What a title is about: the name that a document, its interpretation and its consultation share. */
import { foldLabel } from '../../model/label.js'

const QUOTED = /《([^《》]{3,80})》/g
/** Brackets that name a stage of a text: （试行）, （征求意见稿）. */
const STAGE =
  /[(（[【〔][^()（）[\]【】〔〕]{0,12}(?:试行|暂行|稿|草案|修订|修正|解读|图解)[^()（）[\]【】〔〕]{0,6}[)）\]】〕]/g
const HEAD = /^.{0,40}?关于(?:公开|向社会)*(?:印发|发布|公布|下发|修订|修改|征求|征集)?/u
const TAIL =
  /(?:的|并|和|及|,|，)*(?:公开|向社会|广泛)*(?:征求|征集|听取)*(?:社会|公众|各界|有关|方面)*(?:意见|建议)*(?:和建议)?(?:的)?(?:通知|公告|通告|公示|启事|决定|函|结果|采纳|反馈|情况|说明|汇总)*$/u
const INTERPRETING =
  /(?:政策|文件|图文|图片|视频|专家|部门|一图|负责人|权威)*(?:解读|图解|读懂|问答|答记者问|起草说明|政策说明)(?:[一二三四五六]|之[一二三])?|^[【[].{0,8}[】\]]|[:：|｜]/gu

/** Names in title marks, at most 60 of them. */
export function quotedNames(text: string): string[] {
  const names: string[] = []
  for (const [, name = ''] of text.matchAll(QUOTED)) {
    names.push(coreOf(name))
    if (names.length >= 60) break
  }
  return names.filter((name) => name.length >= 4)
}

/** The folded core of a title: without issuer, 关于印发…的通知, stages in brackets and words of interpreting. */
export function coreOf(title: string): string {
  const plain = title.normalize('NFKC').slice(0, 200)
  const quoted = /《([^《》]{3,80})》/.exec(plain)?.[1]
  const bare = (quoted ?? plain).replace(STAGE, '').replace(INTERPRETING, '').trim()
  const stripped = (quoted === undefined ? bare.replace(HEAD, '') : bare).replace(TAIL, '')
  const core = foldLabel(stripped).replace(/(?:征求意见稿|送审稿|草案|试行|暂行|修订稿|修订版|修订)$/, '')
  return core.length >= 4 ? core : foldLabel(bare)
}

/** How alike two short texts are, by their pairs of characters: 1 equal, 0 nothing in common. */
export function likeness(a: string, b: string): number {
  if (a.length < 2 || b.length < 2) return 0
  const pairs = new Map<string, number>()
  for (let n = 0; n + 1 < a.length; n++) {
    const pair = a.slice(n, n + 2)
    pairs.set(pair, (pairs.get(pair) ?? 0) + 1)
  }
  let both = 0
  for (let n = 0; n + 1 < b.length; n++) {
    const left = pairs.get(b.slice(n, n + 2)) ?? 0
    if (left === 0) continue
    pairs.set(b.slice(n, n + 2), left - 1)
    both++
  }
  return (2 * both) / (a.length + b.length - 2)
}

/** True where one core is the other, or holds it whole and little else decides. */
export function sameSubject(a: string, b: string): boolean {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a]
  return short === long || (short.length >= 6 && long.includes(short))
}

/** Page tags of 国办发〔2017〕47号 and what stands in for them where a site does not keep to the norm. */
import { type El, type Tree, tidy } from './tree.js'

/** First non-empty content per lower-case name. */
export type Metas = ReadonlyMap<string, string>

/** Collects meta tags; names in any case, repeated ones by their first non-empty content. */
export function readMetas(tree: Tree): Metas {
  const metas = new Map<string, string>()
  for (const el of tree.els) {
    if (el.tag !== 'meta' || el.attrs.content === undefined) continue
    const name = (el.attrs.name ?? el.attrs.property ?? el.attrs.itemprop ?? '').trim().toLowerCase()
    const content = tidy(el.attrs.content, 1000)
    if (name !== '' && content !== '' && !metas.has(name)) metas.set(name, content)
    if (metas.size > 300) break
  }
  return metas
}

/** First of the names that has a content. */
export function meta(metas: Metas, ...names: readonly string[]): string | null {
  for (const name of names) {
    const value = metas.get(name)
    if (value !== undefined && value !== '') return value
  }
  return null
}

/** Elements and lines may end anywhere within the words of a footer. */
const GAP = '[\\u0001\\n]*'
const GAPS = /[\u0001\n]+/g
const NAMED_CODE = new RegExp(
  `${[...'网站标识码'].join(GAP)}[\\s\\u0001]*[:：]?[\\s\\u0001]*((?:[0-9a-z]${GAP}){8,16})`,
  'i',
)

/** 网站标识码: the tag, else the footer's words, else the error-report script's attribute. */
export function readSiteId(tree: Tree, metas: Metas): string | null {
  const tagged = meta(metas, 'siteidcode')
  if (tagged !== null && /^[0-9a-z]{6,20}$/i.test(tagged)) return tagged
  const text = tree.visible
  const footer = NAMED_CODE.exec(text.length > 200_000 ? text.slice(-200_000) : text)?.[1]
  if (footer !== undefined) return tidy(footer.replace(GAPS, ''))
  for (const el of tree.els) {
    if (el.tag !== 'script') continue
    const code = jiucuoCode(el)
    if (code !== null) return code
  }
  return tagged
}

function jiucuoCode(el: El): string | null {
  const isReport = /jiucuo/i.test(`${el.attrs.id ?? ''} ${el.attrs.src ?? ''}`)
  const code = el.attrs.sitecode
  return isReport && code !== undefined && /^[0-9a-z]{6,20}$/i.test(code.trim()) ? tidy(code) : null
}

/** Name of the site: the tag, else what the title says after its separator, else 主办 in the footer. */
export function readSiteName(tree: Tree, metas: Metas): string | null {
  const tagged = meta(metas, 'sitename', 'subsite')
  if (tagged !== null) return tagged
  const parts = tree.title.split(/\s*[-_|–—]\s*/).filter((part) => part !== '')
  const last = parts[parts.length - 1]
  if (
    last !== undefined &&
    /(?:政府|网|局|委员会|办公室|厅|平台|门户|管委会|街道|镇|乡|示范区|开发区)(?:网站|门户网站|网)?$/.test(
      last,
    ) &&
    last.length <= 30
  ) {
    return tidy(last)
  }
  const footer = /(?:主办单位?|网站主办|版权所有)\s*[:：]\s*([^\s\u0001|,，;；:：]{3,30})/.exec(
    tree.visible.slice(-20_000),
  )
  return footer?.[1] === undefined ? null : tidy(footer[1])
}

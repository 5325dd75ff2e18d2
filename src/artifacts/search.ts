/** The portal's own site search: its form, and how often a keyword stands in the results. */
import { asMatched } from '../model/han.js'
import type { FormField, PageFacts, PageForm } from '../model/page.js'
import { resolveLink } from './urls.js'

/** A search form: where it sends, how, which field takes the keyword, and all fields as they are. */
export interface SearchForm {
  readonly action: string
  readonly method: 'get' | 'post'
  readonly field: string
  readonly fields: FormField[]
}

const SEARCH_WORDS =
  /搜索|搜寻|检索|站内|全文|请输入(?:您要)?(?:关键|搜索|检索|查询)|关键[字词]|search|搜一下|查询内容/i
const SEARCH_ACTION = /search|was\d|jrobot|sousuo|jiansuo|\/ssp\/|\/so\/|query|jsearch/i
const FIELD =
  /^(?:q|kw|keys?|keywords?|searchwords?|sword|wd|words?|qt|s|query|text|title|content|search(?:key|text|word|content|value|input)?|k|nr|bt|search_?\w*|key_?word\w*)$/i
const LOGIN = /密码|登录|用户名|password|验证码|验证/
const LETTER =
  /咨询|留言|来信|写信|投诉|举报|邮件订阅|订阅|姓名|联系电话|手机号|内容描述|信件编号|查询码|申请单/
/** A search box says so much about itself at most. */
const MAX_OWN_WORDS = 80
/** Blanks with which a label is spread out: 检 索. */
const SPREAD = /(?<=\p{Script=Han})[\s\u3000]+(?=\p{Script=Han})/gu
const TEXT_TYPES = new Set(['text', 'search', ''])

/** The best site-search form of a page, or null. Login, letter and status-query forms are none. */
export function findSearchForm(facts: PageFacts): SearchForm | null {
  let best: { form: SearchForm; score: number } | null = null
  for (const form of facts.forms) {
    const found = asSearch(form, facts)
    if (found !== null && (best === null || found.score > best.score)) best = found
  }
  return best?.form ?? null
}

function asSearch(form: PageForm, facts: PageFacts): { form: SearchForm; score: number } | null {
  const texts = form.fields.filter((field) => TEXT_TYPES.has(field.type) && field.name !== '')
  if (
    texts.length === 0 ||
    texts.length > 3 ||
    form.fields.some((field) => field.type === 'password' || field.type === 'textarea')
  )
    return null
  const labels = form.fields.map((field) => `${field.label} ${field.value}`).join(' ')
  const words = asMatched(`${form.text} ${labels}`.slice(0, 1500))
  // A form that closes early is read with what stands round it, menus too: its own words are few.
  const own = form.text.length <= MAX_OWN_WORDS ? words : words.slice(form.text.length)
  if (LOGIN.test(own) || LETTER.test(own)) return null
  const field =
    texts.find((text) => FIELD.test(text.name)) ??
    texts.find((text) => SEARCH_WORDS.test(asMatched(`${text.label} ${text.value}`))) ??
    texts[0]
  if (field === undefined) return null
  const action = form.action ?? pageItself(form, facts)
  const named = SEARCH_ACTION.test(action ?? '')
  const said = SEARCH_WORDS.test(words.replace(SPREAD, '')) || SEARCH_WORDS.test(field.name)
  // One box that is named like a search's and sends by its address alone.
  const bare = form.method === 'get' && texts.length === 1 && FIELD.test(field.name)
  if (action === null || (!named && !said && !bare) || (!said && !FIELD.test(field.name))) return null
  const score =
    (named ? 4 : 0) +
    (said ? 3 : 0) +
    (FIELD.test(field.name) ? 2 : 0) +
    (form.action === null ? -3 : 0) -
    (/高级|公文|索引号/.test(words) ? 2 : 0) -
    texts.length * 0.1
  return { form: { action, method: form.method, field: field.name, fields: [...form.fields] }, score }
}

/** A form without an action sends to its own page; loose controls without a form send nowhere that HTML tells. */
function pageItself(form: PageForm, facts: PageFacts): string | null {
  return form.method === 'post' || /搜索|检索/.test(asMatched(form.text))
    ? resolveLink(facts.url, facts.url)
    : null
}

/**
 * How often a keyword stands in the result entries of a search page, and in how many of them: titles and snippets only
 * (contract §5, keyword-hits). NFKC, traditional characters as simplified ones; white space is ignored, so that highlighting or wrapping inside a word changes nothing.
 */
export function countKeyword(facts: PageFacts, keyword: string): { occurrences: number; entries: number } {
  const wanted = fold(keyword)
  if (wanted === '') return { occurrences: 0, entries: 0 }
  const results =
    facts.results ?? facts.items.map((item) => ({ title: item.title, url: item.url, snippet: '' }))
  let occurrences = 0
  let entries = 0
  for (const result of results) {
    const found = count(fold(result.title), wanted) + count(fold(result.snippet), wanted)
    occurrences += found
    if (found > 0) entries++
  }
  return { occurrences, entries }
}

function fold(text: string): string {
  return asMatched(text.normalize('NFKC'))
    .toLowerCase()
    .replace(/\s+/g, (gap, at: number, whole: string) => (betweenLatin(whole, at, gap.length) ? ' ' : ''))
}

/** Only a gap between two Latin words means anything. */
function betweenLatin(text: string, at: number, length: number): boolean {
  return /[a-z0-9]/.test(text.charAt(at - 1)) && /[a-z0-9]/.test(text.charAt(at + length))
}

function count(text: string, wanted: string): number {
  let found = 0
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + wanted.length)) found++
  return found
}

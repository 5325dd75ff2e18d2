/** What an on-application form asks for, and how a page without one says to apply. */
import { simplified } from '../../model/han.js'
import type { PageFacts, PageForm } from '../../model/page.js'
import type { ApplicationView } from '../../model/portal.js'
import { fromWordings, withWords } from '../lexicon.js'

type FormElement = ApplicationView['fields'][number]

/** Labels of controls by the element of 条例 art. 29 that they ask for. */
const BUNDLED: Readonly<Record<FormElement, RegExp>> = {
  applicant: /姓名|申请人|名称(?!.{0,4}(?:信息|文号))|公民|法人|身份证|证件|工作单位|组织机构/,
  contact: /电话|手机|邮箱|E-?mail|地址|联系方式|邮编|邮政编码|传真/i,
  content:
    /所需.{0,12}(?:信息|内容|文件)|(?:信息|申请(?!人)|文件|内容).{0,4}(?:内容|描述|名称|文号|索引号|标题)|内容描述|特征(?:性)?描述|文号|索引号|需要获取|申请内容|申请公开的?(?:政府)?信息/,
  form: /获取.{0,8}(?:方式|形式|途径|载体)|提供.{0,8}(?:方式|形式|载体)|形式要求|载体|指定.{0,6}(?:方式|形式)|信息.{0,4}(?:形式|方式)|邮寄|领取方式|交付方式|送达方式/,
}
const elements = fromWordings(
  ({ formElements = {} }): Readonly<Record<FormElement, RegExp>> => ({
    applicant: withWords(BUNDLED.applicant, formElements.applicant),
    contact: withWords(BUNDLED.contact, formElements.contact),
    content: withWords(BUNDLED.content, formElements.content),
    form: withWords(BUNDLED.form, formElements.form),
  }),
)
const ORDER: readonly FormElement[] = ['applicant', 'contact', 'content', 'form']

/** Common names of controls that have no label: xm, dh, nr, hqfs. */
const BY_NAME: Readonly<Record<FormElement, RegExp>> = {
  applicant: /^(?:xm|name|sqr|sqrxm|username|realname|applicant.*|zjhm|idcard)$/i,
  contact: /^(?:lxdh|dh|tel|phone|mobile|sj|email|yx|address|dz|txdz|contact.*)$/i,
  content: /^(?:nr|content|sqnr|xxnr|nrms|sxxx|sxxxnr|wh|xxmc|description)$/i,
  form: /^(?:hqfs|tgfs|xxhqfs|hq|zt|getway|obtain.*|provide.*)$/i,
}

/** Letters and consultations ask for a name and a text too, but never say how the information shall be provided. */
const LOOK_ALIKE = /咨询|投诉|信访|留言|建议|求助|举报|写信|来信|意见/
const APPLICATION = /信息公开申请|申请公开|依申请|公开申请|所需.{0,10}信息|申请表|获取.{0,8}(?:方式|途径)/

function wordsOf(form: PageForm): string {
  return `${form.text} ${form.fields.map((field) => field.label).join(' ')}`
}

/** Elements that a form asks for, by labels and by the words of the form, else by the names of its controls. */
export function elementsOf(form: PageForm): FormElement[] {
  const words = wordsOf(form)
  return ORDER.filter(
    (element) =>
      elements()[element].test(words) || form.fields.some((field) => BY_NAME[element].test(field.name)),
  )
}

/** True for a form that takes applications for information: its controls ask who applies, or for all the rest; a search or a letter form is none. */
function isApplicationForm(form: PageForm, facts: PageFacts, context: string): boolean {
  const controls = form.fields.filter(
    ({ type }) => !/^(?:hidden|submit|button|reset|image|search)$/.test(type),
  )
  if (controls.length < 3 || form.fields.some(({ value }) => /^(?:搜索|检索|查询)$/.test(value.trim())))
    return false
  const asks = (element: FormElement) =>
    controls.some(({ label, name }) => elements()[element].test(label) || BY_NAME[element].test(name))
  const usual = asks('applicant') && (asks('contact') || asks('content'))
  if (!usual && !(asks('contact') && asks('content') && asks('form'))) return false
  // A form that swallowed the page around it says everything: only its opening words tell what it is for.
  const words = `${form.text.slice(0, 300)} ${controls.map(({ label }) => label).join(' ')}`
  const about = `${context}${aboutOf(facts)}`
  if (LOOK_ALIKE.test(words)) return APPLICATION.test(words)
  return APPLICATION.test(words) || APPLICATION.test(about)
}

/** What a page says that it is about. */
export function aboutOf({ title, heading, column, breadcrumb }: PageFacts): string {
  return `${title ?? ''}${heading ?? ''}${column ?? ''}${breadcrumb.join('')}`
}

/**
 * The application form of a page, the fullest first; null where none stands there.
 * @param context what the page is about that leads to this one, or shows it in a frame
 */
export function applicationFormOf(facts: PageFacts, context = ''): { fields: FormElement[] } | null {
  const forms = facts.forms.filter((form) => isApplicationForm(form, facts, context))
  if (forms.length === 0) return null
  // One application may be spread over a form for citizens and one for bodies: what any of them asks is asked.
  const all = new Set(forms.flatMap(elementsOf))
  return { fields: ORDER.filter((element) => all.has(element)) }
}

const BY_POST = /邮寄|信函|书面|当面|传真|电子邮件|邮箱|窗口|递交|寄送|信件/
const FORM_FILE = /申请表|申请书|登记表|表格/

/** True for the text of a form that takes applications for information, whatever its file is called. */
function isFormText(text: string): boolean {
  return APPLICATION.test(text) && elements().applicant.test(text) && elements().content.test(text)
}

/**
 * Postal, e-mail or counter instructions together with a form to download.
 * @param files texts of the documents that the page offers, as far as they were read: a form may say itself where to send it
 */
export function offersOffline(facts: PageFacts, files: readonly string[] = []): boolean {
  const forms = files.map(simplified).filter(isFormText)
  const file =
    forms.length > 0 ||
    facts.attachments.some(({ name, url }) => FORM_FILE.test(name) || /sqb|shenqingbiao/i.test(url)) ||
    facts.links.some((link) => !link.hidden && link.role === 'attachment' && FORM_FILE.test(link.text))
  return file && [facts.text, ...forms].some((text) => BY_POST.test(text))
}

const ACCOUNT = /手机|账号|帐号|用户名|身份证/
/** A sign-in by a code that is sent to a telephone: a few fields and a button that says so. */
function asksForCode(form: PageForm): boolean {
  const words = wordsOf(form)
  return form.fields.length <= 8 && /登\s*[录陆]/.test(words) && /验证码/.test(words) && ACCOUNT.test(words)
}

/** True for a page that asks who one is before it lets one apply. */
export function isLogin(facts: PageFacts): boolean {
  if (facts.blocked === 'login') return true
  return (
    facts.forms.some((form) => form.fields.some(({ type }) => type === 'password') || asksForCode(form)) &&
    applicationFormOf(facts) === null
  )
}

/** The on-application entry and the on-application form; a letter or consultation form is neither. */
import type { Clickable } from './clickables.js'
import type { FoundForm } from './forms.js'
import { fromWordings, withWords } from './lexicon.js'
import { askedOfSaid, type Said, saidOf } from './said.js'
import { APPLICATION_LABEL, APPLICATION_LABEL_NEAR, LETTER } from './wording.js'

const entryLabel = fromWordings(({ application }) => withWords(APPLICATION_LABEL, application, true))

const bare = (text: string): string => text.replace(/[\s·•>»›|【】[\]《》]+/g, '').slice(0, 40)
const isBundledEntry = askedOfSaid(({ text }) => APPLICATION_LABEL.test(bare(text)))
const mayBeEntry = askedOfSaid(({ text }) => APPLICATION_LABEL_NEAR.test(bare(text)))

/** Answers for the bundled words are noted; an operator's own are asked for each time. */
function isEntry(said: Said): boolean {
  return isBundledEntry(said) || (entryLabel() !== APPLICATION_LABEL && entryLabel().test(bare(said.text)))
}

/** Address of the entry that a page links to; null when it only names it. A page about open information may use shorter labels. */
export function readApplicationEntry(
  clickables: readonly Clickable[],
  aboutDisclosure: boolean,
): string | null {
  let near: string | null = null
  for (const c of clickables) {
    if (c.url === null) continue
    for (const said of c.title === '' ? [c.said] : [c.said, saidOf(c.title)]) {
      if (isEntry(said)) return c.url
      if (aboutDisclosure && near === null && mayBeEntry(said)) near = c.url
    }
  }
  return near
}

const APPLICANT = /申请人|姓名|名称|法人|单位名称|公民|组织|真实姓名/
const CONTACT = /电话|手机|邮箱|电子邮件|联系方式|通讯地址|通信地址|联系地址|邮编|e-?mail/i
const CONTENT =
  /所需|内容描述|信息内容|信息描述|索引号|用途|获取方式|提供方式|获取信息|信息名称|文号|特征|申请内容|载体|公开信息的/
const DISCLOSURE = /信息公开|依申请|公开申请|申请公开|政府信息|所需信息|获取(?:信息|政府信息)|提供政府信息/

/** The application form of a page; null when it has none. `context`: title, heading and trail of the page. */
export function applicationForm(forms: readonly FoundForm[], context: string): FoundForm | null {
  for (const form of forms) {
    const visible = form.fields.filter(
      (field) => !['hidden', 'submit', 'button', 'reset', 'image'].includes(field.type),
    )
    if (visible.length < 3) continue
    const labels = visible.map((field) => `${field.label} ${field.name}`).join('\n')
    const words = `${labels}\n${form.text}`
    if (!APPLICANT.test(words) || !CONTACT.test(words) || !CONTENT.test(words)) continue
    const about = DISCLOSURE.test(`${context}\n${form.text}`)
    const specific =
      /所需|内容描述|特征|获取(?:信息|政府信息)?(?:的)?方式|提供(?:政府信息)?(?:的)?(?:指定)?方式|载体形式/.test(
        words,
      )
    if (!about || (LETTER.test(`${context}\n${labels}`) && !specific)) continue
    return form
  }
  return null
}

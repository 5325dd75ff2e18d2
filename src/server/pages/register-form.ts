/** Forms of the registers, made of lists of fields: data → form, and what a form says → data again. */
import { html, type Markup } from '../../../reports/html/markup.js'
import { hasMessage } from '../../messages/catalogue.js'
import type { Frame } from './frame.js'
import { words as area, choice, field } from './parts.js'

/** Closed lists that a choice offers; filled in by who shows the form. */
export type OptionList =
  | 'kinds'
  | 'roles'
  | 'places'
  | 'platforms'
  | 'units'
  | 'codes'
  | 'every'
  | 'posting'
  | 'confirm'
  | 'languages'
  | 'security'

/** What stands above a field: `group` names the heading under which it and those after it stand. */
interface Grouped {
  readonly group?: string
}

/** One field; `path` leads into the data, with dots. `many`: one value a line; `rows`: a small table of records. */
export type RegisterField = Grouped & RegisterFieldShape
type RegisterFieldShape =
  | {
      readonly path: string
      readonly kind: 'line' | 'date' | 'number' | 'many' | 'numbers' | 'yes-no'
      /** Name of its label, where that is not its path. */
      readonly label?: string
      readonly required?: boolean
      /** Cannot be changed once it is registered. */
      readonly fixed?: boolean
    }
  | {
      readonly path: string
      readonly kind: 'choice'
      readonly options: OptionList
      readonly label?: string
      readonly required?: boolean
    }
  | { readonly path: string; readonly kind: 'rows'; readonly fields: readonly RegisterField[] }

/** Values and labels of each closed list. */
export type Options = Readonly<Record<OptionList, readonly (readonly [string, string])[]>>

const SPARE_ROWS = 2
const MOST_ROWS = 200

type Plain = Readonly<Record<string, unknown>>

const isPlain = (value: unknown): value is Plain =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function valueAt(data: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((held, key) => (isPlain(held) && Object.hasOwn(held, key) ? held[key] : undefined), data)
}

function textOf(value: unknown, kind: RegisterField['kind']): string {
  if (value === undefined || value === null) return ''
  if (Array.isArray(value)) return value.join(kind === 'numbers' ? ', ' : '\n')
  return String(value)
}

/** What a field says, as data; undefined where it is left empty. A number that is none stays text for the schema to refuse. */
function dataOf(text: string, kind: RegisterField['kind']): unknown {
  if (text === '') return undefined
  const number = (one: string): number | string => (Number.isFinite(Number(one)) ? Number(one) : one)
  if (kind === 'number') return number(text)
  if (kind === 'yes-no') return text === 'true'
  if (kind !== 'many' && kind !== 'numbers') return text
  const parts = text
    .split(kind === 'many' ? /\r?\n/ : /[,，、\s]+/)
    .map((one) => one.trim())
    .filter((one) => one !== '')
  if (parts.length === 0) return undefined
  return kind === 'many' ? parts : parts.map(number)
}

/** The data with a value at the path, or with none; what becomes empty by that goes too. */
function laidAt(data: Plain, path: string, value: unknown): Record<string, unknown> {
  const [key = '', ...rest] = path.split('.')
  const { [key]: held, ...others } = data
  const below = isPlain(held) ? held : {}
  const next = rest.length === 0 ? value : laidAt(below, rest.join('.'), value)
  const empty = next === undefined || (rest.length > 0 && Object.keys(next as Plain).length === 0)
  return empty ? others : { ...others, [key]: next }
}

/** Data of a form laid over what there was. `given` reads a field of it by name; `before`: how names of it begin. */
export function formData(
  fields: readonly RegisterField[],
  given: (name: string) => string,
  held: Plain = {},
  before = '',
): Record<string, unknown> {
  let data: Record<string, unknown> = { ...held }
  for (const one of fields) {
    const rows =
      one.kind === 'rows'
        ? Array.from({ length: MOST_ROWS }, (_, n) =>
            formData(one.fields, given, {}, `${before}${one.path}.${n}.`),
          ).filter((row) => Object.keys(row).length > 0)
        : null
    const text = rows === null ? given(`${before}${one.path}`) : ''
    const value = rows === null ? dataOf(text, one.kind) : rows.length > 0 ? rows : undefined
    data = laidAt(data, one.path, value)
  }
  return data
}

/** What a form is shown with. */
export interface FormSetting {
  readonly frame: Frame
  readonly options: Options
  /** It is for an entry that is not registered yet: what cannot change later may be written now. */
  readonly added: boolean
}

function rowsPart(
  one: Extract<RegisterField, { kind: 'rows' }>,
  data: unknown,
  setting: FormSetting,
): Markup {
  const { words } = setting.frame
  const held = valueAt(data, one.path)
  const rows: readonly unknown[] = Array.isArray(held) ? held : []
  const shown = Array.from({ length: Math.min(MOST_ROWS, rows.length + SPARE_ROWS) }, (_, n) => {
    const cells = one.fields.map((sub) =>
      fieldPart(sub, rows[n], setting, { before: `${one.path}.${n}.`, label: `${one.path}.${sub.path}` }),
    )
    return html`<div class="cells">${cells}</div>`
  })
  const hint = hasMessage(`console.reg-hint.${one.path}`)
    ? html`<small>${words(`reg-hint.${one.path}`)}</small>`
    : ''
  return html`<fieldset><legend>${words(`reg.${one.path}`)}</legend>${hint}${shown}</fieldset>`
}

function fieldPart(
  one: RegisterField,
  data: unknown,
  setting: FormSetting,
  at: { readonly before: string; readonly label: string } = { before: '', label: one.path },
): Markup {
  if (one.kind === 'rows') return rowsPart(one, data, setting)
  const { words } = setting.frame
  const name = `${at.before}${one.path}`
  const said = one.label ?? at.label
  const label = words(`reg.${said}`)
  const text = textOf(valueAt(data, one.path), one.kind)
  const hint = hasMessage(`console.reg-hint.${said}`) ? { hint: words(`reg-hint.${said}`) } : {}
  const required = one.required === true && at.before === ''
  if (one.kind === 'choice') return choice(label, name, [['', '—'], ...setting.options[one.options]], text)
  if (one.kind === 'yes-no') {
    const answers = [
      ['', words('reg.usual')],
      ['true', words.say('cli.yes')],
      ['false', words.say('cli.no')],
    ] as const
    return choice(label, name, answers, text)
  }
  if (one.kind === 'many') return area(words('reg.one-a-line', { label }), name, text, required, hint.hint)
  const type = one.kind === 'date' ? 'date' : 'text'
  const fixed = one.fixed === true && !setting.added
  return field(label, name, { value: text, type, required, fixed, ...hint })
}

/** The fields of a form, filled with data. */
export function formFields(fields: readonly RegisterField[], data: unknown, setting: FormSetting): Markup {
  const { words } = setting.frame
  return html`${fields.map((one) => html`${one.group === undefined ? '' : html`<h2>${words(`reg-group.${one.group}`)}</h2>`}${fieldPart(one, data, setting)}`)}`
}

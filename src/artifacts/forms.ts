/** A page's forms and their controls, also controls that a broken form element lost. */
import type { FormField, PageForm } from '../model/page.js'
import { JOINT } from './shown-text.js'
import { type El, type Tree, tidy } from './tree.js'
import { resolveLink } from './urls.js'

const MAX_FORMS = 30
const MAX_FIELDS = 300
const CONTROLS = new Set(['input', 'select', 'textarea', 'button'])
const NAMES = ['form', ...CONTROLS]

/** A form with where it stands, for those that look at its surroundings. */
export interface FoundForm extends PageForm {
  readonly at: number
}

/** All forms in order. Controls outside any form join the empty form before them, else they make a form without action. */
export function readForms(tree: Tree, base: string): FoundForm[] {
  if (!NAMES.some((name) => tree.names.has(name))) return []
  const forms = tree.els.filter((el) => el.tag === 'form').slice(0, MAX_FORMS)
  const controls = tree.els.filter((el) => CONTROLS.has(el.tag))
  const fields = new Map<number, FormField[]>()
  const loose: El[] = []
  for (const control of controls.slice(0, 3000)) {
    const owner = ownerOf(forms, control)
    if (owner === null) loose.push(control)
    else push(fields, owner.index, fieldOf(tree, control))
  }
  const orphans = adopt(tree, forms, loose, fields)
  const out = forms.map((el) => formOf(tree, el, fields.get(el.index) ?? [], base))
  for (const group of orphans)
    out.push({
      action: null,
      method: 'get',
      text: contextText(tree, group),
      fields: group.map((el) => fieldOf(tree, el)),
      at: group[0]?.index ?? 0,
    })
  return out
}

function push(map: Map<number, FormField[]>, key: number, field: FormField): void {
  const list = map.get(key)
  if (list === undefined) map.set(key, [field])
  else if (list.length < MAX_FIELDS) list.push(field)
}

function ownerOf(forms: readonly El[], control: El): El | null {
  const named = control.attrs.form
  if (named !== undefined) return forms.find((form) => form.attrs.id === named) ?? null
  let owner: El | null = null
  for (const form of forms) if (form.index < control.index && control.index < form.end) owner = form
  return owner
}

/** `<form></form><td><input>`: table markup closed the form before its controls. They go to it when it has none and stands near. */
function adopt(
  tree: Tree,
  forms: readonly El[],
  loose: readonly El[],
  fields: Map<number, FormField[]>,
): El[][] {
  const rest: El[] = []
  for (const control of loose) {
    let form: El | null = null
    for (const candidate of forms)
      if (candidate.end <= control.index && control.index - candidate.end < 80) form = candidate
    const empty = form !== null && form.end - form.index <= 3
    if (form !== null && empty) push(fields, form.index, fieldOf(tree, control))
    else if (!control.hidden || control.attrs.type?.toLowerCase() === 'hidden') rest.push(control)
  }
  const groups: El[][] = []
  let last: El | null = null
  for (const control of rest) {
    const group = groups[groups.length - 1]
    if (group !== undefined && last !== null && control.index - last.index < 60) group.push(control)
    else if (groups.length < MAX_FORMS) groups.push([control])
    last = control
  }
  return groups
}

function formOf(tree: Tree, el: El, fields: readonly FormField[], base: string): FoundForm {
  const parent = tree.els[el.parent] ?? el
  const empty = el.to - el.from < 2
  return {
    action: el.attrs.action === undefined ? null : resolveLink(el.attrs.action, base),
    method: el.attrs.method?.trim().toLowerCase() === 'post' ? 'post' : 'get',
    text: tidy(tree.visible.slice(empty ? parent.from : el.from, empty ? parent.to : el.to), 2000),
    fields,
    at: el.index,
  }
}

function contextText(tree: Tree, group: readonly El[]): string {
  const first = group[0]
  const last = group[group.length - 1]
  if (first === undefined || last === undefined) return ''
  return tidy(tree.visible.slice(Math.max(0, first.from - 80), last.to + 200), 2000)
}

function fieldOf(tree: Tree, el: El): FormField {
  return {
    name: tidy(el.attrs.name ?? el.attrs.id ?? '', 120),
    label: labelOf(tree, el),
    type:
      el.tag === 'input'
        ? tidy(el.attrs.type ?? 'text', 20).toLowerCase()
        : el.tag === 'button'
          ? tidy(el.attrs.type ?? 'submit', 20).toLowerCase()
          : el.tag,
    value: tidy(el.tag === 'select' ? optionOf(tree, el) : (el.attrs.value ?? ''), 300),
  }
}

function optionOf(tree: Tree, el: El): string {
  for (let i = el.index + 1; i < Math.min(el.end, el.index + 300); i++) {
    const option = tree.els[i]
    if (option?.tag === 'option') return option.attrs.value ?? ''
  }
  return ''
}

/** Its <label>, else the text just before it, else placeholder, title or alt. */
function labelOf(tree: Tree, el: El): string {
  if (el.tag === 'button')
    return tidy(tree.visible.slice(el.from, el.to), 60) || tidy(el.attrs.value ?? el.attrs.title ?? '', 60)
  const id = el.attrs.id
  if (id !== undefined && id !== '') {
    const label = tree.els.find((other) => other.tag === 'label' && other.attrs.for === id)
    const text = label === undefined ? '' : tidy(tree.visible.slice(label.from, label.to), 60)
    if (text !== '') return clean(text)
  }
  const hint = tidy(el.attrs.placeholder ?? el.attrs.title ?? el.attrs.alt ?? '', 60)
  // What stands above the form is no label of a control that says itself what it wants.
  const above = hint === '' ? 0 : formAround(tree, el)
  const before = tree.visible.slice(Math.max(above, el.from - 80), el.from).split(new RegExp(`[\\n${JOINT}]`))
  const near =
    before
      .map((piece) => clean(piece))
      .filter((piece) => piece !== '' && piece !== '*')
      .pop() ?? ''
  return near !== '' && near.length <= 30 ? near : hint || near.slice(-30)
}

/** Where the form that a control stands in begins; 0 where it stands in none. */
function formAround(tree: Tree, el: El): number {
  let at: El | undefined = tree.els[el.parent]
  for (let up = 0; up < 30 && at !== undefined; up++) {
    if (at.tag === 'form') return at.from
    at = tree.els[at.parent]
  }
  return 0
}

function clean(text: string): string {
  return tidy(text, 60).replace(/^[\s*＊]+|[\s*＊:：]+$/g, '')
}

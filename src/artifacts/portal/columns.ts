/** The columns of a unit, each as checks see it: form, entries, age, owner. */
import { foldLabel } from '../../model/label.js'
import type { ColumnView } from '../../model/portal.js'
import type { ColumnRegistration } from '../../model/site.js'
import type { ColumnRole } from '../../model/vocabulary.js'
import { ELSEWHERE, STOPPED } from '../wording.js'
import { columnKey } from './address-key.js'
import { type Draft, draftsOf } from './column-draft.js'
import type { ColumnReading } from './column-form.js'
import { linkColumns, pathOf } from './column-tree.js'
import type { SitePage } from './site-index.js'
import type { UnitPages } from './unit-pages.js'

/** One column with what the rest of the assembly needs beside its view. */
export interface Column {
  readonly view: ColumnView
  readonly page: SitePage | undefined
  readonly reading: ColumnReading
  /** What pins or register say of it. */
  readonly registration: ColumnRegistration | null
}

/** The columns of a unit: in the order of discovery, and by key. */
export interface Columns {
  readonly all: readonly Column[]
  byUrl(url: string): Column | undefined
  /** Columns of a role that are the unit's own, those in a menu first. */
  ofRole(role: ColumnRole): readonly Column[]
}

/** Years before the assessment's, and words for what is kept of old. */
function isArchive(path: readonly string[], at: string): boolean {
  return path.some((name) => {
    const folded = foldLabel(name)
    if (/历史|往年|归档|旧版|存档|历年/.test(folded)) return true
    const years = folded.match(/(?:19|20)\d\d(?=年|$|度)/g) ?? []
    return years.length > 0 && years.every((year) => year < at.slice(0, 4))
  })
}

function holdsContent(draft: Draft, seen: Set<Draft>): boolean {
  if (seen.has(draft)) return false
  seen.add(draft)
  if (draft.candidate.external) return true
  const { items, form, read } = draft.reading
  if (items.length > 0 || (form === 'single' && (read === 'html' || read === 'rendered'))) return true
  return [...draft.children].some((child) => holdsContent(child, seen))
}

function formOf(draft: Draft): ColumnView['form'] {
  if (draft.candidate.external) return 'external'
  // A list of its own stays a list when it has a pager, or when only the order of a menu puts columns below it.
  const ownList =
    draft.reading.items.length > 0 && (draft.page?.facts?.pager != null || !draft.holdsByAddress)
  const seen = new Set([draft])
  if (!ownList && [...draft.children].some((child) => holdsContent(child, seen))) return 'parent'
  return draft.reading.form
}

function newestOf(draft: Draft, form: ColumnView['form']): string | null {
  const dates = [draft.reading.newest]
  if (form === 'parent') for (const child of draft.children) dates.push(child.reading.newest)
  return dates.reduce((max, date) => (date !== null && (max === null || date > max) ? date : max), null)
}

/** A note of a column stands in so many characters of its page. */
const MAX_NOTE = 4_000

/** A page of text that sends its reader elsewhere declares nothing; a few words in place of a list do. */
function declared(line: string | null, form: ColumnView['form']): string | null {
  return line !== null && form === 'single' && ELSEWHERE.test(line) ? null : line
}

function viewOf(draft: Draft, pages: UnitPages, at: string): ColumnView {
  const { candidate, reading, registration, page } = draft
  const form = formOf(draft)
  const path = pathOf(draft)
  const external = form === 'external'
  const maxAgeDays = registration?.maxAgeDays ?? null
  const registered = registration?.url != null && registration.owner === pages.unit.id
  return {
    name: draft.name,
    url: candidate.url,
    path,
    role: draft.role,
    because: draft.because,
    form,
    items: reading.items.length,
    newest: newestOf(draft, form),
    undated: reading.undated,
    ...(reading.undatedFirst ? { undatedFirst: true as const } : {}),
    ...(reading.newestFirst ? { newestFirst: true as const } : {}),
    ...(STOPPED.test(page?.facts?.text.slice(0, MAX_NOTE) ?? '') ? { stopped: true as const } : {}),
    complete: !external && reading.complete,
    read: external ? 'html' : reading.read,
    placeholder: page?.facts?.placeholder ?? null,
    notApplicable: declared(page?.facts?.notApplicable ?? null, form),
    textLength: reading.textLength,
    ...(draft.listsAside ? { listsAside: true as const } : {}),
    children: [...draft.children].map((child) => child.candidate.url),
    inMenu: candidate.inMenu,
    archive: isArchive(path, at),
    maxAgeDays,
    maxAgeFrom: maxAgeDays === null ? null : (registration?.from ?? null),
    owner: candidate.awayTo ?? (registered ? pages.unit.id : null),
    assignedAway: candidate.awayTo !== null,
  }
}

/** Finds the unit's columns. `at` is the assessment date: it tells which years are past. */
export function columnsOf(pages: UnitPages, at: string): Columns {
  const drafts = draftsOf(pages)
  linkColumns(drafts, pages)
  const all = drafts.map((draft) => ({
    view: viewOf(draft, pages, at),
    page: draft.page,
    reading: draft.reading,
    registration: draft.registration,
  }))
  const byKey = new Map(all.map((column) => [columnKey(column.view.url), column]))
  const own = all.filter((column) => !column.view.assignedAway)
  return {
    all,
    byUrl: (url) => byKey.get(columnKey(url)),
    ofRole: (role) =>
      own
        .filter((column) => column.view.role === role)
        .sort((a, b) => Number(b.view.inMenu) - Number(a.view.inMenu)),
  }
}

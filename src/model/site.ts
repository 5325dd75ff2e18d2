/** A site and the units on it: what one crawl serves, and which unit a page belongs to. */
import { simplified } from './han.js'
import { foldSpace } from './label.js'
import type { Scope, SiteSpec, UnitSpec } from './site-spec.js'

export type { ColumnRegistration, Place, Scope, SiteSpec, UnitSpec } from './site-spec.js'

/** The origins on which a subject key keeps path and query only: the site's own and its units' former ones. */
export function ownOrigins(site: SiteSpec, unit: UnitSpec | null): string[] {
  const former = unit ? unit.formerOrigins : []
  return [site.origin, ...site.formerOrigins, ...former].map((url) => new URL(url).origin)
}

/** An address as the workspace would spell it: under the declared origin where it stands under an alias of it. */
export function declaredAddress(site: SiteSpec, href: string): string {
  for (const { origin, of } of site.aliases ?? []) {
    const rest = href.startsWith(origin) ? href.slice(origin.length) : null
    if (rest !== null && (rest === '' || /^[/?#]/.test(rest))) return of + rest
  }
  return href
}

function inScope(url: URL, scope: Scope): boolean {
  if (scope.by === 'prefix') return url.href.startsWith(scope.url)
  if (scope.by === 'parameter') return url.searchParams.getAll(scope.name).includes(scope.value)
  return false
}

/** The unit whose start page an address is; null where several begin at it: such a page is common. */
export function unitByStart(site: SiteSpec, href: string): UnitSpec | null {
  let found: UnitSpec | null = null
  for (const unit of site.units) {
    if (unit.portal !== href) continue
    if (found) return null
    found = unit
  }
  return found
}

/** The unit whose scope holds the URL: a start page always, then the longest prefix or a parameter; null is the common part. */
export function unitByScope(site: SiteSpec, address: string): UnitSpec | null {
  const href = declaredAddress(site, address)
  const byStart = unitByStart(site, href)
  if (byStart) return byStart
  const url = new URL(href)
  let best: { unit: UnitSpec; length: number } | null = null
  for (const unit of site.units) {
    if (unit.takesRest) continue
    for (const scope of unit.scopes) {
      if (scope.by !== 'prefix' && url.origin !== site.origin) continue
      if (!inScope(url, scope)) continue
      const length = scope.by === 'prefix' ? scope.url.length : Number.MAX_SAFE_INTEGER
      if (!best || length > best.length) best = { unit, length }
    }
  }
  return best?.unit ?? null
}

/** Words of a name that runs on after a unit's: an inner office, which is still the unit. */
const INNER_OFFICE = /^(?:机关|本级|党组|党委|政务公开)?(?:办公室|[\p{Script=Han}]{0,6}[科股室处])?$/u
/** What follows a name inside a title: from here on it names nobody. */
const NAME_ENDS =
  /关于|\d|[〇○零一二三四五六七八九]{4}年|政府信息|信息公开|政务公开|年度|依申请|转发|印发|[^\p{Script=Han}]/u
const OTHER_BODY =
  /(?:局|委|委员会|办|办公室|厅|署|站|所|院|队|中心|学校|中学|小学|幼儿园|公司|集团|协会|学会|分局|支队|大队)$/u

/** All names that a unit goes or went by; a name of one character names nobody. */
export function namesOf(unit: Pick<UnitSpec, 'name' | 'aliases' | 'formerNames'>): string[] {
  return [unit.name, ...unit.aliases, ...unit.formerNames.map((former) => former.name)]
    .map((name) => simplified(foldSpace(name)))
    .filter((name) => name.length > 1)
}

/** Where a name stands in a folded text as the whole name of a body: 区教育局 is not named by 区教育局招生办. -1: nowhere. */
function standsAt(text: string, name: string): number {
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
    const rest = text.slice(at + name.length, at + name.length + 16)
    const end = rest.search(NAME_ENDS)
    const tail = end < 0 ? rest : rest.slice(0, end)
    // The office of a district is a body of its own, that of a bureau or a town is not.
    const inner = INNER_OFFICE.test(tail) && !/[区县市省]人?民?政府$/.test(name)
    if (!OTHER_BODY.test(tail) || inner) return at
  }
  return -1
}

/** True when a text names the unit by its name, an alias or a former name. A longer name that only begins with it is another body's. */
export function namesUnit(text: string, unit: Pick<UnitSpec, 'name' | 'aliases' | 'formerNames'>): boolean {
  const folded = simplified(foldSpace(text.slice(0, 2000)))
  return namesOf(unit).some((name) => standsAt(folded, name) >= 0)
}

/** The units that a text names; where names overlap the longest wins (区教育局 in 区教育局招生办 when both are units). */
export function unitsNamedIn(text: string, units: readonly UnitSpec[]): UnitSpec[] {
  const folded = simplified(foldSpace(text.slice(0, 2000)))
  const spans = units.flatMap((unit) =>
    namesOf(unit).flatMap((name) => {
      const at = standsAt(folded, name)
      return at < 0 ? [] : [{ unit, at, end: at + name.length }]
    }),
  )
  const kept = spans.filter(
    (span) =>
      !spans.some(
        (other) =>
          other.unit !== span.unit &&
          other.at <= span.at &&
          other.end >= span.end &&
          other.end - other.at > span.end - span.at,
      ),
  )
  return [...new Set(kept.map((span) => span.unit))]
}

const INDEX_FILE = /\/(?:index|default|main)\.(?:s?html?|jspx?|aspx?|php)$/i

/** True for a page of a registered column: its address, what its directory holds, or its query refined. */
function ofColumn(href: string, address: string): boolean {
  const base = address.replace(INDEX_FILE, '/')
  if (href === address || href.replace(INDEX_FILE, '/') === base) return true
  if (base.endsWith('/')) return href.startsWith(base)
  return ['/', '?', '&'].some((mark) => href.startsWith(`${base}${mark}`))
}

/** The unit that the register, or a unit's own pins, give a URL to; the longest address wins. null: nobody registered it. */
export function unitByRegister(site: SiteSpec, where: string): UnitSpec | null {
  const href = declaredAddress(site, where)
  let best: { owner: string; length: number } | null = null
  const claim = (owner: string | null, address: string | null) => {
    if (owner === null || address === null || !ofColumn(href, address)) return
    if (!best || address.length > best.length) best = { owner, length: address.length }
  }
  for (const column of site.columns) claim(column.owner, column.url)
  for (const unit of site.units) for (const column of unit.columns) claim(column.owner ?? unit.id, column.url)
  const found = best as { owner: string } | null
  return found === null ? null : (site.units.find((unit) => unit.id === found.owner) ?? null)
}

/**
 * The unit that answers for a page: a start page's own unit, the column's registered owner, then scope, then
 * publisher, then the operator; null is a common part that nobody operates.
 */
export function ownerOf(site: SiteSpec, address: string, publisher: string | null): UnitSpec | null {
  const href = declaredAddress(site, address)
  const registered = site.units.some((unit) => unit.portal === href) ? null : unitByRegister(site, href)
  if (registered) return registered
  const scoped = unitByScope(site, href)
  if (scoped) return scoped
  if (new URL(href).origin !== site.origin) return null
  if (publisher !== null && publisher !== '') {
    const scopes = site.units.filter((unit) =>
      unit.scopes.some((scope) => scope.by === 'publisher' && publisher.includes(scope.name)),
    )
    const named = scopes.length > 0 ? scopes : unitsNamedIn(publisher, site.units)
    if (named.length === 1) return named[0] ?? null
  }
  return (
    site.units.find((unit) => unit.takesRest) ?? site.units.find((unit) => unit.id === site.operator) ?? null
  )
}

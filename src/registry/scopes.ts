/** Scopes of units: how they are read, where they overlap, and what to write instead. */
import type { Scope, UnitSpec } from '../model/site.js'

/** The directory of a start URL, the scope of a unit that names none. */
export function directoryOf(url: string): string {
  return new URL('.', url.replace(/[?#].*$/s, '')).href
}

/** One scope as written: a URL prefix (relative to the start URL), `?name=value`, else a publisher's name. */
export function readScope(text: string, portal: string): Scope {
  if (text.startsWith('?')) {
    const [[name, value] = ['', '']] = [...new URLSearchParams(text)]
    return { by: 'parameter', name, value }
  }
  if (/^(?:\.{0,2}\/|[a-z][a-z0-9+.-]*:\/\/)/i.test(text)) {
    return { by: 'prefix', url: new URL(text, portal).href }
  }
  return { by: 'publisher', name: text.normalize('NFKC').trim() }
}

/** A scope as one would write it in the workspace file. */
export function showScope(scope: Scope): string {
  if (scope.by === 'prefix') return scope.url
  return scope.by === 'parameter' ? `?${scope.name}=${encodeURIComponent(scope.value)}` : scope.name
}

function meet(a: Scope, b: Scope): boolean {
  if (a.by === 'prefix') return b.by === 'prefix' && (a.url.startsWith(b.url) || b.url.startsWith(a.url))
  if (a.by === 'parameter') return b.by === 'parameter' && a.name === b.name && a.value === b.value
  return b.by === 'publisher' && a.name === b.name
}

/** The scopes of two units that claim the same pages, or null. */
export function overlapOf(a: readonly Scope[], b: readonly Scope[]): readonly [Scope, Scope] | null {
  for (const one of a) {
    const other = b.find((candidate) => meet(one, candidate))
    if (other) return [one, other]
  }
  return null
}

/** True for a prefix that holds the whole site: its origin's root, or the directory of its home. */
export function isRoot(scope: Scope, home: string): boolean {
  return scope.by === 'prefix' && directoryOf(home).startsWith(scope.url)
}

/** A unit whose scopes must be told apart from the others'. */
export type Scoped = Pick<UnitSpec, 'id' | 'name' | 'portal' | 'scopes'>

/** What tells this unit's start URL from the other units': a query parameter, its own path as a directory, else its name. */
export function proposeScope(unit: Scoped, home: string, others: readonly Scoped[]): Scope {
  const start = new URL(unit.portal)
  const candidates: Scope[] = []
  for (const [name, value] of start.searchParams) candidates.push({ by: 'parameter', name, value })
  const path = /(?:\/|\.\w+)$/.test(start.pathname) ? directoryOf(unit.portal) : `${start.pathname}/`
  candidates.push({ by: 'prefix', url: new URL(path, start).href })
  const free = (candidate: Scope) =>
    !isRoot(candidate, home) &&
    others.every((other) => {
      const claimed = other.scopes.filter((scope) => !isRoot(scope, home))
      return overlapOf([candidate], claimed) === null && !holdsStart(candidate, other.portal)
    })
  return candidates.find(free) ?? { by: 'publisher', name: unit.name }
}

/** A start page is always in scope: another unit's proposal must not hold it. */
function holdsStart(scope: Scope, portal: string): boolean {
  if (scope.by === 'prefix') return portal.startsWith(scope.url)
  return scope.by === 'parameter' && new URL(portal).searchParams.getAll(scope.name).includes(scope.value)
}

/** Functions of a page's own scripts that do nothing but lead to an address, and where a handler that calls one leads. */
import type { Tree } from './tree.js'

/** One function: its parameters, and the address as pieces; a number stands for the parameter of that place. */
type Opener = readonly (string | number)[]

const MAX_FUNCTIONS = 500
const MAX_SCRIPT = 400_000

/** A function without branches or inner functions: nothing in its body decides. */
const FUNCTION =
  /(?:function\s+([\w$]{1,60})|(?:var|let|const)\s+([\w$]{1,60})\s*=\s*function|window\.([\w$]{1,60})\s*=\s*function)\s*\(([\w$\s,]{0,100})\)\s*\{([^{}]{1,500})\}/g
/** Where a body sends its visitor. */
const LEADS =
  /(?:(?<![\w$.])(?:window\.|self\.)?open\s*\(|(?<![\w$])location(?:\.href)?\s*=(?!=)|(?<![\w$])location\.(?:assign|replace)\s*\()/g
const PIECE = /^\s*(?:'([^'\\]{0,300})'|"([^"\\]{0,300})"|([\w$]{1,60}))\s*/
const CALL =
  /^\s*(?:javascript:)?\s*(?:return\s+)?([\w$]{1,60})\s*\(([^()]{0,500})\)\s*;?\s*(?:return\s+(?:false|true)\s*;?)?\s*$/i
const ARGUMENT = /^\s*(?:'([^'\\]{0,300})'|"([^"\\]{0,300})"|(\d{1,18}))\s*(?:,|$)/

/** The address that follows, where it is made of literals and parameters alone. */
function piecesOf(text: string, parameters: readonly string[]): Opener | null {
  const pieces: (string | number)[] = []
  for (let rest = text; pieces.length < 12; ) {
    const found = PIECE.exec(rest)
    if (found === null) return null
    const literal = found[1] ?? found[2]
    const at = literal === undefined ? parameters.indexOf(found[3] ?? '') : -1
    if (literal === undefined && at < 0) return null
    pieces.push(literal ?? at)
    rest = rest.slice(found[0].length)
    if (!rest.startsWith('+')) return /^(?:[,);]|$)/.test(rest) ? pieces : null
    rest = rest.slice(1)
  }
  return null
}

function readOpeners(tree: Tree): ReadonlyMap<string, Opener | null> {
  const found = new Map<string, Opener | null>()
  for (const { text } of tree.scripts) {
    if (text.length > MAX_SCRIPT || !/open\s*\(|location/.test(text)) continue
    for (const [, a, b, c, list = '', body = ''] of text.matchAll(FUNCTION)) {
      const name = a ?? b ?? c ?? ''
      if (found.size >= MAX_FUNCTIONS) return found
      const leads = [...body.matchAll(LEADS)]
      const [only] = leads
      const parameters = list.split(',').map((one) => one.trim())
      const opener =
        only === undefined || leads.length > 1 || /\?[^'"]*:/.test(body.replace(/'[^']*'|"[^"]*"/g, "''"))
          ? null
          : piecesOf(body.slice(only.index + only[0].length), parameters)
      // Two functions of one name: nobody knows which is called.
      found.set(name, found.has(name) ? null : opener)
    }
  }
  return found
}

function argumentsOf(text: string): string[] {
  const found: string[] = []
  for (let rest = text; rest.trim() !== '' && found.length < 10; ) {
    const match = ARGUMENT.exec(rest)
    if (match === null) break
    found.push(match[1] ?? match[2] ?? match[3] ?? '')
    rest = rest.slice(match[0].length)
  }
  return found
}

/**
 * What tells where a handler leads that calls a function of the page: `openwin('show.asp?id=3')` where openwin passes
 * its argument to window.open. It answers null where the function is not known, or does anything that depends.
 */
export function openersOf(tree: Tree): (handler: string | undefined) => string | null {
  let openers: ReadonlyMap<string, Opener | null> | null = null
  return (handler) => {
    const call = handler === undefined || handler.length > 700 ? null : CALL.exec(handler)
    if (call === null) return null
    openers ??= readOpeners(tree)
    const opener = openers.get(call[1] ?? '') ?? null
    if (opener === null) return null
    const given = argumentsOf(call[2] ?? '')
    const pieces = opener.map((piece) => (typeof piece === 'number' ? given[piece] : piece))
    return pieces.includes(undefined) ? null : pieces.join('')
  }
}

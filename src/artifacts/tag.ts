/** Opening tags and entities: read once for all the pages that repeat them. */
import { Parser } from 'htmlparser2'
import { copyOf } from './flat.js'
import { Noted, questionsTo } from './noted.js'

const names = (list: string): ReadonlySet<string> => new Set(list.split(' '))

const INLINE = names(
  'a abbr acronym b bdi bdo big cite code del dfn em font i ins kbd label mark o:p q s samp small span strike strong sub sup tt u var wbr img',
)
/** What stands inside is no text of the page. */
const UNREAD = names('script style template noscript textarea option select iframe noframes xmp svg title')
/** Shown to nobody, whatever its style says. */
const UNSEEN = names('script style template noscript noframes title meta link base')
const HIDDEN_STYLE = /(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)/i
const VOID = names(
  'area base basefont br col command embed frame hr img input isindex keygen link meta param source track wbr',
)

/** An opening tag. Shared by all elements that are written alike: what readers note on it follows from it alone. */
export class Tag extends Noted {
  /** Class and id as words, once a reader asked for them. */
  tokens: readonly string[] | null = null
  /** The step that it is in the path of a link. */
  step: string | null = null
  /** Hosts that its attributes name. */
  hosts: readonly string[] | null = null
  readonly inline: boolean
  /** Its contents are no text of the page. */
  readonly unread: boolean
  /** Puts its element out of sight, whatever stands round it. */
  readonly hides: boolean
  /** Its element ends where the tag does. */
  readonly empty: boolean

  constructor(
    readonly name: string,
    readonly attrs: Readonly<Record<string, string>>,
    /** Written with a slash at its end; in foreign markup that closes it. */
    readonly selfClosing: boolean,
  ) {
    super()
    this.inline = INLINE.has(name)
    this.unread = UNREAD.has(name)
    this.empty = VOID.has(name)
    this.hides =
      attrs.hidden !== undefined ||
      UNSEEN.has(name) ||
      HIDDEN_STYLE.test(attrs.style ?? '') ||
      (name === 'input' && attrs.type?.toLowerCase() === 'hidden')
  }
}

/** Makes a question to tags; see {@link questionsTo}. */
export const askedOfTag = questionsTo<Tag>()

/** Reads one tag at a time, in pieces. */
class TagParser {
  tag: Tag | null = null
  readonly #parser = new Parser(
    {
      onopentag: (name, attrs) => {
        this.tag = new Tag(name, attrs, false)
      },
      onclosetag: () => {
        if (this.tag?.empty === false) this.tag = new Tag(this.tag.name, this.tag.attrs, true)
      },
    },
    { decodeEntities: true, lowerCaseTags: true, lowerCaseAttributeNames: true, recognizeSelfClosing: true },
  )

  begin(source: string): Tag | null {
    this.tag = null
    this.#parser.reset()
    this.#parser.write(source)
    return this.tag
  }

  goOn(source: string): void {
    this.#parser.write(source)
  }
}

/** As most tags are written: attributes in lower case and double quotes, and nothing in them that means something else. */
const PLAIN = /^<([a-z][a-z0-9]*)((?: [a-z][a-z-]*="[^"&]*")*)>$/
const ATTRIBUTE = / ([a-z][a-z-]*)="([^"]*)"/g

/** A tag as the parser tells it, several times sooner; null where it is written otherwise. */
function plainTag(source: string): Tag | null {
  const plain = PLAIN.exec(source)
  if (plain === null) return null
  const [, name = '', written = ''] = plain
  const attrs: Record<string, string> = {}
  if (written !== '')
    for (const [, key = '', value = ''] of written.matchAll(ATTRIBUTE))
      if (!Object.hasOwn(attrs, key)) attrs[key] = value
  return new Tag(name, attrs, false)
}

const MAX_TAGS = 4_000
const LONGEST = 1_000
/** A tag by its source. */
interface Met {
  readonly source: string
  readonly tag: Tag
}

/** Tags by their source, in two generations: what was not met since the last but one fill is forgotten. */
let young = new Map<string, Met>()
let old = new Map<string, Met>()
let parser = new TagParser()

/** The tags met last, by their length and two of their letters: a page repeats a few, which need not be looked up. */
const NEAR = 256
const near: Met[] = new Array(NEAR).fill({ source: '', tag: new Tag('', {}, false) })

function keep(met: Met): Met {
  if (young.size >= MAX_TAGS) {
    old = young
    young = new Map()
  }
  young.set(met.source, met)
  return met
}

function metBefore(source: string): Met | undefined {
  const met = old.get(source)
  return met === undefined ? undefined : keep(met)
}

/** The opening tag that begins at a position, and the position after it; null where the page ends within it. */
export function tagAt(html: string, at: number): { readonly tag: Tag; readonly end: number } | null {
  let end = html.indexOf('>', at) + 1
  if (end === 0) return null
  const source = html.slice(at, end)
  const place = (source.length + html.charCodeAt(at + 1) * 5 + html.charCodeAt(end - 3) * 17) % NEAR
  const last = near[place]
  if (last?.source === source) return { tag: last.tag, end }
  const known = young.get(source) ?? metBefore(source)
  if (known !== undefined) {
    near[place] = known
    return { tag: known.tag, end }
  }
  // Its attributes are pieces of the copy: they must not keep the page.
  const own = copyOf(source)
  const tag = plainTag(own) ?? parser.begin(own)
  if (tag !== null) {
    const met = { source: own, tag }
    if (own.length <= LONGEST) near[place] = keep(met)
    return { tag: met.tag, end }
  }
  // The `>` stood inside an attribute.
  for (let next = html.indexOf('>', end) + 1; next > 0; next = html.indexOf('>', end) + 1) {
    parser.goOn(copyOf(html.slice(end, next)))
    end = next
    if (parser.tag !== null) return { tag: parser.tag, end }
  }
  // It holds a piece of an attribute that it would put before the next one.
  parser = new TagParser()
  return null
}

const ENTITY = /&(?:[A-Za-z][A-Za-z0-9]{1,31}|#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6});/g
const OTHER_ENTITY = /&(?!(?:[A-Za-z][A-Za-z0-9]{1,31}|#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6});)/
const MAX_ENTITIES = 3_000
const entities = new Map<string, string>()

function decodeAnew(raw: string): string {
  const pieces: string[] = []
  const decoder = new Parser({ ontext: (data) => pieces.push(data) }, { decodeEntities: true })
  decoder.end(raw)
  return pieces.join('')
}

function decodeEntity(raw: string): string {
  const known = entities.get(raw)
  if (known !== undefined) return known
  const text = decodeAnew(raw)
  if (entities.size >= MAX_ENTITIES) entities.clear()
  entities.set(copyOf(raw), text)
  return text
}

/** Text between tags with its entities decoded. */
export function decodeText(raw: string): string {
  if (!raw.includes('&')) return raw
  return OTHER_ENTITY.test(raw) ? decodeAnew(raw) : raw.replace(ENTITY, decodeEntity)
}

/** A title's text with its entities decoded: what looks like a tag in it is text. */
export function decodeTitle(raw: string): string {
  return raw.includes('<') ? decodeAnew(`<title>${raw}`) : decodeText(raw)
}

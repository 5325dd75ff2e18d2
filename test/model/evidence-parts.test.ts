/** The table of parts: every code has its line, and what lacks a part of it is partial, with that part named. */
import { describe, expect, it } from 'vitest'
import { CODES, type Code, codeTraits } from '../../src/model/code.js'
import {
  CODE_EVIDENCE,
  type LookedPage,
  missingParts,
  type Part,
  PICTURE_ROLES,
} from '../../src/model/evidence-parts.js'

const URL = 'http://127.0.0.1/a/'
const PAGE: LookedPage = { url: URL, answered: true, body: true, read: true, document: false }
const ROLES = ['headers', 'body', 'text', ...PICTURE_ROLES] as const
const WHOLE = {
  agreed: true,
  attempts: 2,
  searched: 3,
  pages: [PAGE],
  files: ROLES.map((role) => ({ role, of: URL })),
  failed: [],
}
const codes = Object.keys(CODES) as Code[]
const without = (...roles: readonly string[]) => ({
  ...WHOLE,
  files: WHOLE.files.filter(({ role }) => !roles.includes(role)),
})
/** What the evidence of a claim lacks when this part of it is taken away. */
const TAKEN: Readonly<Record<Part, [object, readonly string[]]>> = {
  attempts: [{ attempts: 0 }, ['attempts']],
  answer: [without('headers', 'body'), ['body', 'headers']],
  text: [without('text'), ['text']],
  pictures: [without(...PICTURE_ROLES), ['dom', 'full', 'mhtml', 'viewport']],
  searched: [{ searched: 0 }, ['searched']],
}

describe.each(codes)('%s', (code) => {
  const { kind, parts, searched } = CODE_EVIDENCE[code]

  it('is complete with everything, and lacks by name whichever of its parts is taken away, and no other', () => {
    expect(missingParts(code, WHOLE)).toEqual([])
    for (const [part, [change, missing]] of Object.entries(TAKEN) as [Part, [object, string[]]][])
      expect([part, missingParts(code, { ...WHOLE, ...change })]).toEqual([
        part,
        parts.includes(part) ? missing : [],
      ])
  })

  it('claims what fits its nature', () => {
    expect(parts).toContain('attempts')
    expect(parts.includes('searched')).toBe(kind === 'absence')
    expect(searched !== undefined).toBe(kind === 'absence')
    expect(kind === 'availability').toBe(codeTraits(code).confirmedBy === 'reachability')
    expect(parts.length === 1).toBe(codeTraits(code).suspicion === true)
  })
})

describe('what applies', () => {
  it.each<[string, Code, object, readonly string[]]>([
    [
      'a page that refused the connection has only attempts',
      'link-broken',
      { pages: [{ ...PAGE, answered: false, body: false, read: false }], files: [] },
      [],
    ],
    [
      'a document is its own picture',
      'personal-data-exposed',
      { ...without(...PICTURE_ROLES), pages: [{ ...PAGE, document: true }] },
      [],
    ],
    ['a page that could not be read has no text', 'link-broken', without('text'), []],
    ['a doubt rests on attempts', 'column-empty', { agreed: false, files: [] }, []],
    ['a doubt without any attempt is partial', 'column-empty', { agreed: false, attempts: 0 }, ['attempts']],
    ['what the capture could not take is named', 'column-stale', { failed: ['regions'] }, ['regions']],
  ])('%s', (_, code, change, missing) => {
    expect(missingParts(code, { ...WHOLE, ...change })).toEqual(missing)
  })
})

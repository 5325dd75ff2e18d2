/** Which originals are encrypted: all of a page that shows a number, whoever asks for them, and nothing else. */
import { describe, expect, it } from 'vitest'
import { concealing } from '../../src/crawl/witness-conceal.js'
import { decrypted } from '../../src/evidence/data-keys.js'
import { findingOf } from '../../src/model/draft.js'
import type { EvidenceFile } from '../../src/model/evidence.js'
import type { JudgedCheck } from '../../src/model/finding.js'
import { HOME, harvestOf, pageOf } from './witness-stage.js'

const SHOWN = `${HOME}a.html`
const TWIN = `${HOME}a.html?from=list`
const PLAIN = `${HOME}b.html`
const FILE = `${HOME}list.docx`
const NUMBER = '330303197805060419'
const HTML = `<title>公示</title><body><h1>公示</h1><p>身份证号码：${NUMBER}</p></body>`
const bytes = (text: string): Buffer => Buffer.from(text)

function judged(...subjects: readonly string[]): JudgedCheck[] {
  const findings = subjects.map((subject) =>
    findingOf({ code: 'personal-data-exposed', verdict: 'problem', subject, url: subject, facts: {} }),
  )
  return [
    { unit: 'edu', check: 'privacy', checkVersion: 2, outcome: { examined: new Set(subjects), findings } },
  ]
}

const personal = [{ kind: 'resident-id', masked: '3303************19', certain: true }]
const harvest = harvestOf([pageOf(SHOWN, HTML), pageOf(PLAIN, '<title>通知</title><p>正文</p>')], [], {
  file: (url) => (url === FILE ? ({ url, facts: { personal }, bodySha256: null } as never) : undefined),
})

describe('what is concealed', () => {
  it.each<[string, EvidenceFile['role'], string, string, boolean]>([
    ['the body', 'body', SHOWN, HTML, true],
    ['the rendered page', 'dom', SHOWN, '<html>', true],
    ['the archive', 'mhtml', SHOWN, 'MIME', true],
    ['the picture', 'full', SHOWN, 'PNG', true],
    ['the part in view', 'viewport', SHOWN, 'PNG', true],
    ['the same bytes under another address', 'body', TWIN, HTML, true],
    ['a document that shows a number', 'body', FILE, 'PK', true],
    ['not the headers', 'headers', SHOWN, 'HTTP 200', false],
    ['not the text, where its numbers are masked', 'text', SHOWN, '身份证号码：3303************19', false],
    ['the text, should a number have been left in it', 'text', SHOWN, `身份证号码：${NUMBER}`, true],
    ['nothing of another page', 'full', PLAIN, 'PNG', false],
  ])('%s', (_, role, url, text, expected) => {
    const one = concealing(harvest, judged(SHOWN), new Map())
    const hidden = one.conceal(role, url, bytes(text))
    expect(hidden !== null).toBe(expected)
    expect(one.keys()).toHaveLength(expected ? 1 : 0)
    const [key] = one.keys()
    if (hidden && key) expect(decrypted(hidden.bytes, key)?.toString()).toBe(text)
  })

  it('of one page is under one key, of another under another', () => {
    const one = concealing(harvest, judged(SHOWN, FILE), new Map())
    const ids = [SHOWN, SHOWN, TWIN, FILE].map((url) => one.conceal('body', url, bytes(HTML))?.cipher.key)
    expect([ids[0] === ids[1], ids[1] === ids[2], ids[2] === ids[3]]).toEqual([true, true, false])
    expect(one.keys()).toHaveLength(2)
  })

  it('is told apart from what a finding names: there no hash of the original is written down', () => {
    const one = concealing(harvest, judged(SHOWN), new Map())
    expect([one.isNamed(SHOWN), one.isNamed(PLAIN)]).toEqual([true, false])
    expect([one.shown(SHOWN), one.shown(PLAIN)]).toEqual([['3303************19'], []])
  })

  it('opens with its own key only, and not once altered', () => {
    const one = concealing(harvest, judged(SHOWN, FILE), new Map())
    const hidden = one.conceal('body', SHOWN, bytes(HTML))
    one.conceal('body', FILE, bytes('PK'))
    const [own, other] = one.keys()
    const altered = Buffer.from(hidden?.bytes ?? '')
    altered[20] = (altered[20] ?? 0) ^ 1
    expect(own && decrypted(altered, own)).toBeNull()
    expect(other && decrypted(hidden?.bytes ?? Buffer.alloc(0), other)).toBeNull()
  })
})

/** The on-application entry: is it there, does it open, does its form ask what the law asks? 依申请公开入口 */
import { z } from 'zod'
import { defineCheck } from '../src/check.js'
import type { Reach } from '../src/model/attempt.js'
import { absence, findingOf, frameSignatures, inOrder } from '../src/model/draft.js'
import type { Finding } from '../src/model/finding.js'
import type { ApplicationView, Artifacts, LinkView } from '../src/model/portal.js'
import { judgeReach, type ReachVerdict } from '../src/model/reach-verdict.js'

/** Values of `missing`, in the order of contract §5: regulation article 29. */
const FORM_ELEMENTS = ['applicant', 'contact', 'content', 'form'] as const

type Need = Pick<Artifacts, 'unit' | 'start' | 'coverage' | 'links' | 'application'>

/** One address that an on-application link leads to. */
interface Entry {
  readonly target: string
  readonly reach: Reach | null
  readonly link: LinkView | undefined
}

/** The entry, its form where that is another page, and every other link that offers an application. */
function entriesOf({ links, application }: Need): {
  entry: Entry | null
  form: Entry | null
  others: Entry[]
} {
  const offered = new Map(links.filter((link) => link.role === 'entry').map((link) => [link.target, link]))
  const entryAt = (target: string, reach: Reach | null): Entry => {
    const link = offered.get(target)
    return { target, reach: reach ?? link?.reach ?? null, link }
  }
  const { entry, formUrl } = application
  const others = [...offered.values()].filter(({ target }) => target !== entry && target !== formUrl)
  return {
    entry: entry === null ? null : entryAt(entry, application.reach),
    form: formUrl === null || formUrl === entry ? null : entryAt(formUrl, null),
    others: others.map((link) => ({ target: link.target, reach: link.reach, link })),
  }
}

function judge({ reach }: Entry, { start, coverage }: Need): ReachVerdict {
  if (reach === null) return { verdict: 'unseen', why: null }
  // A sign-in page is how many portals take applications: the entry is available.
  if (reach.cause === 'login') return { verdict: 'ok', why: null }
  return judgeReach(reach, start, coverage)
}

/** `subject` is the entry, `failed` the page that failed: the entry itself or its form. */
function broken(subject: Entry, failed: Entry, judged: ReachVerdict, portal: string): Finding {
  const [first] = subject.link?.referrers ?? []
  return findingOf({
    code: 'application-entry-broken',
    verdict: judged.verdict === 'problem' ? 'problem' : 'cannot-tell',
    subject: subject.target,
    url: first?.url ?? portal,
    where: first ? [...first.where, first.text].filter((name) => name !== '') : [],
    facts: {
      cause: failed.reach?.cause ?? null,
      status: failed.reach?.status ?? null,
      target: failed.target,
      linkText: first?.text ?? '',
      ...(judged.why ? { why: judged.why } : {}),
    },
    region: { kind: 'link', target: failed.target },
    frame: frameSignatures(subject.link?.referrers ?? []),
  })
}

/** What the online form lacks; nothing where there is none to judge. */
function incomplete(application: ApplicationView, entry: Entry): Finding | null {
  const { channel, fields, formUrl } = application
  const lacking = FORM_ELEMENTS.filter((element) => !fields.includes(element))
  if (channel !== 'none' && lacking.length === 0) return null
  const [first] = entry.link?.referrers ?? []
  const url = formUrl ?? entry.target
  return findingOf({
    code: 'application-form-incomplete',
    // Neither a form nor instructions: the page may take applications in a way that was not recognised.
    verdict: channel === 'none' ? 'cannot-tell' : 'problem',
    subject: entry.target,
    url,
    where: first ? [...first.where, first.text].filter((name) => name !== '') : [],
    facts: { missing: lacking, ...(channel === 'none' ? { why: 'no-channel' } : {}) },
    pages: [url, entry.target],
  })
}

function missing({ unit, coverage, application }: Need): Finding {
  const { verdict, facts } = absence(coverage, ['application'])
  return findingOf({
    code: 'application-entry-missing',
    verdict,
    subject: unit.portal,
    url: unit.portal,
    facts,
    pages: [unit.portal, ...application.expectedAt],
  })
}

/** The entry within two clicks of the portal or in the places. Never submits anything. */
export const applicationEntry = defineCheck({
  id: 'application-entry',
  version: 2,
  codes: ['application-entry-missing', 'application-entry-broken', 'application-form-incomplete'],
  needs: ['unit', 'start', 'coverage', 'links', 'application'],
  params: z.object({}),
  run(seen) {
    const { entry, form, others } = entriesOf(seen)
    const examined = new Set([seen.unit.portal])
    const findings: Finding[] = []
    if (entry === null && others.length === 0) findings.push(missing(seen))

    for (const other of others) {
      const judged = judge(other, seen)
      if (judged.verdict !== 'unseen') examined.add(other.target)
      if (judged.verdict === 'problem' || judged.verdict === 'cannot-tell')
        findings.push(broken(other, other, judged, seen.unit.portal))
    }
    if (entry === null) return { examined, findings: inOrder(findings) }

    const { login, channel } = seen.application
    const opened = login ? ({ verdict: 'ok', why: null } as const) : judge(entry, seen)
    if (opened.verdict === 'unseen') return { examined, findings: inOrder(findings) }
    examined.add(entry.target)
    const formed = form === null || login ? null : judge(form, seen)
    if (opened.verdict !== 'ok') findings.push(broken(entry, entry, opened, seen.unit.portal))
    else if (form && formed && (formed.verdict === 'problem' || formed.verdict === 'cannot-tell'))
      findings.push(broken(entry, form, formed, seen.unit.portal))
    else if (!login && (channel === 'online' || channel === 'none')) {
      const lacking = incomplete(seen.application, entry)
      if (lacking) findings.push(lacking)
    }
    return { examined, findings: inOrder(findings) }
  },
})

/** Links, attachments and images that lead nowhere. 链接不可用 */
import { z } from 'zod'
import { defineCheck } from '../src/check.js'
import type { Code } from '../src/model/code.js'
import { byText, findingOf, frameSignatures, inOrder } from '../src/model/draft.js'
import type { Finding } from '../src/model/finding.js'
import type { CoverageView, LinkView, StartView, VoidLinkView } from '../src/model/portal.js'
import { judgeReach } from '../src/model/reach-verdict.js'

/** Referrers named in the facts (contract §5). */
const NAMED_REFERRERS = 5

/** One role, one code. Entries are judged by application-entry. */
const CODE_OF: Readonly<Record<Exclude<LinkView['role'], 'entry'>, Code>> = {
  page: 'link-broken',
  column: 'link-broken',
  report: 'link-broken',
  attachment: 'attachment-broken',
  image: 'image-broken',
}

/** A report may be a page or the file itself. */
const FILE = /\.(pdf|docx?|wps|xlsx?|et|ofd|pptx?|zip|rar)$/i

function codeOf(role: Exclude<LinkView['role'], 'entry'>, target: string): Code {
  return role === 'report' && FILE.test(target.split(/[?#]/)[0] ?? '') ? 'attachment-broken' : CODE_OF[role]
}

function judgeLink(link: LinkView, start: StartView, coverage: CoverageView): Finding | 'fine' | 'unseen' {
  if (link.role === 'entry') return 'unseen'
  const judged = judgeReach(link.reach, start, coverage)
  if (judged.verdict === 'unseen') return 'unseen'
  if (judged.verdict === 'ok') return 'fine'
  const [first] = link.referrers
  const { status, cause, bytes } = link.reach
  const code = codeOf(link.role, link.target)
  // Contract §5 names 0 bytes for files and the start page only: an empty page behind a link goes to a person.
  const emptyPage = code === 'link-broken' && cause === 'empty-file'
  const why = judged.why ?? (emptyPage ? 'empty-page' : null)
  return findingOf({
    code,
    verdict: emptyPage ? 'cannot-tell' : judged.verdict,
    subject: link.target,
    url: first?.url ?? start.url,
    where: first ? [...first.where, first.text].filter((name) => name !== '') : [],
    facts: {
      target: link.target,
      status,
      cause,
      ...(code === 'attachment-broken' ? { bytes } : {}),
      linkText: first?.text ?? '',
      inSite: link.inSite,
      level: first?.level ?? null,
      articleDate: first?.articleDate ?? null,
      referrers: {
        count: link.referrerCount,
        first: link.referrers.slice(0, NAMED_REFERRERS).map((referrer) => referrer.url),
      },
      ...(why ? { why } : {}),
    },
    region: { kind: 'link', target: link.target },
    frame: frameSignatures(link.referrers),
  })
}

function pathOf(url: string): string {
  if (!URL.canParse(url)) return url
  const { pathname, search } = new URL(url)
  return pathname + search
}

function byPlace(a: VoidLinkView, b: VoidLinkView): number {
  return a.referrer.depth - b.referrer.depth || byText(a.page, b.page) || byText(a.text, b.text)
}

/** A piece of page frame is one entry however many pages carry it; elsewhere page and text tell entries apart. */
function entriesOf(voidLinks: readonly VoidLinkView[]): VoidLinkView[][] {
  const entries = new Map<string, VoidLinkView[]>()
  for (const link of [...voidLinks].sort(byPlace)) {
    const { region, signature } = link.referrer
    const key = region === 'frame' ? `frame ${signature}` : `${link.page} ${link.text}`
    const entry = entries.get(key)
    if (entry) entry.push(link)
    else entries.set(key, [link])
  }
  return [...entries.values()]
}

function judgeVoid(entry: readonly VoidLinkView[], first: VoidLinkView): Finding | null {
  // One click that did something shows that the entry works; where it stands does not change what it is.
  if (entry.some((link) => link.clicked === 'something')) return null
  const clicked = entry.some((link) => link.clicked === 'nothing')
  return findingOf({
    code: 'link-void',
    verdict: clicked ? 'problem' : 'cannot-tell',
    subject: `${pathOf(first.page)} ${first.text}`,
    url: first.page,
    where: [...first.referrer.where, first.text],
    facts: { linkText: first.text, how: first.how, ...(clicked ? {} : { why: 'not-clicked' }) },
    region: { kind: 'text', text: first.text },
    frame: frameSignatures(entry.map((link) => link.referrer)),
  })
}

/** Every link of the unit's pages but its on-application entries. */
export const brokenLink = defineCheck({
  id: 'broken-link',
  version: 1,
  codes: ['link-broken', 'link-void', 'attachment-broken', 'image-broken'],
  needs: ['start', 'coverage', 'links', 'voidLinks'],
  params: z.object({}),
  run({ start, coverage, links, voidLinks }) {
    const examined = new Set<string>()
    const findings = new Map<string, Finding>()
    for (const link of links) {
      // A dead start page is homepage-unreachable, not a second time a broken link to it.
      if (link.target === start.url) continue
      const judged = judgeLink(link, start, coverage)
      if (judged === 'unseen') continue
      examined.add(link.target)
      if (judged !== 'fine') findings.set(`${judged.code} ${judged.subject}`, judged)
    }
    for (const entry of entriesOf(voidLinks)) {
      const [first] = entry
      if (!first) continue
      examined.add(`${pathOf(first.page)} ${first.text}`)
      const judged = judgeVoid(entry, first)
      if (judged && !findings.has(`${judged.code} ${judged.subject}`))
        findings.set(`${judged.code} ${judged.subject}`, judged)
    }
    return { examined, findings: inOrder([...findings.values()]) }
  },
})

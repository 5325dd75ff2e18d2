/** Routes of findings: the list, a finding's page with its pictures, and what people decide about one. */
import { cropRegion } from '../../evidence/picture.js'
import { isViewable, originalOf, shownPicture } from '../../evidence/shown-picture.js'
import { openStore } from '../../evidence/store.js'
import { answerDismissal, askDismissal, DISMISSAL_SCOPES, listDismissals } from '../../ledger/dismissals.js'
import { entriesUnderDispute } from '../../ledger/dispute-rows.js'
import type { Ledger } from '../../ledger/open.js'
import { PERSON_RULINGS } from '../../ledger/person-rulings.js'
import {
  evidenceOf,
  findFinding,
  listEntries,
  listFindings,
  observationsOf,
  type StoredFinding,
} from '../../ledger/read.js'
import { registry } from '../../ledger/registry-store.js'
import { isPlainDate } from '../../model/date.js'
import { UserFault } from '../../model/error.js'
import type { EvidenceManifest } from '../../model/evidence.js'
import { ruleAndPrice } from '../../pricing.js'
import { findingPage, type ShownEvidence, sentenceOf } from '../pages/finding.js'
import { findingsPage } from '../pages/findings.js'
import { Refusal } from '../problem.js'
import { storyOf } from '../read/story.js'
import { titlesOf } from '../read/titles.js'
import { asking, everyone, only, type Route } from '../route.js'
import { action, holds, page, pageAsked, refuseForeign, told, type Visit } from './visit.js'

const RULERS = ['evaluator', 'reviewer', 'office'] as const
const SECONDS = ['reviewer', 'office'] as const
const DISPUTERS = ['unit', 'office'] as const

/** Names of the registered units by id. */
export function namesOf(ledger: Ledger): Map<string, string> {
  return new Map(
    registry(ledger)
      .load()
      .units.map(({ id, name }) => [id, name]),
  )
}

/** The finding of that name, if the reader may see it. @throws Refusal 404, 403 */
function findingMeant(visit: Visit): StoredFinding {
  const name = visit.params.id ?? ''
  const finding = findFinding(visit.ledger, name)
  if (!finding) throw new Refusal(404, 'server.no-such-page', { path: name })
  refuseForeign(visit.principal, [finding.unit, ...finding.units])
  return finding
}

/** A manifest, or null where it is missing or altered: a page is shown without it, never with something else. */
async function manifestOf(dataDir: string, id: string): Promise<EvidenceManifest | null> {
  try {
    return await openStore(dataDir).readItem(id)
  } catch (error) {
    if (error instanceof UserFault) return null
    throw error
  }
}

/** Most items of evidence whose manifests one page reads: the first, and the latest ones. */
const MOST_EVIDENCE = 8

/** The manifest without pictures that nobody can look at any more: their retention ended, or their key was deleted. */
async function viewable(
  dataDir: string,
  manifest: EvidenceManifest | null,
): Promise<EvidenceManifest | null> {
  const picture = manifest && shownPicture(manifest)
  if (!picture || (await isViewable(dataDir, openStore(dataDir), picture.file))) return manifest
  return { ...manifest, files: manifest.files.filter(({ role }) => role !== 'full' && role !== 'viewport') }
}

async function evidenceShown(visit: Visit, finding: StoredFinding): Promise<ShownEvidence[]> {
  const ids = evidenceOf(visit.ledger, finding.fingerprint)
  const { dataDir } = visit.office
  const read = ids.length <= MOST_EVIDENCE ? ids : [...ids.slice(0, 1), ...ids.slice(1 - MOST_EVIDENCE)]
  return Promise.all(
    read.map(async (id) => ({ id, manifest: await viewable(dataDir, await manifestOf(dataDir, id)) })),
  )
}

async function show(visit: Visit) {
  const { ledger, principal, frame } = visit
  const finding = findingMeant(visit)
  const message = sentenceOf(finding, frame.words)
  const under = entriesUnderDispute(ledger)
  const titles = titlesOf(ledger)
  const asked = listDismissals(ledger, true).find((one) => one.fingerprint === finding.fingerprint) ?? null
  const entries = listEntries(ledger, principal.unit ?? undefined)
    .filter((entry) => entry.finding === finding.fingerprint)
    .map((entry) => ({ entry, title: titles(entry), disputed: under.has(entry.id) }))
  const body = findingPage(frame, {
    finding,
    message,
    unitName: namesOf(ledger).get(finding.unit) ?? finding.unit,
    evidence: await evidenceShown(visit, finding),
    entries,
    story: storyOf(ledger, finding, frame.words, principal.unit),
    observations: observationsOf(ledger, finding.fingerprint),
    asked,
    may: {
      rule: holds(principal, RULERS),
      dismiss: holds(principal, RULERS),
      answer: holds(principal, SECONDS) && asked?.actor !== principal.name,
      recheck: holds(principal, RULERS),
      decide: holds(principal, SECONDS),
      dispute: holds(principal, DISPUTERS),
    },
  })
  return { title: message, body }
}

function list(visit: Visit) {
  const { ledger, principal, frame } = visit
  const names = namesOf(ledger)
  const filter = {
    unit: visit.asked('unit') ?? '',
    state: visit.asked('state') ?? '',
    verdict: visit.asked('verdict') ?? '',
    check: visit.asked('check') ?? '',
    urgent: visit.asked('urgent') ?? '',
  }
  const mine = listFindings(ledger).filter(
    (one) => principal.unit === null || one.unit === principal.unit || one.units.includes(principal.unit),
  )
  const open = (one: StoredFinding) => one.state === 'candidate' || one.state === 'confirmed'
  const wanted = mine.filter(
    (one) =>
      (filter.unit === '' || one.unit === filter.unit) &&
      (filter.verdict === '' || one.verdict === filter.verdict) &&
      (filter.check === '' || one.check === filter.check) &&
      (filter.urgent === '' || one.urgent) &&
      (filter.state === '' || filter.state === 'open'
        ? open(one) || filter.state === ''
        : one.state === filter.state),
  )
  const { items, ...paging } = pageAsked(visit, wanted)
  const body = findingsPage(frame, {
    findings: items,
    names,
    ...paging,
    filter,
    units: principal.unit === null ? [...names].map(([id, name]) => ({ id, name })) : [],
    checks: [...new Set(mine.map((one) => one.check))].sort(),
  })
  return { title: frame.words('nav.findings'), body }
}

const at = (finding: StoredFinding): string => `/findings/${finding.id}`

function rule(visit: Visit): string {
  const ruling = PERSON_RULINGS.find((known) => known === visit.given('do'))
  if (!ruling) throw new Refusal(422, 'server.invalid', { detail: 'do' })
  const finding = findingMeant(visit)
  ruleAndPrice(visit.ledger, finding, {
    ruling,
    reason: visit.given('reason'),
    until: null,
    at: visit.today,
    actor: visit.principal.name,
    tell: () => undefined,
  })
  return told(visit.given('back') === 'review' ? '/review' : at(finding), 'ruled')
}

function dismiss(visit: Visit): string {
  const finding = findingMeant(visit)
  const latest = `${(finding.occurredOn ?? visit.today).slice(0, 4)}-12-31`
  const until = visit.given('until')
  askDismissal(visit.ledger, {
    finding,
    scope: DISMISSAL_SCOPES.find((known) => known === visit.given('scope')) ?? 'finding',
    reason: visit.given('reason'),
    until: isPlainDate(until) ? until : latest,
    latest,
    actor: visit.principal.name,
  })
  return told(at(finding), 'dismissal-asked')
}

function answer(visit: Visit): string {
  const finding = findingMeant(visit)
  const given = visit.given('do')
  if (given !== 'approved' && given !== 'refused') throw new Refusal(422, 'server.invalid', { detail: 'do' })
  answerDismissal(visit.ledger, finding, {
    answer: given,
    reason: visit.given('reason') || null,
    actor: visit.principal.name,
  })
  return told(visit.given('back') === 'review' ? '/review' : at(finding), `dismissal-${given}`)
}

/** The picture of an item of evidence, cropped to the region at fault and framed for this look at it. */
const pictureRoute: Route = {
  method: 'GET',
  path: '/findings/:id/picture',
  policy: everyone(null),
  kind: 'page',
  summary: 'Framed picture of a finding',
  handle: async (call) => {
    const { office, reply } = call
    const id = call.params.id ?? ''
    const asked = String(call.query.evidence ?? '')
    const finding = findFinding(office.ledger, id)
    const none = new Refusal(404, 'server.no-such-page', { path: id })
    if (!finding) throw none
    refuseForeign(asking(call), [finding.unit, ...finding.units])
    // Only what proves this finding: an id from elsewhere shows nothing.
    if (!evidenceOf(office.ledger, finding.fingerprint).includes(asked)) throw none
    const manifest = await manifestOf(office.dataDir, asked)
    const picture = manifest && shownPicture(manifest)
    if (!picture) throw none
    const { file, region, masks, hide } = picture
    const bytes = originalOf(office.dataDir, file, await openStore(office.dataDir).readBlob(file.sha256))
    // Its key was deleted: there is nothing to show any more.
    if (bytes === null) throw none
    const jpeg = await cropRegion(bytes, region, { maxBytes: 160 * 1024, hide, masks })
    return reply.type('image/jpeg').header('cache-control', 'private, max-age=3600').send(Buffer.from(jpeg))
  },
}

export const findingRoutes: readonly Route[] = [
  page('/findings', everyone(null), 'Findings', list),
  page('/findings/:id', everyone(null), 'One finding', show),
  pictureRoute,
  action('/findings/:id/rule', only(RULERS), 'Rule on a finding that nobody could tell', rule),
  action('/findings/:id/dismiss', only(RULERS), 'Ask for a dismissal', dismiss),
  action('/findings/:id/dismissal', only(SECONDS), 'Answer a dismissal as the second person', answer),
]

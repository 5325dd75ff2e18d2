/** 《问题整改通知单》 to one unit, and the notice of urgent findings that goes to nobody else. */
import type { StoredFinding } from '../../src/ledger/finding-rows.js'
import { findingsOfUnit } from '../../src/ledger/finding-rows.js'
import { standingLists } from '../../src/ledger/rectification-read.js'
import { registry } from '../../src/ledger/registry-store.js'
import { coverageOf, type PaperSource, problemPictures, problemTable, say } from './findings.js'
import { type Paper, writtenDay } from './paper.js'

/** Whom a notice goes to, and what it says beside the findings. */
export interface NoticeGiven {
  readonly unit: string
  /** 文号; empty: the problem list's own. */
  readonly number: string
  /** Day by which an answer is due; empty: the problem list's own, or none. */
  readonly due: string
}

const open = (one: StoredFinding): boolean =>
  one.verdict === 'problem' && (one.state === 'confirmed' || (one.urgent && one.state === 'candidate'))

/** A unit's open problems: those of its newest problem list where one stands, else all that are confirmed. */
function listed(source: PaperSource, unit: string) {
  const list = standingLists(source.ledger, source.today, source.timezone, unit).at(-1) ?? null
  const onList = list?.items
    .filter(({ standing }) => standing !== 'mended' && standing !== 'dismissed')
    .map(({ finding }) => finding)
  const findings = onList && onList.length > 0 ? onList : findingsOfUnit(source.ledger, unit).filter(open)
  return { list: list?.list ?? null, findings }
}

function nameOf(source: PaperSource, unit: string): string {
  const held = registry(source.ledger).load()
  return held.units.find(({ id }) => id === unit)?.name ?? unit
}

/** The notice; null where nothing is to be mended. */
export async function noticePaper(source: PaperSource, given: NoticeGiven): Promise<Paper | null> {
  const { list, findings } = listed(source, given.unit)
  if (findings.length === 0) return null
  const english = source.language === 'en'
  const dueOn = given.due || list?.dueOn || ''
  const due = dueOn === '' ? '' : writtenDay(dueOn, english)
  const to = nameOf(source, given.unit)
  const asked = due === '' ? say(source, 'notice.ask') : say(source, 'notice.ask-until', { due })
  return {
    kind: 'notice',
    name: `notice-${given.unit}`,
    title: say(source, 'notice.title'),
    number: given.number || list?.document || '',
    to,
    blocks: [
      { kind: 'text', text: say(source, 'notice.opening', { count: findings.length }) },
      { kind: 'heading', text: say(source, 'problems') },
      problemTable(source, findings, dueOn),
      { kind: 'heading', text: say(source, 'notice.demands') },
      { kind: 'text', text: asked },
      { kind: 'text', text: say(source, 'notice.dispute') },
      coverageOf(source, given.unit),
      ...(await problemPictures(source, findings)),
    ],
    from: source.office,
    day: writtenDay(source.today, english),
    due,
  }
}

/** The notice of a unit's urgent findings, confirmed or not yet; null where there is none. */
export async function urgentPaper(source: PaperSource, given: NoticeGiven): Promise<Paper | null> {
  const findings = findingsOfUnit(source.ledger, given.unit).filter(
    (one) => one.urgent && (one.state === 'confirmed' || one.state === 'candidate'),
  )
  if (findings.length === 0) return null
  const english = source.language === 'en'
  const due = given.due === '' ? '' : writtenDay(given.due, english)
  return {
    kind: 'urgent',
    name: `urgent-${given.unit}`,
    title: say(source, 'urgent.title'),
    number: given.number,
    to: nameOf(source, given.unit),
    blocks: [
      { kind: 'text', text: say(source, 'urgent.opening', { count: findings.length }) },
      problemTable(source, findings, given.due),
      { kind: 'text', text: say(source, 'urgent.ask') },
      { kind: 'note', text: say(source, 'urgent.alone') },
      ...(await problemPictures(source, findings)),
    ],
    from: source.office,
    day: writtenDay(source.today, english),
    due,
  }
}

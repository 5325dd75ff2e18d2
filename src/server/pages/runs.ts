/** Runs: the list with a form to begin one, one run with its progress and coverage, two runs compared by identity. */
import { html, type Markup } from '../../../reports/html/markup.js'
import type { RecordedResult, Sighting } from '../../ledger/results-read.js'
import type { Run } from '../../ledger/runs.js'
import { sentenceOf } from './finding.js'
import type { Frame } from './frame.js'
import { button, card, choice, form, lines, reportLinks, table, tag, time } from './parts.js'

/** A run with how far it is. */
export interface ListedRun {
  readonly run: Run
  readonly done: number
  /** This process works on it. */
  readonly active: boolean
}

function statusTag({ run, active }: ListedRun, frame: Frame): Markup {
  const { words } = frame
  if (run.status === 'running')
    return active ? tag('working', words('run.running')) : tag('partial', words.say('cli.run.interrupted'))
  return tag(run.status, words.of('cli.run', run.status))
}

/** The list, without its frame. `start`: the reader may begin an inspection. */
export function runsPage(
  frame: Frame,
  runs: readonly ListedRun[],
  options: { readonly start: boolean; readonly units: readonly (readonly [string, string])[] },
): Markup {
  const { words } = frame
  const named = runs.map(
    ({ run }) =>
      [run.id, `${run.at} ${words.of('report.purpose', run.purpose)} ${run.id.slice(-6)}`] as const,
  )
  const begin = options.start
    ? card(
        words('run.begin'),
        form(
          frame,
          '/runs',
          html`${choice(words('finding.unit'), 'unit', [['', words('run.all-units')], ...options.units])}${choice(
            words('run.purpose'),
            'purpose',
            ['formal', 'monitor', 'self-check', 'trial'].map(
              (one) => [one, words.say(`report.purpose.${one}`)] as const,
            ),
          )}${button(words('run.start'))}`,
          { kind: 'row' },
        ),
      )
    : ''
  const compare =
    runs.length > 1
      ? card(
          words('compare.title'),
          html`<form method="get" action="/runs/compare" class="row">${choice(words('compare.earlier'), 'a', named, named[1]?.[0] ?? '')}${choice(words('compare.later'), 'b', named, named[0]?.[0] ?? '')}${button(words('compare.show'), { kind: 'plain' })}</form>`,
        )
      : ''
  const rows = runs.map((one) => [
    html`<a href="/runs/${one.run.id}">${time(frame, one.run.startedAt)}</a>`,
    one.run.at,
    words.of('report.purpose', one.run.purpose),
    statusTag(one, frame),
    `${one.done} / ${one.run.units.length}`,
    one.run.actor,
  ])
  const columns = [
    { label: words('run.started') },
    { label: words('run.at'), kind: 'wide' as const },
    { label: words('run.purpose') },
    { label: words('entry.state') },
    { label: words('run.units'), kind: 'num' as const },
    { label: words('run.actor'), kind: 'wide' as const },
  ]
  return html`${begin}${compare}${card(words('nav.runs'), table(words('nav.runs'), columns, rows, words('no-runs')))}`
}

/** Most gaps that one unit lists on the page. */
const MOST_GAPS = 50

function coverage(result: RecordedResult, frame: Frame): Markup {
  const { words } = frame
  const { notVisited, coverage: checks } = result.summary
  const reasons = new Map<string, number>()
  for (const gap of notVisited) reasons.set(gap.reason, (reasons.get(gap.reason) ?? 0) + 1)
  const partly = (checks ?? []).filter((one) => one.looked < one.known)
  if (notVisited.length === 0 && partly.length === 0) return html`—`
  return html`<details><summary>${[...reasons].map(([reason, count]) => `${words.of('report.gap', reason)} ${count}`).join('；') || words('run.partly')}</summary><ul>${notVisited.slice(0, MOST_GAPS).map((gap) => html`<li>${gap.url} <small>${words.of('report.gap', gap.reason)}</small></li>`)}</ul>${partly.length > 0 ? html`<p class="sub">${partly.map((one) => `${words.of('check', `${one.check}.title`)} ${one.looked}/${one.known}`).join('；')}</p>` : ''}</details>`
}

/** The page of one run, without its frame. */
export function runPage(frame: Frame, listed: ListedRun, results: readonly RecordedResult[]): Markup {
  const { words } = frame
  const { run, done, active } = listed
  const live = active
    ? html`<div data-live="/api/v1/runs/${run.id}"><p>${words('run.live')} <b data-told>${done} / ${run.units.length}</b></p><progress max="${Math.max(1, run.units.length)}" value="${done}" aria-label="${words('run.live')}"></progress><noscript><p class="sub">${words('run.reload')}</p></noscript></div>`
    : ''
  const rows = results.map((one) => [
    html`<a href="/units/${encodeURIComponent(one.unit)}">${one.name}</a>`,
    html`${tag(one.status, words.say(`report.status.${one.status}`))} ${words.of('report.reason', one.reason)}`,
    one.summary.pages,
    `${one.summary.links.checked} / ${one.summary.links.broken} / ${one.summary.links.unverified}`,
    coverage(one, frame),
  ])
  const columns = [
    { label: words('finding.unit') },
    { label: words('head.result') },
    { label: words('run.pages'), kind: 'num' as const },
    { label: words('run.links'), kind: 'num wide' as const },
    { label: words('run.gaps') },
  ]
  return html`<section class="card">${live}${lines([
    [words('entry.state'), statusTag(listed, frame)],
    [words('run.purpose'), words.of('report.purpose', run.purpose)],
    [words('run.at'), run.at],
    [words('run.started'), time(frame, run.startedAt)],
    [words('run.finished'), time(frame, run.finishedAt)],
    [words('run.actor'), run.actor],
    [words('run.rubrics'), run.rubrics.join('、')],
    [words('run.tool'), run.tool],
    [words('run.id'), html`<code>${run.id}</code>`],
  ])}${results.length > 0 ? reportLinks(frame, run.id) : ''}</section>${card(words('run.coverage'), table(words('run.coverage'), columns, rows, words('run.nothing')))}`
}

const DIFFERENCES = ['new', 'fixed', 'undecided', 'same'] as const
export type Difference = (typeof DIFFERENCES)[number]

/**
 * Two runs by identity. new: the later one saw what the earlier one did not · fixed: the later one looked, and it is
 * gone · same: both saw it · undecided: the later one says nothing of it, so nobody may call it mended.
 * @param mended true for what was found gone between the two, which the later one therefore had not to say again
 */
export function compared(
  earlier: ReadonlyMap<string, Sighting>,
  later: ReadonlyMap<string, Sighting>,
  mended: (fingerprint: string) => boolean = () => false,
): Record<Difference, Sighting[]> {
  const found: Record<Difference, Sighting[]> = { new: [], fixed: [], undecided: [], same: [] }
  const open = (one: Sighting | undefined): one is Sighting => one !== undefined && one.state !== 'fixed'
  for (const [fingerprint, after] of later) {
    if (!open(after)) found.fixed.push(after)
    else if (open(earlier.get(fingerprint))) found.same.push(after)
    else found.new.push(after)
  }
  for (const [fingerprint, before] of earlier)
    if (open(before) && !later.has(fingerprint))
      found[mended(fingerprint) ? 'fixed' : 'undecided'].push(before)
  return found
}

/** The page that compares two runs, without its frame. */
export function comparePage(
  frame: Frame,
  runs: { readonly earlier: Run; readonly later: Run },
  differences: Readonly<Record<Difference, readonly Sighting[]>>,
  names: ReadonlyMap<string, string>,
): Markup {
  const { words } = frame
  const { earlier, later } = runs
  const tiles = DIFFERENCES.map(
    (kind) =>
      html`<a class="tile" href="#${kind}"><b>${differences[kind].length}</b><span>${words(`compare.${kind}`)}</span></a>`,
  )
  const parts = DIFFERENCES.map((kind) => {
    const rows = differences[kind]
      .slice(0, 500)
      .map((one) => [
        one.no,
        html`<a href="/findings/${encodeURIComponent(one.no)}">${sentenceOf(one, words)}</a>`,
        names.get(one.unit) ?? one.unit,
      ])
    const columns = [
      { label: words('finding.number'), kind: 'wide' as const },
      { label: words('finding.sentence') },
      { label: words('finding.unit') },
    ]
    return card(
      `${words(`compare.${kind}`)}（${differences[kind].length}）`,
      table(words(`compare.${kind}`), columns, rows, words('compare.none')),
      kind,
    )
  })
  const about = (run: Run) =>
    html`<a href="/runs/${run.id}">${time(frame, run.startedAt)}</a> ${words.of('report.purpose', run.purpose)}`
  return html`<p>${words('compare.earlier')} ${about(earlier)} → ${words('compare.later')} ${about(later)}</p><p class="sub">${words('compare.note')}</p><div class="tiles">${tiles}</div>${parts}`
}

/** Routes of runs: the list, beginning one, one with its progress and coverage, two compared; a finding looked at again. */
import { findingByFingerprint } from '../../ledger/finding-rows.js'
import { findFinding } from '../../ledger/read.js'
import { registry } from '../../ledger/registry-store.js'
import { recordedUnitsOf, resultsOfRun, sightingsOf } from '../../ledger/results-read.js'
import { listRuns, type Run, runById } from '../../ledger/runs.js'
import { PURPOSES } from '../../model/vocabulary.js'
import { compared, comparePage, type ListedRun, runPage, runsPage } from '../pages/runs.js'
import { Refusal } from '../problem.js'
import { insiders, only, type Route } from '../route.js'
import { namesOf } from './findings.js'
import { action, holds, page, told, type Visit } from './visit.js'

const STARTERS = ['evaluator', 'reviewer', 'office', 'administrator'] as const

const listedOf =
  (visit: Visit) =>
  (run: Run): ListedRun => ({
    run,
    done: recordedUnitsOf(visit.ledger, run.id),
    active: visit.office.activeRuns().has(run.id),
  })

function runMeant(visit: Visit, id: string | null): Run {
  const run = id === null ? null : runById(visit.ledger, id)
  if (!run) throw new Refusal(404, 'ledger.unknown-run', { run: id ?? '' })
  return run
}

function list(visit: Visit) {
  const { ledger, principal, frame } = visit
  const body = runsPage(frame, listRuns(ledger, 100).map(listedOf(visit)), {
    start: holds(principal, STARTERS),
    units: registry(ledger)
      .load()
      .units.map(({ id, name }) => [id, name] as const),
  })
  return { title: frame.words('nav.runs'), body }
}

function show(visit: Visit) {
  const { ledger, frame } = visit
  const run = runMeant(visit, visit.params.id ?? null)
  const title = `${frame.words('run')} ${run.at} ${frame.words.of('report.purpose', run.purpose)}`
  return { title, body: runPage(frame, listedOf(visit)(run), resultsOfRun(ledger, run.id)) }
}

function compare(visit: Visit) {
  const { ledger, frame } = visit
  const pair = [runMeant(visit, visit.asked('a')), runMeant(visit, visit.asked('b'))] as const
  const [earlier, later] = pair[0].startedAt <= pair[1].startedAt ? pair : [pair[1], pair[0]]
  // A look again between the two may have found something gone: it stays gone as long as nobody sees it again.
  const until = later.finishedAt ?? Number.MAX_SAFE_INTEGER
  const mended = (fingerprint: string): boolean => {
    const finding = findingByFingerprint(ledger, fingerprint)
    return finding?.state === 'fixed' && finding.fixedAt !== null && finding.fixedAt <= until
  }
  const differences = compared(sightingsOf(ledger, earlier.id), sightingsOf(ledger, later.id), mended)
  return {
    title: frame.words('compare.title'),
    body: comparePage(frame, { earlier, later }, differences, namesOf(ledger)),
  }
}

async function start(visit: Visit): Promise<string> {
  const purpose = PURPOSES.find((one) => one === visit.given('purpose')) ?? 'formal'
  const unit = visit.given('unit')
  const begun = await visit.office.startInspection({
    units: unit === '' ? [] : [unit],
    purpose,
    at: null,
    rubrics: [],
    period: null,
    maxPages: null,
    fresh: false,
    actor: visit.principal.name,
  })
  return told(`/runs/${begun.id}`, 'run-begun')
}

/** Looks at the finding again now, and at nothing else; the run's page shows what comes of it. */
async function recheck(visit: Visit): Promise<string> {
  const finding = findFinding(visit.ledger, visit.params.id ?? '')
  if (!finding) throw new Refusal(404, 'server.no-such-page', { path: visit.params.id ?? '' })
  const begun = await visit.office.recheck([finding], visit.principal.name)
  return told(`/runs/${begun.id}`, 'recheck-begun')
}

export const runRoutes: readonly Route[] = [
  page('/runs', insiders(null), 'Runs', list),
  page('/runs/compare', insiders(null), 'Two runs compared by identity', compare),
  page('/runs/:id', insiders(null), 'One run', show),
  action('/runs', only(STARTERS), 'Begin an inspection', start),
  action(
    '/findings/:id/recheck',
    only(['evaluator', 'reviewer', 'office']),
    'Look at a finding again',
    recheck,
  ),
]

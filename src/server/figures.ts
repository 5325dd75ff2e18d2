/** Figures for /metrics in the text format of Prometheus: requests as they are answered, and what the books show. */
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { feedHead } from '../ledger/feed-rows.js'
import { bookFigures } from '../ledger/figures.js'
import { ledgerHead } from '../ledger/rows.js'
import type { Office } from './office.js'

/** Upper bounds of the classes of answering times, in seconds. */
const BOUNDS = [0.01, 0.03, 0.1, 0.3, 1, 3, 10] as const

interface Times {
  readonly within: number[]
  count: number
  sum: number
}

/** Every so often it is looked whether the process keeps anybody waiting. */
const LOOK_MS = 20
const NANOSECONDS = 1e9

/** Requests that one application answered, and how long it kept all of them waiting. */
class RequestFigures {
  readonly #pauses = monitorEventLoopDelay({ resolution: LOOK_MS })
  readonly #counts = new Map<string, number>()
  readonly #times = new Map<string, Times>()

  constructor() {
    this.#pauses.enable()
  }

  /** @param kind api, page or root; `seconds` from the first byte asked to the last one sent */
  note(kind: string, status: number, seconds: number): void {
    const name = `kind="${kind}",status="${status}"`
    this.#counts.set(name, (this.#counts.get(name) ?? 0) + 1)
    const times = this.#times.get(kind) ?? { within: BOUNDS.map(() => 0), count: 0, sum: 0 }
    this.#times.set(kind, times)
    BOUNDS.forEach((bound, at) => {
      if (seconds <= bound) times.within[at] = (times.within[at] ?? 0) + 1
    })
    times.count += 1
    times.sum += seconds
  }

  lines(): string[] {
    const times = [...this.#times].flatMap(([kind, { within, count, sum }]) => [
      ...BOUNDS.map(
        (bound, at) => `xuncha_http_request_seconds_bucket{kind="${kind}",le="${bound}"} ${within[at] ?? 0}`,
      ),
      `xuncha_http_request_seconds_bucket{kind="${kind}",le="+Inf"} ${count}`,
      `xuncha_http_request_seconds_sum{kind="${kind}"} ${sum.toFixed(3)}`,
      `xuncha_http_request_seconds_count{kind="${kind}"} ${count}`,
    ])
    return [
      '# TYPE xuncha_http_requests_total counter',
      ...[...this.#counts].map(([labels, count]) => `xuncha_http_requests_total{${labels}} ${count}`),
      '# TYPE xuncha_http_request_seconds histogram',
      ...times,
      ...typed('xuncha_pause_99th_seconds', this.#pauses.percentile(99) / NANOSECONDS),
      ...typed('xuncha_pause_longest_seconds', this.#pauses.max / NANOSECONDS),
    ]
  }
}

const FIGURES = new WeakMap<Office, RequestFigures>()

/** The figures of an office's requests. */
export function requestFigures(office: Office): RequestFigures {
  const held = FIGURES.get(office) ?? new RequestFigures()
  FIGURES.set(office, held)
  return held
}

function typed(name: string, value: number): string[] {
  return [`# TYPE ${name} ${name.endsWith('_total') ? 'counter' : 'gauge'}`, `${name} ${value}`]
}

function labelled(name: string, label: string, counts: ReadonlyMap<string, number>): string[] {
  return [`# TYPE ${name} gauge`, ...[...counts].map(([is, count]) => `${name}{${label}="${is}"} ${count}`)]
}

/** Everything that /metrics says. */
export function metricsText(office: Office): string {
  const { ledger } = office
  const { cpuUsage, memoryUsage, uptime } = process
  const { user, system } = cpuUsage()
  const books = bookFigures(ledger)
  const lines = [
    ...typed('xuncha_ledger_seq', ledgerHead(ledger).seq),
    ...typed('xuncha_feed_seq', feedHead(ledger)),
    ...typed('xuncha_runs_active', office.activeRuns().size),
    ...labelled('xuncha_runs', 'status', books.runs),
    ...labelled('xuncha_findings', 'state', books.findings),
    ...labelled('xuncha_units', 'status', books.units),
    ...typed('xuncha_last_complete_run_seconds', Math.round(books.lastComplete / 1000)),
    ...Object.entries(office.figures()).flatMap(([name, value]) => typed(`xuncha_${name}`, value)),
    ...typed('process_resident_memory_bytes', memoryUsage().rss),
    ...typed('process_uptime_seconds', Math.round(uptime())),
    ...typed('process_cpu_seconds_total', (user + system) / 1e6),
    ...requestFigures(office).lines(),
  ]
  return `${lines.join('\n')}\n`
}

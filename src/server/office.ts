/** What the server's routes work with: the one open database, the clock, and how an inspection is started. */
import type { Logger } from 'pino'
import type { Sample } from '../ledger/availability.js'
import type { StoredFinding } from '../ledger/finding-rows.js'
import type { Ledger } from '../ledger/open.js'
import type { Language } from '../messages/catalogue.js'
import type { Purpose } from '../model/vocabulary.js'

/** An inspection as somebody asks for it over HTTP or the schedule does. */
export interface InspectionRequest {
  /** Unit ids; empty: every registered unit. */
  readonly units: readonly string[]
  readonly purpose: Purpose
  /** Assessment date; null: today in the workspace's time zone. */
  readonly at: string | null
  readonly rubrics: readonly string[]
  readonly period: string | null
  readonly maxPages: number | null
  /** Never takes up a run that broke off. */
  readonly fresh: boolean
  /** Who asks, for the run and its ledger rows. */
  readonly actor: string
}

/** What a reader made of one page of the web. */
export interface ReadPage {
  readonly url: string
  readonly title: string | null
  readonly kind: string
  readonly items: readonly {
    readonly title: string
    readonly url: string | null
    readonly date: string | null
  }[]
  readonly newest: string | null
  readonly needsScript: boolean
  readonly blocked: string | null
}

/** A run that was begun; `done` settles when it has ended and never rejects. */
export interface StartedRun {
  readonly id: string
  readonly done: Promise<void>
}

/** A report as somebody asks for it: options of the command `report` by name; empty ones are left out. */
export interface AskedReport {
  readonly language: Language
  readonly options: Readonly<Record<string, string>>
  /** Bytes of a Word template of one's own. */
  readonly template?: Buffer
}

/** One file of a report. */
export interface ReportFile {
  readonly name: string
  readonly bytes: Buffer
}

/** Everything behind the routes. */
export interface Office {
  readonly dataDir: string
  /** The only writer of the database in this process. */
  readonly ledger: Ledger
  readonly log: Logger
  readonly version: string
  /** UTC milliseconds. */
  now(): number
  /** Begins a run in a child process. @throws UserFault for an unknown unit, rubric or date: nothing is begun then */
  startInspection(request: InspectionRequest): Promise<StartedRun>
  /** Looks at these findings again, and at nothing else. @throws UserFault for one that only a person can look at */
  recheck(findings: readonly StoredFinding[], actor: string): Promise<StartedRun>
  /** Looks lightly at the start pages of these units, those of sites that are being inspected left out. Nothing is recorded. */
  sample(units: readonly string[]): Promise<Sample[]>
  /** Begins a monitoring run that looks at nothing but the start pages of these units. */
  inspectStarts(units: readonly string[]): Promise<StartedRun>
  /**
   * Reads one page of the web as an inspection would, through the guard: a private address is contacted only where the
   * registers allow it. Nothing is recorded. @throws UserFault where it cannot be read
   */
  readPage(url: string): Promise<ReadPage>
  /**
   * Writes a report in a process of its own, for it may take long and a browser. At least one file.
   * @throws UserFault with what was wrong: nothing to tell, no browser for a PDF, too many waiting
   */
  report(asked: AskedReport): Promise<ReportFile[]>
  /** Ids of runs that this process works on. */
  activeRuns(): ReadonlySet<string>
  /** Figures of other parts for /metrics: name without prefix to value. */
  figures(): Readonly<Record<string, number>>
}

/** Something that goes on beside the application until it is told to stop. */
export interface Companion {
  stop(): Promise<void>
  figures(): Readonly<Record<string, number>>
}

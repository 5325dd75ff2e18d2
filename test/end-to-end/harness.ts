/** Runs the built command line as a user would, and reads the answer sheets of the fixture portals. */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { AnswerSheet, Planted } from '../../fixtures/portal.js'
import { findBrowser } from '../../src/crawl/browser-find.js'
import type { MessageFacts } from '../../src/messages/catalogue.js'

export const ROOT = join(import.meta.dirname, '..', '..')

/** Whether these tests run with a browser: what needs one is `cannot-tell` without. */
export const HAS_BROWSER = findBrowser(process.env) !== null

/** One finished command. */
export interface Ran {
  readonly status: number | null
  readonly stdout: string
  readonly stderr: string
}

/** Starts `xuncha` with the arguments. */
export function start(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): { child: ChildProcess; done: Promise<Ran> } {
  const child = spawn(process.execPath, [join(ROOT, 'bin', 'xuncha.js'), ...args], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let stdout = ''
  let stderr = ''
  child.stdout?.setEncoding('utf8').on('data', (chunk) => {
    stdout += chunk
  })
  child.stderr?.setEncoding('utf8').on('data', (chunk) => {
    stderr += chunk
  })
  const done = new Promise<Ran>((resolve) =>
    child.on('close', (status) => resolve({ status, stdout, stderr })),
  )
  return { child, done }
}

/** Runs `xuncha` to its end. */
export function xuncha(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ran> {
  return start(args, env).done
}

/** A data directory of its own, removed by `drop`. */
export function dataDirectory(): { path: string; drop(): void } {
  const path = mkdtempSync(join(tmpdir(), 'xuncha-data-'))
  return { path, drop: () => rmSync(path, { recursive: true, force: true }) }
}

/** The parts of `inspect --json` that these tests read. */
export interface Printed {
  readonly run: { readonly id: string; readonly status: string }
  readonly shared: readonly PrintedFinding[]
  readonly units: readonly {
    readonly id: string
    readonly status: string
    readonly reason: string | null
    readonly columns: readonly {
      readonly name: string
      readonly role: string
      readonly items: number
      readonly newest: string | null
    }[]
    readonly findings: readonly PrintedFinding[]
    readonly metrics: readonly {
      readonly name: string
      readonly value: number
      readonly facts: Record<string, unknown>
    }[]
    readonly scores: readonly PrintedScore[]
  }[]
}

export interface PrintedFinding {
  readonly code: string
  readonly subject: string
  readonly verdict: string
  readonly state: string
  readonly fingerprint: string
  readonly unit?: string
  readonly units?: readonly string[]
  readonly evidence: readonly string[]
  readonly message: string
  readonly facts: MessageFacts
}

export interface PrintedScore {
  readonly rubric: string
  readonly max: string
  readonly assessed: string
  readonly pending: string
  readonly score: string
  readonly indicators: readonly {
    readonly id: string
    readonly max: string
    readonly score: string | null
    readonly status: string
    readonly entries: readonly { readonly points: string }[]
  }[]
}

/** The answer sheet of a portal. */
export function answers(portal: string): AnswerSheet {
  return JSON.parse(
    readFileSync(join(ROOT, 'fixtures', 'portals', portal, 'answers.json'), 'utf8'),
  ) as AnswerSheet
}

/** What was planted, as lines that can be compared whole: what any rubric may price, and what the one in use asks for. */
export function plantedLines(planted: readonly Planted[], browser: boolean, rubric = 'ouhai-2017'): string[] {
  return planted
    .filter((one) => one.rubric === undefined || one.rubric === rubric)
    .map(
      (one) =>
        `${one.unit} ${one.code} ${one.subject} ${one.browser && !browser ? 'cannot-tell' : one.verdict}`,
    )
    .sort()
}

/** A finding as the answer sheets write it: addresses on a fixture's own origin are path and query. */
export function foundLine(
  unit: string,
  finding: PrintedFinding,
  origins: Readonly<Record<string, string>>,
): string {
  const own = Object.values(origins).find((origin) => finding.subject.startsWith(`${origin}/`))
  const subject = own ? finding.subject.slice(own.length) : finding.subject
  return `${unit} ${finding.code} ${subject} ${finding.verdict}`
}

/** What was found, in the same form. */
export function foundLines(
  printed: Printed,
  unit: string,
  origins: Readonly<Record<string, string>>,
): string[] {
  const own = printed.units.find((one) => one.id === unit)?.findings ?? []
  return own.map((finding) => foundLine(unit, finding, origins)).sort()
}

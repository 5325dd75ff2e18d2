/** `rectify receive | extend | verdict`: what happens about a list after it was issued. */
import { putFinding } from '../ledger/finding-rows.js'
import type { Ledger } from '../ledger/open.js'
import { addEvent } from '../ledger/rectification.js'
import { standingLists } from '../ledger/rectification-read.js'
import type { PlainDate } from '../model/date.js'
import { GIVEN_VERDICTS, type GivenVerdict, type ProblemList } from '../model/rectification.js'
import { REPORTED_CODE } from '../model/reported.js'
import { bringFiles, keepFiles } from './attach.js'
import { dayOption, findingNamed, today } from './findings-decide.js'
import { openForWriting } from './open-data.js'
import { dueDay, listNamed, tellList } from './rectify-lists.js'
import { type Shell, usage } from './shell.js'

/** Records what happened about a list or a finding on it, and prints how it stands. */
export async function recordOn(
  shell: Shell,
  name: string,
  flags: { readonly on?: string; readonly reason?: string; readonly file?: readonly string[] },
  what: (
    ledger: Ledger,
    list: ProblemList,
    fingerprint: string | null,
  ) => { kind: 'received' | 'extended' | 'verdict'; dueOn?: PlainDate; verdict?: GivenVerdict },
): Promise<void> {
  const ledger = openForWriting(shell)
  try {
    const { list, fingerprint } = listNamed(ledger, name)
    const files = await keepFiles(shell.dataDir, bringFiles(flags.file ?? []))
    const day = dayOption(flags.on) ?? today(shell, ledger)
    ledger.immediate(() => {
      const event = what(ledger, list, fingerprint)
      addEvent(ledger, {
        ...event,
        list: list.id,
        fingerprint: event.kind === 'received' ? null : fingerprint,
        day,
        text: flags.reason ?? null,
        files,
        actor: shell.actor,
      })
    })
    tellList(shell, ledger, list.id)
  } finally {
    ledger.close()
  }
}

/** An extension, counted from the day that was the last one. @throws UserFault (exit status 2) */
export function extended(
  ledger: Ledger,
  list: ProblemList,
  fingerprint: string | null,
  flags: { until?: string; days?: string; reason?: string },
  zone: string,
  on: PlainDate,
) {
  if (!flags.reason?.trim()) throw usage('rectify.reason-needed')
  const items = standingLists(ledger, on, zone, list.unit).find((one) => one.list.id === list.id)?.items ?? []
  const concerned = items.filter((item) => fingerprint === null || item.finding.fingerprint === fingerprint)
  const before =
    concerned
      .map((item) => item.dueOn)
      .sort()
      .at(-1) ?? list.dueOn
  if (flags.until === undefined && flags.days === undefined)
    throw usage('records.needs', { option: '--until' })
  const { dueOn } = dueDay(ledger, before, flags)
  if (dueOn <= before) throw usage('rectify.not-later', { until: dueOn, due: before })
  return { kind: 'extended' as const, dueOn }
}

/** What nobody but a person can see mended is closed by the person's word. */
export function judge(
  ledger: Ledger,
  fingerprint: string | null,
  verdict: string,
): { kind: 'verdict'; verdict: GivenVerdict } {
  const known = GIVEN_VERDICTS.find((one) => one === verdict)
  if (!known) throw usage('findings.bad-ruling', { found: verdict, known: GIVEN_VERDICTS.join(' | ') })
  if (fingerprint === null) throw usage('rectify.finding-needed')
  const finding = findingNamed(ledger, fingerprint)
  if (known === 'mended' && finding.code === REPORTED_CODE && finding.state === 'confirmed')
    putFinding(ledger, {
      ...finding,
      state: 'fixed',
      fixedAt: ledger.now(),
      fixedRun: null,
      fixedBy: 'repaired',
      goneSince: true,
    })
  return { kind: 'verdict', verdict: known }
}

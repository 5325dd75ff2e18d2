/** `assessments open | list | advance | publish | reopen`: an assessment's settings, roster and official states. */

import { Option } from 'commander'
import { changeSettings, listAssessments, openAssessment, settingsOf } from '../ledger/assessment.js'
import { type Ledger, openLedger } from '../ledger/open.js'
import { publish } from '../ledger/publish.js'
import { registry } from '../ledger/registry-store.js'
import { advance, type Move, reopen } from '../ledger/stages.js'
import { type AssessmentSettings, STAGES, type Stage, USUAL_SETTINGS } from '../model/assessment.js'
import { PERIODS } from '../model/bucket.js'
import { dayIn, isPlainDate } from '../model/date.js'
import { DEFAULT_TIMEZONE } from '../registry/resolve.js'
import { rubricNamed } from '../rubric/load.js'
import type { Rubric } from '../rubric/schema.js'
import { bucketsOfRubric, documentOf, found, printed, rubricOf, tell } from './assessment-document.js'
import { nominated } from './assessment-roster.js'
import { openForWriting } from './open-data.js'
import { collect, described, group, leaf, option, type Register } from './program.js'
import { scoringRubric } from './run/scoring.js'
import { optionsOf, type Shell, usage } from './shell.js'
import { countOption, periodOption } from './values.js'

interface OpenFlags {
  readonly rubric?: string
  readonly period?: string
  readonly buckets?: (typeof PERIODS)[number]
  readonly roster?: string
  readonly unit?: readonly string[]
  readonly title?: string
  readonly disputeDays?: string
  readonly feedbackDays?: string
  readonly monitorDays?: string
  readonly reason?: string
}

/** What the options set, over what holds; null: they set nothing. */
async function settingsGiven(
  ledger: Ledger,
  rubric: Rubric,
  held: AssessmentSettings,
  flags: OpenFlags,
): Promise<AssessmentSettings | null> {
  const roster = await nominated(registry(ledger).load(), flags.roster ?? null, flags.unit ?? [])
  const disputeDays = countOption('--dispute-days', flags.disputeDays)
  const feedbackDays = countOption('--feedback-days', flags.feedbackDays)
  const monitorDays = countOption('--monitor-days', flags.monitorDays)
  const given =
    roster !== null ||
    disputeDays !== null ||
    feedbackDays !== null ||
    monitorDays !== null ||
    flags.buckets !== undefined ||
    flags.title !== undefined
  const type = rubric.assessment ?? 'annual'
  if (!given && type === held.type) return null
  return {
    ...held,
    type,
    title: flags.title ?? held.title,
    per: flags.buckets ?? held.per,
    roster: roster ?? held.roster,
    disputeWorkingDays: disputeDays ?? held.disputeWorkingDays,
    ...(feedbackDays === null ? {} : { feedbackWorkingDays: feedbackDays }),
    monitorGraceWorkingDays: monitorDays ?? held.monitorGraceWorkingDays,
  }
}

async function open(shell: Shell, named: string | undefined, flags: OpenFlags): Promise<void> {
  const ledger = openForWriting(shell)
  try {
    const { defaults } = registry(ledger).load()
    const name = named ?? flags.rubric ?? defaults.rubric
    if (name === undefined) throw usage('cli.score.no-rubric')
    const today = dayIn(defaults.timezone ?? DEFAULT_TIMEZONE, shell.host.now())
    const period = periodOption(flags.period) ?? today.slice(0, 4)
    const rubric = rubricNamed(name)
    const assessment = `${rubric.id}/${period}`
    const known = listAssessments(ledger).some((one) => one.assessment === assessment)
    const held = known ? settingsOf(ledger, assessment) : USUAL_SETTINGS
    const settings = await settingsGiven(ledger, rubric, held, flags)
    const after = settings ?? held
    // Sites are accepted that somebody put forward: an acceptance of everybody is none.
    if (after.type === 'acceptance' && after.roster === null) throw usage('cli.assessments.nobody-nominated')
    const by = { actor: shell.actor, reason: flags.reason ?? null }
    if (!known) openAssessment(ledger, scoringRubric(rubric), period, { ...by, run: null, settings: after })
    else if (settings) changeSettings(ledger, assessment, settings, by)
    tell(shell, ledger, assessment)
  } finally {
    ledger.close()
  }
}

function list(shell: Shell): void {
  const ledger = openLedger(shell.dataDir, { readonly: true })
  try {
    const assessments = listAssessments(ledger).map((one) => documentOf(ledger, one))
    shell.result({ assessments }, () =>
      assessments.length === 0
        ? shell.say('cli.assessments.none')
        : assessments.map((one) => printed(shell, one)).join('\n\n'),
    )
  } finally {
    ledger.close()
  }
}

interface MoveFlags {
  readonly bucket?: string
  readonly to?: Stage
  readonly date?: string
  readonly number?: string
  readonly title?: string
  readonly reason?: string
}

function moveOf(shell: Shell, ledger: Ledger, assessment: string, flags: MoveFlags): Move {
  if (flags.date !== undefined && !isPlainDate(flags.date))
    throw usage('cli.bad-date', { option: '--date', found: flags.date })
  return {
    assessment,
    bucket: flags.bucket ?? null,
    ofRubric: bucketsOfRubric(ledger, found(ledger, assessment)),
    official: { date: flags.date ?? null, number: flags.number ?? null, title: flags.title ?? null },
    actor: shell.actor,
    reason: flags.reason ?? null,
  }
}

/** Opens the ledger, moves, and prints the assessment as it stands then. */
function moving(
  shell: Shell,
  assessment: string,
  flags: MoveFlags,
  act: (ledger: Ledger, move: Move) => void,
): void {
  const ledger = openForWriting(shell)
  try {
    act(ledger, moveOf(shell, ledger, assessment, flags))
    tell(shell, ledger, assessment)
  } finally {
    ledger.close()
  }
}

function advanceIt(shell: Shell, assessment: string, flags: MoveFlags): void {
  moving(shell, assessment, flags, (ledger, move) => {
    const { posted, disputed } = advance(ledger, move, flags.to ?? null)
    if (posted.length > 0) shell.note('cli.assessments.posted', { count: posted.length })
    if (disputed.length > 0)
      shell.note('cli.assessments.disputed', {
        count: disputed.length,
        entries: disputed.slice(0, 5).join(', '),
      })
  })
}

function publishIt(shell: Shell, assessment: string, flags: MoveFlags): void {
  moving(shell, assessment, flags, (ledger, move) => {
    const rubric = scoringRubric(rubricOf(ledger, found(ledger, assessment)))
    const registered = registry(ledger)
      .load()
      .units.map(({ id, name, group: own }) => ({ unit: id, name, group: own ?? null }))
    const publication = publish(ledger, move, rubric, registered)
    shell.note('cli.assessments.published', { id: publication.id, units: publication.units.length })
  })
}

const OFFICIAL = ['--date <DATE>', '--number <NUMBER>', '--title <TITLE>'] as const

export const registerAssessments: Register = (program, registrar) => {
  const assessments = group(program, registrar, 'assessments')
  const official = OFFICIAL.map((flags) =>
    option(registrar, flags, `official-${flags.slice(2, flags.indexOf(' '))}`),
  )
  const common = () => [
    option(registrar, '--bucket <BUCKET>', 'bucket'),
    ...official,
    option(registrar, '--reason <TEXT>', 'reason'),
  ]
  leaf(assessments, registrar, {
    name: 'open [RUBRIC]',
    key: 'assessments.open',
    prints: true,
    changes: true,
    options: [
      option(registrar, '--rubric <ID|FILE>', 'rubric-id'),
      option(registrar, '--period <P>', 'period'),
      new Option('--buckets <PER>', described(registrar, 'cli.option.buckets')).choices(PERIODS),
      option(registrar, '--roster <FILE>', 'roster'),
      option(registrar, '--unit <ID>', 'nominate').argParser(collect),
      option(registrar, '--title <TITLE>', 'assessment-title'),
      option(registrar, '--dispute-days <N>', 'dispute-days'),
      option(registrar, '--feedback-days <N>', 'feedback-days'),
      option(registrar, '--monitor-days <N>', 'monitor-days'),
      option(registrar, '--reason <TEXT>', 'reason'),
    ],
    run: (shell, command, [named]) =>
      open(shell, named ? String(named) : undefined, optionsOf<OpenFlags>(command)),
  })
  leaf(assessments, registrar, { name: 'list', key: 'assessments.list', prints: true, run: list })
  leaf(assessments, registrar, {
    name: 'advance <ASSESSMENT>',
    key: 'assessments.advance',
    prints: true,
    changes: true,
    options: [
      ...common(),
      new Option('--to <STATE>', described(registrar, 'cli.option.to-state')).choices(STAGES),
    ],
    run: (shell, command, [name]) => advanceIt(shell, String(name), optionsOf<MoveFlags>(command)),
  })
  leaf(assessments, registrar, {
    name: 'publish <ASSESSMENT>',
    key: 'assessments.publish',
    prints: true,
    changes: true,
    options: common(),
    run: (shell, command, [name]) => publishIt(shell, String(name), optionsOf<MoveFlags>(command)),
  })
  leaf(assessments, registrar, {
    name: 'reopen <ASSESSMENT>',
    key: 'assessments.reopen',
    prints: true,
    changes: true,
    options: [
      ...common(),
      new Option('--to <STATE>', described(registrar, 'cli.option.back-to'))
        .choices(STAGES)
        .default('review'),
    ],
    run: (shell, command, [name]) => {
      const flags = optionsOf<MoveFlags>(command)
      moving(shell, String(name), flags, (ledger, move) => void reopen(ledger, move, flags.to ?? 'review'))
    },
  })
}

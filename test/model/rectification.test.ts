/** How a finding on a problem list stands: what an inspection saw goes before what anybody said. */
import { describe, expect, it } from 'vitest'
import {
  type ListedFinding,
  listStanding,
  type ProblemList,
  type RectificationEvent,
  type Standing,
  standingOf,
} from '../../src/model/rectification.js'

const at = (day: string): number => Date.parse(`${day}T02:00:00Z`)
const dayOf = (instant: number): string => new Date(instant).toISOString().slice(0, 10)
const LIST: ProblemList = {
  id: 'r-2026-edu-1',
  unit: 'edu',
  issuedOn: '2026-05-06',
  dueOn: '2026-05-20',
  workingDays: 10,
  document: null,
  note: null,
  files: [],
  actor: 'office',
  issuedAt: at('2026-05-06'),
}
const FINDING: ListedFinding = {
  fingerprint: 'f',
  state: 'confirmed',
  nature: 'state',
  lastSeen: at('2026-05-05'),
  fixedAt: null,
}
const event = (
  kind: RectificationEvent['kind'],
  day: string,
  over: Partial<RectificationEvent> = {},
): RectificationEvent => ({
  seq: at(day),
  list: LIST.id,
  fingerprint: 'f',
  kind,
  day,
  dueOn: null,
  verdict: null,
  claim: null,
  text: null,
  files: [],
  actor: 'x',
  recordedAt: at(day),
  ...over,
})

interface Case {
  readonly name: string
  readonly finding?: Partial<ListedFinding>
  readonly events?: readonly RectificationEvent[]
  readonly on?: string
  readonly standing: Standing
  readonly recheckDue?: boolean
  readonly dueOn?: string
  readonly mendedOn?: string | null
}

const replied = event('replied', '2026-05-15', { claim: 'mended' })
const CASES: readonly Case[] = [
  { name: 'within its time', on: '2026-05-20', standing: 'working' },
  { name: 'after its time', on: '2026-05-21', standing: 'overdue', recheckDue: true },
  { name: 'answered within its time', events: [replied], on: '2026-05-18', standing: 'replied' },
  { name: 'answered, time over', events: [replied], on: '2026-05-21', standing: 'replied', recheckDue: true },
  {
    name: 'answered that it is being worked on, time over',
    events: [event('replied', '2026-05-15', { claim: 'working' })],
    on: '2026-05-21',
    standing: 'overdue',
    recheckDue: true,
  },
  {
    name: 'answered, but seen after its time',
    events: [replied],
    finding: { lastSeen: at('2026-05-22') },
    on: '2026-05-23',
    standing: 'not-mended',
  },
  {
    name: 'answered on the whole list',
    events: [event('replied', '2026-05-15', { fingerprint: null })],
    on: '2026-05-18',
    standing: 'replied',
  },
  {
    name: 'answered about another finding',
    events: [event('replied', '2026-05-15', { fingerprint: 'g' })],
    on: '2026-05-18',
    standing: 'working',
  },
  {
    name: 'extended',
    events: [event('extended', '2026-05-19', { dueOn: '2026-06-03' })],
    on: '2026-05-25',
    standing: 'working',
    dueOn: '2026-06-03',
  },
  {
    name: 'found mended',
    finding: { state: 'fixed', fixedAt: at('2026-05-18') },
    on: '2026-05-25',
    standing: 'mended',
    mendedOn: '2026-05-18',
  },
  {
    name: 'found mended, then confirmed again',
    finding: { fixedAt: at('2026-05-18'), lastSeen: at('2026-06-10') },
    on: '2026-06-11',
    standing: 'recurred',
    mendedOn: '2026-05-18',
  },
  {
    name: 'found mended, then doubtfully there again',
    finding: { state: 'candidate', fixedAt: at('2026-05-18'), lastSeen: at('2026-06-10') },
    on: '2026-06-11',
    standing: 'mended',
    mendedOn: '2026-05-18',
  },
  {
    name: 'a recurrence of before the list',
    finding: { fixedAt: at('2026-04-01') },
    on: '2026-05-10',
    standing: 'working',
  },
  {
    name: 'a person found it partly mended',
    events: [event('verdict', '2026-05-21', { verdict: 'partly' })],
    on: '2026-05-25',
    standing: 'partly',
  },
  {
    name: 'a person called it mended, an inspection saw it later',
    events: [event('verdict', '2026-05-18', { verdict: 'mended' })],
    finding: { lastSeen: at('2026-05-22') },
    on: '2026-05-23',
    standing: 'not-mended',
  },
  {
    name: 'an event is settled by a person',
    events: [event('verdict', '2026-05-18', { verdict: 'mended' })],
    finding: { nature: 'event', lastSeen: at('2026-05-22') },
    on: '2026-05-23',
    standing: 'mended',
  },
  {
    name: 'an event wants an answer, no re-check',
    finding: { nature: 'event' },
    on: '2026-05-23',
    standing: 'overdue',
  },
  { name: 'dismissed', finding: { state: 'dismissed' }, on: '2026-05-25', standing: 'dismissed' },
]

describe('a finding on a list', () => {
  it.each(CASES)('$name: $standing', ({ finding, events = [], on = '2026-05-10', standing, ...also }) => {
    const found = standingOf(LIST, { ...FINDING, ...finding }, events, on, dayOf)
    expect({
      standing: found.standing,
      recheckDue: found.recheckDue,
      dueOn: found.dueOn,
      mendedOn: found.mendedOn,
    }).toEqual({
      standing,
      recheckDue: also.recheckDue ?? false,
      dueOn: also.dueOn ?? LIST.dueOn,
      mendedOn: also.mendedOn ?? null,
    })
    const turned = standingOf(LIST, { ...FINDING, ...finding }, [...events].reverse(), on, dayOf)
    expect(turned).toEqual(found)
  })
})

describe('a whole list', () => {
  it.each<[Standing[], Standing]>([
    [['mended', 'mended'], 'mended'],
    [['mended', 'working'], 'partly'],
    [['mended', 'dismissed'], 'mended'],
    [['dismissed'], 'dismissed'],
    [['mended', 'recurred'], 'recurred'],
    [['overdue', 'working'], 'overdue'],
    [['replied', 'working'], 'working'],
  ])('%j: %s', (items, standing) => {
    expect(listStanding(items)).toBe(standing)
  })
})

/** What the books say is due: lists of the month, ends of quarters, answers, mending, disputes; and who sees it. */
import { describe, expect, it } from 'vitest'
import { agendaOf } from '../../src/agenda.js'
import { openAssessment } from '../../src/ledger/assessment.js'
import { putSamples } from '../../src/ledger/availability.js'
import { openDispute } from '../../src/ledger/disputes.js'
import { putNotice } from '../../src/ledger/notices.js'
import { listFindings } from '../../src/ledger/read.js'
import { issueList } from '../../src/ledger/rectification.js'
import { registry } from '../../src/ledger/registry-store.js'
import { moveBucket } from '../../src/ledger/stages.js'
import { USUAL_SETTINGS } from '../../src/model/assessment.js'
import { DAY, finding, inspect, ORIGIN, platform, testRubric, unitResult } from '../ledger/made.js'
import { as } from './person.js'
import { deduct, NOW, served } from './served.js'

/** Books on 20 May 2026 in which something of every kind is due. */
async function books() {
  const all = await served()
  const { ledger } = all
  const found = ['a', 'b'].map((name) => finding('column-empty', `${ORIGIN}/edu/${name}/`))
  const units = [unitResult('edu', { findings: found }), unitResult('tax')]
  await inspect(ledger, { now: NOW }, { site: platform(['edu', 'tax']), units, at: '2026-05-18' })
  const [first] = listFindings(ledger, { state: 'confirmed' })
  if (!first) throw new Error('nothing was confirmed')
  const rest = { workingDays: null, document: null, note: null, files: [], actor: 'a' }
  issueList(ledger, { unit: 'edu', findings: [first], issuedOn: '2026-05-11', dueOn: '2026-05-15', ...rest })
  const rubric = { ...testRubric(), id: 'quarterly' }
  const by = {
    actor: 'a',
    run: null,
    settings: { ...USUAL_SETTINGS, per: 'quarter', feedbackWorkingDays: 2 },
  }
  openAssessment(ledger, rubric, '2026', by as Parameters<typeof openAssessment>[3])
  const official = { date: '2026-05-19', number: null, title: null }
  const move = {
    assessment: 'quarterly/2026',
    bucket: 'Q1',
    ofRubric: [],
    official,
    actor: 'a',
    reason: null,
  }
  moveBucket(ledger, 'assessment-advance', move, { bucket: 'Q1', from: 'draft', to: 'feedback' })
  const said = {
    by: 'edu',
    onBehalf: false,
    scan: null,
    statement: '已整改',
    files: [],
    openedOn: '2026-05-20',
    dueOn: '2026-06-03',
  }
  openDispute(ledger, { entry: deduct(ledger, 'edu', 1), ...said, actor: 'a' } as never)
  return all
}

describe('the calendar', () => {
  it('names what is due, by when and for whom', async () => {
    const { ledger } = await books()
    const items = agendaOf(ledger, NOW).map((one) =>
      [one.due, one.state, one.workingDays, one.kind, one.subject, one.unit ?? '-', one.count].join(' '),
    )
    expect(items).toEqual([
      '2026-05-15 late -3 rectification r-2026-edu-1 edu 1',
      '2026-05-21 soon 1 feedback quarterly/2026 Q1 - 1',
      '2026-05-29 ahead 7 problem-list 2026-05 - 1',
      '2026-06-03 ahead 10 dispute D-2026-001 - 1',
      '2026-06-30 ahead 28 bucket-end quarterly/2026 Q2 - 1',
    ])
  })

  it('counts days where the office is', async () => {
    const { ledger } = await books()
    registry(ledger).update({ defaults: { timezone: 'Pacific/Pago_Pago' } })
    expect(agendaOf(ledger, NOW).find(({ kind }) => kind === 'dispute')?.workingDays).toBe(11)
  })

  it('shows a unit its own, and everybody else all of it', async () => {
    const { app, token } = await books()
    const kinds = async (authorization: string) => {
      const answer = await app.inject({ method: 'GET', url: '/api/v1/agenda', headers: { authorization } })
      return (answer.json() as { items: { kind: string }[] }).items.map((item) => item.kind)
    }
    expect(await kinds(token(['runs:read'], 'edu'))).toEqual(['rectification'])
    expect(await kinds(token(['runs:read'], 'tax'))).toEqual([])
    expect(await kinds(token(['runs:read']))).toHaveLength(5)
  })

  it('is a page of the console, with what each may know', async () => {
    const office = await books()
    putNotice(office.ledger, {
      cause: 'c',
      day: '2026-05-20',
      kind: 'backup-failed',
      facts: { detail: '<b>盘满' },
    })
    const sample = { timezone: 'Asia/Shanghai', at: NOW - DAY }
    putSamples(office.ledger, [
      { ...sample, unit: 'edu', outcome: 'down', cause: 'refused' },
      { ...sample, unit: 'tax', outcome: 'up', cause: null },
    ])
    const seen = (await as(office, 'viewer').get('/agenda')).body
    expect(seen).toMatch(
      /2026-05-15<[\s\S]*已逾期 3 个工作日[\s\S]*还有 1 个工作日[\s\S]*href="\/disputes\/D-2026-001"/,
    )
    expect(seen).toMatch(/href="\/units\/tax"[\s\S]*定时备份失败：&lt;b&gt;盘满/)
    const own = (await as(office, 'unit', 'edu').get('/agenda')).body
    expect(own).toContain('2026-05-15')
    expect(own).not.toMatch(/D-2026-001|\/units\/tax|定时备份/)
  })
})

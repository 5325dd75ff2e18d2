/** Reports by command: every format of the contract is written beside the others; a PDF without a browser says so. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { openLedger } from '../../src/ledger/open.js'
import { beginRun, finishRun, listRuns } from '../../src/ledger/runs.js'
import { office } from './office.js'

it('writes each format that is asked for, the HTML file first', async () => {
  const { data, json } = await office()
  const dir = join(data, 'report')
  const { files } = await json('report', '--format', 'json,csv,docx,xlsx,html', '-o', dir)
  expect(files.map((file: string) => file.slice(dir.length + 1))).toEqual([
    'index.html',
    'report.xlsx',
    'report.docx',
    'scores.csv',
    'indicators.csv',
    'findings.csv',
    'origin.csv',
    'inspection.json',
  ])
  expect(readdirSync(dir).sort()).toEqual(files.map((file: string) => file.slice(dir.length + 1)).sort())
})

it('a PDF without a browser is refused in a sentence', async () => {
  const { data, run } = await office()
  const left = await run('report', '--format', 'pdf', '-o', join(data, 'report'), '--lang', 'en')
  expect(left).toEqual({ status: 1, stdout: '', stderr: expect.stringContaining('needs a browser') })
})

it('is of the newest whole inspection, not of a look again at single findings', async () => {
  const { data, json } = await office()
  const ledger = openLedger(data, { now: () => Date.UTC(2026, 4, 25) })
  const [whole] = listRuns(ledger)
  finishRun(ledger, whole?.id ?? '', 'complete')
  const again = { purpose: 'recheck', at: '2026-05-25', period: '2026', tool: 't', actor: 'a' } as const
  const id = beginRun(ledger, { ...again, resumeKey: 'k', units: ['edu'], rubrics: [] })
  finishRun(ledger, id, 'complete')
  ledger.close()
  const { run } = await json('report', '-o', join(data, 'report'))
  expect(run).toBe(whole?.id)
  expect((await json('report', '--run', id, '-o', join(data, 'report'))).run).toBe(id)
})

/** What stops one site: a bug of ours costs nobody anything, a full disk stops the run. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, vi } from 'vitest'
import { failedResult } from '../../src/commands/run/site-failure.js'
import type { InspectionJob, InspectionResult } from '../../src/model/inspection.js'
import { folder, xuncha } from './command-line.js'

/** An inspection that fails by a bug of ours on one site, and finds nothing on the others. */
async function inspect(job: InspectionJob): Promise<InspectionResult> {
  if (job.site.origin.endsWith(':81')) throw new TypeError('nothing is not iterable')
  if (job.site.origin.endsWith(':83'))
    throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC', errno: -28 })
  const nothing = failedResult(job, 1, 2)
  const units = nothing.units.map((unit) => ({ ...unit, status: 'inspected' as const, reason: null }))
  return { ...nothing, units }
}
vi.mock('../../src/pipeline.js', () => ({ inspect: (job: InspectionJob) => inspect(job) }))

it('a bug of ours on one site leaves its units undecided; the others go on', async () => {
  const data = folder()
  const units = join(data, 'w.yaml')
  writeFileSync(
    units,
    'units: [{ id: a, name: 甲局, portal: "http://127.0.0.1:81/" }, { id: b, name: 乙局, portal: "http://127.0.0.1:82/" }]',
  )
  const left = await xuncha(['inspect', '--units', units, '--data', data, '--json', '--lang', 'en'])
  expect(left.status).toBe(3)
  expect(left.stderr).toContain('nothing is not iterable')
  const document = JSON.parse(left.stdout)
  expect(document.run.status).toBe('complete')
  expect(document.units.map((unit: Record<string, unknown>) => [unit.id, unit.status, unit.reason])).toEqual([
    ['a', 'inconclusive', 'internal'],
    ['b', 'inspected', null],
  ])
  expect((await xuncha(['ledger', 'verify', '--data', data])).status).toBe(0)
})

it('a full disk is no bug of ours: one line, exit 1, nothing recorded of the site, and the run can be taken up', async () => {
  const data = folder()
  const units = join(data, 'w.yaml')
  writeFileSync(units, 'units: [{ id: a, name: 甲局, portal: "http://127.0.0.1:83/" }]')
  const args = ['inspect', '--units', units, '--data', data, '--json', '--lang', 'en']
  const left = await xuncha(args)
  expect(left).toMatchObject({ status: 1, stdout: '' })
  expect(left.stderr.trimEnd().split('\n')).toEqual([
    expect.stringMatching(/the disk is full.*free some space/),
  ])
  expect((await xuncha(args)).stderr).toContain('going on with')
})

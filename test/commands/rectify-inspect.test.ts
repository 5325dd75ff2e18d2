/** Problem lists and inspections together: what is past its day is told, what was mended is closed, what comes back recurs. */
import { describe, expect, it } from 'vitest'
import { NOW } from './command-line.js'
import { inspected } from './mendable.js'

const DAY = 86_400_000
type Portal = Awaited<ReturnType<typeof inspected>>

async function about({ run }: Portal): Promise<string[][]> {
  const { findings } = JSON.parse((await run('findings', 'list')).stdout)
  return findings
    .filter((one: { check: string }) => one.check === 'rectification')
    .map((one: { code: string; state: string; facts: { dueOn: string } }) => [
      one.code,
      one.state,
      one.facts.dueOn,
    ])
}
const standing = async ({ run }: Portal): Promise<string> =>
  JSON.parse((await run('rectify', 'list')).stdout).lists[0].items[0].standing

describe('an inspection after a list was issued', () => {
  it('says what was not mended in time, that it was mended, and that it came back', async () => {
    const portal = await inspected()
    const { run, links, mended, clock } = portal
    const { no } = (await links())['/one.html'] ?? { no: '' }
    await run('rectify', 'issue', '--finding', no, '--until', '2026-05-25')

    clock.now = NOW + 2 * DAY
    await run('inspect')
    expect([await standing(portal), await about(portal)]).toEqual(['working', []])

    clock.now = NOW + 8 * DAY
    await run('inspect')
    expect([await standing(portal), await about(portal)]).toEqual([
      'not-mended',
      [['not-rectified', 'confirmed', '2026-05-25']],
    ])

    mended.add('/one.html')
    clock.now = NOW + 9 * DAY
    await run('recheck', no)
    expect([await standing(portal), await about(portal)]).toEqual([
      'mended',
      [['not-rectified', 'fixed', '2026-05-25']],
    ])

    mended.delete('/one.html')
    clock.now = NOW + 30 * DAY
    await run('inspect')
    expect([await standing(portal), (await about(portal)).sort()[1]]).toEqual([
      'recurred',
      // A link that fails once more may be a passing failure: the check wants to see it twice.
      ['recurred', 'candidate', '2026-05-25'],
    ])
    clock.now = NOW + 31 * DAY
    await run('inspect')
    expect((await about(portal)).sort()).toEqual([
      ['not-rectified', 'fixed', '2026-05-25'],
      ['recurred', 'confirmed', '2026-05-25'],
    ])
  })
})

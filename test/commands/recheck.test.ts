/** `recheck` over a real portal on loopback: one finding is looked at again, and nothing else changes. */
import { describe, expect, it } from 'vitest'
import { NOW, xuncha } from './command-line.js'
import { inspected } from './mendable.js'

describe('recheck', () => {
  it('of what is still there says so and leaves everything as it is', async () => {
    const { run, links, data } = await inspected()
    const before = await links()
    const left = await run('recheck', before['/one.html']?.no ?? '')
    expect(left.status).toBe(0)
    expect(JSON.parse(left.stdout).findings).toMatchObject([
      { no: before['/one.html']?.no, outcome: 'there', state: 'confirmed', unitStatus: 'inspected' },
    ])
    expect(await links()).toEqual(before)
    const told = (await xuncha(['recheck', before['/one.html']?.no ?? '', '--data', data], { now: NOW }))
      .stdout
    expect(told.split('\n').map((line) => line.split(/ {2,}/).slice(0, 3))).toEqual([
      ['问题编号', '结果', '状态'],
      [expect.stringMatching(/^─+$/)],
      [before['/one.html']?.no, '仍然存在', '已确认'],
      [''],
    ])
  })

  it('of what was mended finds it gone, and looks at nothing else', async () => {
    const { run, links, mended } = await inspected()
    mended.add('/one.html').add('/two.html')
    const { no } = (await links())['/one.html'] ?? { no: '' }
    const left = await run('recheck', no)
    expect(JSON.parse(left.stdout).findings).toMatchObject([{ no, outcome: 'gone', state: 'fixed' }])
    expect(Object.fromEntries(Object.entries(await links()).map(([path, one]) => [path, one.state]))).toEqual(
      {
        '/one.html': 'fixed',
        '/two.html': 'confirmed',
      },
    )
  })

  it('of a portal that lets nobody in decides nothing: exit status 3', async () => {
    let down = false
    const { run, links } = await inspected({ down: () => down })
    const before = await links()
    down = true
    const left = await run('recheck', before['/one.html']?.no ?? '')
    expect(left.status).toBe(3)
    expect(JSON.parse(left.stdout).findings).toMatchObject([{ outcome: 'unseen', state: 'confirmed' }])
    expect(await links()).toEqual(before)
  })

  it('--due looks at what is past its last day on a problem list', async () => {
    const { run, links, mended, clock } = await inspected()
    const { no } = (await links())['/two.html'] ?? { no: '' }
    await run('rectify', 'issue', '--finding', no, '--until', '2026-05-25')
    expect(JSON.parse((await run('recheck', '--due')).stdout)).toEqual({ findings: [] })
    clock.now = NOW + 6 * 86_400_000
    mended.add('/two.html')
    const left = await run('recheck', '--due')
    expect(JSON.parse(left.stdout).findings).toMatchObject([{ no, outcome: 'gone', state: 'fixed' }])
    expect(JSON.parse((await run('rectify', 'list')).stdout).lists[0].items).toMatchObject([
      { standing: 'mended' },
    ])
    expect(JSON.parse((await run('recheck', '--due')).stdout)).toEqual({ findings: [] })
  })

  it.each([
    ['nothing', []],
    ['an unknown finding', ['f-0']],
  ])('of %s is wrong usage', async (_, args) => {
    const { run } = await inspected()
    expect((await run('recheck', ...args)).status).toBe(2)
  })
})

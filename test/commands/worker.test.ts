/** `worker` and `--redis` at the command line: what is refused, and with which sentence. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { folder, xuncha } from './command-line.js'
import { pagesWith, portal, workspace } from './portal.js'

describe('worker', () => {
  it.each([
    [['worker'], 'no shared queue was named'],
    [['worker', '--redis', 'queue.local:6379'], 'is no URL of Redis'],
    [['worker', '--redis', 'http://queue.local'], 'is no URL of Redis'],
    [['worker', '--redis', 'redis://127.0.0.1:1', '--concurrency', '0'], '--concurrency'],
    [['worker', '--redis', 'redis://127.0.0.1:1', '--store', 's3://bucket/x'], 'AWS_ENDPOINT_URL_S3'],
  ])('%j is wrong usage', async (args, sentence) => {
    const data = join(folder(), 'data')
    const left = await xuncha([...args, '--data', data, '--lang', 'en'])
    expect([left.status, left.stdout]).toEqual([2, ''])
    expect(left.stderr).toContain(sentence)
    expect(existsSync(join(data, 'keys'))).toBe(false)
  })

  it('names no password when it refuses a URL', async () => {
    const left = await xuncha(['worker', '--redis', 'http://:secret@queue.local', '--data', folder()])
    expect(left.stderr).not.toContain('secret')
  })
})

it('inspect refuses a queue that is none before anything is contacted', async () => {
  const file = workspace(folder(), { edu: await portal(pagesWith([])) })
  const left = await xuncha([
    'inspect',
    '--units',
    file,
    '--data',
    folder(),
    '--redis',
    'nonsense',
    '--lang',
    'en',
  ])
  expect(left.status).toBe(2)
  expect(left.stderr).toContain('is no URL of Redis')
})

describe('a vantage point', () => {
  const look = async (vantage: string) => {
    const data = folder()
    const file = workspace(
      folder(),
      { edu: await portal(pagesWith(['/old/1.html'])) },
      ', vantages: [telecom]',
    )
    const left = await xuncha(
      ['inspect', '--units', file, '--data', data, '--at', '2026-05-20', '--rubric', 'ouhai-2017', '--json'],
      { env: { XUNCHA_VANTAGE: vantage } },
    )
    return {
      data,
      status: left.status,
      ...(JSON.parse(left.stdout) as { units: { status: string; reason: string }[] }),
    }
  }

  it('stands in the evidence', async () => {
    const { data, status, units } = await look('telecom')
    expect([status, units[0]?.status]).toEqual([0, 'inspected'])
    const listed = await xuncha(['evidence', 'list', '--data', data, '--json'])
    const { evidence } = JSON.parse(listed.stdout) as { evidence: { id: string }[] }
    const shown = await xuncha(['evidence', 'show', evidence[0]?.id ?? '', '--data', data, '--lang', 'en'])
    expect(shown.stdout).toContain('seen from telecom')
  })

  it('outside those that count leaves the unit inconclusive and the ledger empty', async () => {
    const { data, status, units } = await look('abroad')
    expect([status, units[0]?.status, units[0]?.reason]).toEqual([3, 'inconclusive', 'vantage'])
    const rows = await xuncha(['ledger', 'list', '--data', data, '--json'])
    expect(JSON.parse(rows.stdout)).toMatchObject({ entries: [] })
  })

  it.each([
    ['telecom', []],
    ['abroad', ['/dt/']],
  ])('goes on from %s with what was half read here alone', async (next, again) => {
    const data = folder()
    const stop = new AbortController()
    const asked: string[] = []
    const pages = new Proxy(pagesWith([]), {
      get: (all, path) => {
        asked.push(String(path))
        if (path === '/dt/1.html') stop.abort()
        return all[String(path)]
      },
    })
    const file = workspace(folder(), { edu: await portal(pages) })
    const look = (vantage: string, signal?: AbortSignal) =>
      xuncha(['inspect', '--units', file, '--data', data, '--at', '2026-05-20', '--lang', 'en'], {
        env: { XUNCHA_VANTAGE: vantage },
        ...(signal && { signal }),
      })
    expect((await look('telecom', stop.signal)).status).toBe(130)
    asked.length = 0
    expect((await look(next)).stderr).toContain('going on with the interrupted run')
    expect(asked.filter((path) => path === '/dt/')).toEqual(again)
  })
})

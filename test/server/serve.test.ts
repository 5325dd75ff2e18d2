/** `serve` as it runs: listens, inspects in a child process, tells how far it is, stops when told to. */
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { folder, xuncha } from '../commands/command-line.js'
import { pagesWith, portal, workspace } from '../commands/portal.js'
import { PASSWORD } from './served.js'
import { people, serving } from './serving.js'

describe('serve', () => {
  it('inspects on demand in a child process, writes what was seen, and ends when told to', async () => {
    const dir = folder()
    const data = join(dir, 'data')
    const origin = await portal(pagesWith(['/gone.html']))
    await xuncha(['units', 'import', workspace(dir, { edu: origin }, ', rubric: ouhai-2017'), '--data', data])
    const scopes = [
      ...['inspections:write', 'disputes:write'],
      ...['runs:read', 'findings:read', 'ledger:read'],
    ].flatMap((one) => ['--scope', one])
    const made = await xuncha(['serve', 'token', 'create', 't', ...scopes, '--json', '--data', data])
    const headers = {
      authorization: `Bearer ${(JSON.parse(made.stdout) as { token: string }).token}`,
      'content-type': 'application/json',
    }
    await people(data, { zhao: ['office'] })
    const { url, stop } = await serving(data)
    let left: number | null = null
    try {
      expect((await fetch(`${url}/healthz`)).status).toBe(200)
      const body = JSON.stringify({ units: ['edu'] })
      const begun = await fetch(`${url}/api/v1/inspections`, { method: 'POST', headers, body })
      expect(begun.status).toBe(202)
      const events = await fetch(`${url}${begun.headers.get('location')}`, {
        headers: { ...headers, accept: 'text/event-stream' },
      })
      const told = await events.text()
      expect(told).toMatch(/event: end\ndata: .*"status":"complete"/)
      const found = await fetch(`${url}/api/v1/findings?unit=edu`, { headers })
      const { items } = (await found.json()) as { items: { code: string; subject: string }[] }
      expect(items.filter((one) => one.code === 'link-broken').map((one) => one.subject)).toEqual([
        `${origin}/gone.html`,
      ])
      // Reports are written by a process of their own, and say why where they cannot be.
      const login = new URLSearchParams({ name: 'zhao', password: PASSWORD })
      const signed = await fetch(`${url}/login`, { method: 'POST', body: login, redirect: 'manual' })
      const cookie = String(signed.headers.get('set-cookie')).split(';', 1)[0] ?? ''
      const run = begun.headers.get('location')?.split('/').at(-1)
      const taken = (format: string) =>
        fetch(`${url}/reports/${run}?unit=edu&format=${format}`, { headers: { cookie } })
      const [sheet, printed] = await Promise.all([taken('xlsx'), taken('pdf')])
      expect(
        Buffer.from(await sheet.arrayBuffer())
          .subarray(0, 2)
          .toString(),
      ).toBe('PK')
      expect([printed.status, await printed.text()]).toEqual([409, expect.stringContaining('Chromium')])
      // A contested finding is looked at again at once.
      const feed = await fetch(`${url}/api/v1/ledger?after=0`, { headers })
      const rows = ((await feed.json()) as { items: { entry: string | null; finding: string | null }[] })
        .items
      const entry = rows.find((row) => row.finding !== null)?.entry
      const said = JSON.stringify({ entry, statement: '已整改' })
      const open = await fetch(`${url}/api/v1/disputes`, { method: 'POST', headers, body: said })
      expect(open.status).toBe(201)
      await expect
        .poll(
          async () => {
            const runs = await fetch(`${url}/api/v1/runs`, { headers })
            const { items: all } = (await runs.json()) as { items: { purpose: string; status: string }[] }
            return all.map((run) => `${run.purpose} ${run.status}`)
          },
          { timeout: 20_000, interval: 200 },
        )
        .toEqual(['formal complete', 'recheck complete'])
    } finally {
      left = await stop()
    }
    expect(left).toBe(130)
    await expect(fetch(`${url}/healthz`)).rejects.toThrow()
  }, 60_000)
})

/** `serve --redis`: the coordinator as an office runs it, with its figures for whoever scales the workers. */
import { afterAll, expect, it, vi } from 'vitest'
import { booked, folder, portals, redisServer, start, strike, until, worker } from './stage.js'

vi.setConfig({ testTimeout: 90_000 })
afterAll(strike)

/** Value of each figure that /metrics shows of the queue. */
async function figures(url: string): Promise<Map<string, number>> {
  const text = await (await fetch(`${url}/metrics`)).text()
  return new Map(
    [...text.matchAll(/^xuncha_(queue_\w+) (\S+)$/gm)].map(([, name = '', value]) => [name, Number(value)]),
  )
}

it('has what is asked of it over HTTP inspected by its workers, and tells how they do', async () => {
  const redis = await redisServer()
  const town = await portals(2, 20)
  const data = folder()
  expect(await start(['units', 'import', town.file, '--data', data]).done).toBe(0)
  const made = start([
    'serve',
    'token',
    'create',
    't',
    '--scope',
    'inspections:write',
    '--data',
    data,
    '--json',
  ])
  await made.done
  const { token } = JSON.parse(made.out()) as { token: string }
  const office = start(['serve', '--redis', redis.url, '--port', '0', '--no-schedule', '--data', data])
  const hand = await worker(redis.url)
  await until('the office', () => office.said().includes('listening on'), 60_000)
  const url = /listening on (\S+)/.exec(office.said())?.[1] ?? ''
  const asked = await fetch(`${url}/api/v1/inspections`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ units: town.units, purpose: 'formal' }),
  })
  expect(asked.status).toBe(202)
  await until('the units', () => booked(data).units.length === town.units.length, 60_000)
  await until('the worker', async () => (await figures(url)).get('queue_workers') === 1)
  const told = await figures(url)
  expect([...told.keys()].sort()).toEqual([
    'queue_oldest_waiting_seconds',
    'queue_running',
    'queue_set_aside',
    'queue_site_seconds',
    'queue_waiting',
    'queue_worker_slots',
    'queue_workers',
    'queue_workers_needed',
  ])
  expect([told.get('queue_worker_slots'), told.get('queue_set_aside')]).toEqual([4, 0])
  office.child.kill('SIGTERM')
  hand.child.kill('SIGTERM')
  expect(await Promise.all([office.done, hand.done])).toEqual([130, 130])
  expect(booked(data).units).toEqual(town.units.map((unit) => ({ unit, status: 'inspected', times: 1 })))
})

/** Delivery over real sockets: a receiver that is killed in the middle and restored has everything, told by id. */
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it } from 'vitest'
import { waitingRecords } from '../../src/feed/push.js'
import { addReceiver } from '../../src/ledger/receivers.js'
import { openDelivery } from '../../src/server/feed-delivery.js'
import { deduct, served } from '../server/served.js'

/** A receiver that keeps ids by unit as they come, and dies with the answer to one request. */
function receiver(port: number, got: { id: string; unit: string }[], diesAt: number) {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      got.push(JSON.parse(Buffer.concat(chunks).toString('utf8')) as { id: string; unit: string })
      if (got.length < diesAt) return void response.writeHead(204).end()
      // It has the record, and nobody hears of it.
      server.close()
      server.closeAllConnections()
    })
  })
  return new Promise<Server>((resolve) => server.listen(port, '127.0.0.1', () => resolve(server)))
}

describe('a receiver that is killed and restored', () => {
  it('has every record in order per unit; one that it had and did not accept comes again under its id', async () => {
    const { ledger, office } = await served()
    const got: { id: string; unit: string }[] = []
    const first = await receiver(0, got, 3)
    const { port } = first.address() as AddressInfo
    addReceiver(ledger, { id: 'oa', url: `http://127.0.0.1:${port}/`, secret: 's', actor: 'a' })
    for (const n of [1, 2, 3]) for (const unit of ['edu', 'tax']) deduct(ledger, unit, n)
    // Waits of minutes pass in moments.
    const began = Date.now()
    const delivery = openDelivery({ ...office, now: () => began + (Date.now() - began) * 100 }, null)
    await expect.poll(() => first.listening, { timeout: 5_000, interval: 20 }).toBe(false)
    const second = await receiver(port, got, Number.POSITIVE_INFINITY)
    try {
      await expect.poll(() => waitingRecords(ledger), { timeout: 10_000, interval: 50 }).toBe(0)
    } finally {
      await delivery.stop()
      second.close()
      second.closeAllConnections()
    }
    expect(got).toHaveLength(7)
    const once = [...new Map(got.map((record) => [record.id, record])).values()]
    const of = (unit: string) => once.filter((one) => one.unit === unit).map(({ id }) => id)
    expect([of('edu'), of('tax')]).toEqual([
      ['1', '3', '5'],
      ['2', '4', '6'],
    ])
  })
})

/** Authorities of time stamps that are down or lie: a warning, and the run is sealed all the same. */
import { readdirSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { stampRequest } from '../../src/evidence/timestamp.js'
import { folder, xuncha } from '../commands/command-line.js'
import { type Authority, makeAuthority } from '../evidence/authority.js'
import { HAS_OPENSSL } from './certificates.js'
import { closeAll, closedPort, listen, page, serve } from './server.js'

let honest: Authority
let expired: Authority
let misused: Authority

beforeAll(() => {
  if (!HAS_OPENSSL) return
  honest = makeAuthority()
  expired = makeAuthority({ notBefore: '20200101000000Z', notAfter: '20210101000000Z' })
  misused = makeAuthority({ usage: 'serverAuth' })
})
afterAll(() => {
  for (const one of [honest, expired, misused]) one?.close()
})
afterEach(closeAll)

type Reply = (request: Buffer) => Buffer | number | Promise<Buffer>

/** An authority's address; a number is a status without a body. */
async function authority(reply: Reply): Promise<string> {
  const server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', async () => {
      const answer = await reply(Buffer.concat(parts))
      if (typeof answer === 'number') return void response.writeHead(answer).end()
      response.writeHead(200, { 'content-type': 'application/timestamp-reply' }).end(answer)
    })
  })
  return `http://127.0.0.1:${await listen(server)}/`
}

/** One inspection stamped by authorities: how it ended, of which stderr warns, and what stands beside the seal. */
async function stamped(authorities: readonly (readonly [string, Authority])[]) {
  const portal = await serve({ '/': page('<h1>区教育局</h1>', '区教育局') })
  const data = folder()
  const units = join(data, 'w.yaml')
  const timestamps = authorities.map(([url, { caFile }]) => ({ url, ca: caFile }))
  writeFileSync(
    units,
    JSON.stringify({
      defaults: { timestamps, confirm: 'immediate' },
      units: [{ id: 'edu', name: '区教育局', portal: `${portal.origin}/` }],
    }),
  )
  const left = await xuncha(['inspect', '--units', units, '--data', data, '--json', '--lang', 'en'], {
    now: Date.now(),
  })
  const run = (JSON.parse(left.stdout) as { run: { id: string; status: string } }).run
  const names = readdirSync(join(data, 'runs', run.id))
  return {
    status: left.status,
    run: run.status,
    warned: authorities.map(([url]) => left.stderr.includes(url)),
    sealed: ['seal.json', 'seal.sig'].every((name) => names.includes(name)),
    stamps: names.filter((name) => name.endsWith('.tsr')).length,
  }
}

describe.runIf(HAS_OPENSSL)('E. time stamps', () => {
  it('72: authorities that are down, out of order, talk nonsense or stamp something else: a warning each', async () => {
    const other = stampRequest(Buffer.from('else')).der
    const lying: (readonly [string, Authority])[] = [
      [`http://127.0.0.1:${await closedPort()}/`, honest],
      [await authority(() => 503), honest],
      [await authority(() => Buffer.from('<h1>Login</h1>')), honest],
      [await authority(() => honest.answer(other)), honest],
    ]
    expect(await stamped(lying)).toEqual({
      status: 0,
      run: 'complete',
      warned: [true, true, true, true],
      sealed: true,
      stamps: 0,
    })
  })

  it('72: certificates that have expired, are for another use, or that nobody trusts; the honest stamp stands', async () => {
    const some: (readonly [string, Authority])[] = [
      [await authority((request) => expired.forge(request)), expired],
      [await authority((request) => misused.forge(request)), misused],
      [await authority((request) => honest.answer(request)), expired],
      [await authority((request) => honest.answer(request)), honest],
    ]
    expect(await stamped(some)).toEqual({
      status: 0,
      run: 'complete',
      warned: [true, true, true, false],
      sealed: true,
      stamps: 1,
    })
  })
})

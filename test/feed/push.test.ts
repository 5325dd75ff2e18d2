/** The feed: complete and repeatable, pushed signed and in order per unit until accepted, and written into files. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { feedFiles } from '../../src/feed/files.js'
import { pushDue, signatureOf, waitingRecords } from '../../src/feed/push.js'
import { tellFeed } from '../../src/feed/tell.js'
import { append } from '../../src/ledger/append.js'
import { addFeedRows, feedRows } from '../../src/ledger/feed-rows.js'
import { addReceiver, replayFrom } from '../../src/ledger/receivers.js'
import type { Score } from '../../src/model/scoring.js'
import { deduct, entryIdOf, ledgerAt, NOW, PLACE } from '../server/served.js'

/** A receiver that is down as long as the test says, and keeps what it accepted. */
function receiver(clock: { ms: number }) {
  const state = { up: true, status: 204, got: [] as { id: string; unit: string }[], signed: [] as boolean[] }
  const ports = {
    now: () => clock.ms,
    stopped: () => false,
    warn: () => undefined,
    post: async (_: string, headers: Readonly<Record<string, string>>, body: string) => {
      if (!state.up) throw new Error('refused')
      state.got.push(JSON.parse(body) as { id: string; unit: string })
      state.signed.push(headers['x-xuncha-signature'] === signatureOf('secret', body))
      return state.status
    },
  }
  return { state, ports }
}

describe('pushing', () => {
  it('gives a receiver that was down for a day everything, once each, in order, signed', async () => {
    const { ledger, clock } = ledgerAt()
    const { state, ports } = receiver(clock)
    addReceiver(ledger, { id: 'r', url: 'http://127.0.0.1:9/', secret: 'secret', actor: 'a' })
    for (const n of [1, 2, 3]) for (const unit of ['edu', 'tax']) deduct(ledger, unit, n)
    state.up = false
    for (let minute = 0; minute < 24 * 60; minute += 1) {
      clock.ms += 60_000
      await pushDue(ledger, ports)
    }
    expect([state.got, waitingRecords(ledger)]).toEqual([[], 6])
    state.up = true
    clock.ms += 10 * 60_000
    while (await pushDue(ledger, ports));
    const of = (unit: string) => state.got.filter((one) => one.unit === unit).map((one) => one.id)
    expect([of('edu'), of('tax')]).toEqual([
      ['1', '3', '5'],
      ['2', '4', '6'],
    ])
    expect(state.signed).toEqual([true, true, true, true, true, true])
    replayFrom(ledger, 'r', 4)
    while (await pushDue(ledger, ports));
    expect(state.got.slice(6).map((one) => one.id)).toEqual(['5', '6'])
  })

  it('says that more can be sent at once, whichever receiver it is for', async () => {
    const { ledger, clock } = ledgerAt()
    const { ports } = receiver(clock)
    const slow = { ...ports, post: async (url: string) => (url.includes('slow') ? 204 : 500) }
    for (const id of ['slow', 'down'])
      addReceiver(ledger, { id, url: `http://${id}.test/`, secret: 'secret', actor: 'a' })
    for (let n = 0; n < 60; n += 1) deduct(ledger, 'edu', n)
    const more: boolean[] = []
    for (let n = 0; n < 3; n += 1) more.push(await pushDue(ledger, slow))
    expect(more).toEqual([true, false, false])
  })
})

describe('an answer', () => {
  it.each([
    [200, 0],
    [202, 0],
    [299, 0],
    [100, 1],
    [302, 1],
    [404, 1],
    [500, 1],
  ])('of status %i leaves %i records waiting', async (status, waiting) => {
    const { ledger, clock } = ledgerAt()
    const { state, ports } = receiver(clock)
    addReceiver(ledger, { id: 'r', url: 'http://127.0.0.1:9/', secret: 'secret', actor: 'a' })
    deduct(ledger, 'edu', 1)
    state.status = status
    await pushDue(ledger, ports)
    expect([state.got.length, waitingRecords(ledger)]).toEqual([1, waiting])
  })
})

describe('records', () => {
  it('tell a change of another entry’s effect as a record of their own, so that changes add up', () => {
    let effects: Record<string, number> = {}
    const scored = () => {
      const entries = Object.entries(effects).map(([id, effective]) => ({ id, effective }))
      return { indicators: [{ id: '1', score: 300, entries }] } as unknown as Score
    }
    const { ledger } = ledgerAt({ ms: NOW }, scored)
    const ids = ['edu', 'edu'].map((unit, n) => entryIdOf(unit, n))
    const [a = '', b = ''] = ids
    effects = { [a]: -100, [b]: 0 }
    deduct(ledger, 'edu', 0)
    deduct(ledger, 'edu', 1)
    // The cap no longer binds once the first is taken back: the second counts.
    effects = { [b]: -100 }
    append(ledger, { kind: 'reverse', decidedBy: 'person', actor: 'a', entry: a, ...PLACE })
    const told = feedRows(ledger, { after: 0, limit: 10 }).map(
      ({ json }) => JSON.parse(json) as Record<string, string>,
    )
    expect(
      told.map((one) => [one.kind, one.entry, one.effective, one.effectiveChange, one.indicatorScoreAfter]),
    ).toEqual([
      ['deduct', a, '-1', '-1', '3'],
      ['deduct', b, '0', '0', '3'],
      ['reverse', a, '0', '1', '3'],
      ['score-changed', b, '-1', '-1', '3'],
    ])
    tellFeed(ledger, scored)
    expect(feedRows(ledger, { after: 0, limit: 10 })).toHaveLength(4)
  })

  it('are never changed', () => {
    const { ledger } = ledgerAt()
    addFeedRows(ledger, [{ ledgerSeq: 1, unit: null, record: {} }])
    expect(() => ledger.db.exec("UPDATE feed SET json = '{}'")).toThrow('stays as it was')
    expect(() => ledger.db.exec('DELETE FROM feed')).toThrow('nothing is deleted')
  })
})

describe('files', () => {
  it('are appended to, whole lines only, also after a line broke off', () => {
    const { ledger, dataDir } = ledgerAt()
    const folder = join(dataDir, 'feed')
    deduct(ledger, 'edu', 1)
    feedFiles(ledger, folder)()
    const path = join(folder, 'feed.jsonl')
    const first = readFileSync(path, 'utf8')
    writeFileSync(path, `${first}{"id":"2","se`)
    deduct(ledger, 'edu', 2)
    feedFiles(ledger, folder)()
    const seqs = readFileSync(path, 'utf8')
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as { seq: number }).seq)
    const csv = readFileSync(join(folder, 'feed.csv'), 'utf8').trim().split('\r\n')
    expect([seqs, csv.slice(1).map((line) => line.split(',')[0])]).toEqual([
      [1, 2],
      ['1', '2'],
    ])
  })
})

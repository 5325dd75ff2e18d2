/** Notices: each cause once a day, by signed POST and by mail, kept until taken; secrets from outside, never told. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { signatureOf } from '../../src/feed/push.js'
import { listNotices } from '../../src/ledger/notices.js'
import { addReceiver } from '../../src/ledger/receivers.js'
import { registry } from '../../src/ledger/registry-store.js'
import { beginRun, finishRun } from '../../src/ledger/runs.js'
import type { MailSettings, Notify } from '../../src/model/notify.js'
import { noticesTask, tellFault, watch } from '../../src/server/notices.js'
import { waysOf } from '../../src/server/notify-ways.js'
import type { Office } from '../../src/server/office.js'
import { secretOf } from '../../src/server/secret.js'
import { folder, xuncha } from '../commands/command-line.js'
import { ledgerAt, served } from './served.js'
import { hook, mailbox } from './sinks.js'

const ENV = { HOOK: 'hook-secret', MAIL: 'mail-secret' }
const never = new AbortController().signal
const MINUTE = 60_000

/** An office that tells by these ways, whose clock a test moves. */
async function office(notify: Notify) {
  const base = await served()
  const clock = { ms: base.office.now() }
  const { ledger } = base
  registry(ledger).update({ defaults: { notify } })
  const own: Office = { ...base.office, now: () => clock.ms }
  const task = noticesTask(own, ENV, never)
  const later = async (ms: number) => {
    clock.ms += ms
    await task.tick()
  }
  return { own, ledger, clock, task, later }
}

describe('notices', () => {
  it('go out once by every way, signed; one mail holds all that wait', async () => {
    const [box, hooked] = [await mailbox(), await hook()]
    const mail: MailSettings = {
      host: '127.0.0.1',
      port: box.port,
      security: 'none',
      user: 'xuncha',
      password: 'env:MAIL',
      from: 'xuncha@test.gov.cn',
      to: ['li@test.gov.cn', 'wang@test.gov.cn'],
    }
    const webhooks = [{ url: hooked.url, secret: 'env:HOOK' }]
    const { own, task, later, ledger } = await office({ webhooks, mail })
    tellFault(own, 'run-failed', 'r1', { run: 'r1', detail: '磁盘已满' })
    tellFault(own, 'run-failed', 'r1', { run: 'r1', detail: '磁盘已满' })
    tellFault(own, 'backup-failed', 'backup', { detail: 'disk full' })
    await task.tick()
    await later(MINUTE)
    const bodies = hooked.got.map(({ body }) => JSON.parse(body) as Record<string, string>)
    expect(bodies.map(({ kind, text }) => [kind, text])).toEqual([
      ['run-failed', '检查批次 r1 出错中断：磁盘已满。已记录的结果保留，可以接着检查'],
      ['backup-failed', '定时备份失败：disk full'],
    ])
    for (const { headers, body } of hooked.got)
      expect(headers['x-xuncha-signature']).toBe(signatureOf('hook-secret', body))
    expect(new Set(hooked.got.map(({ headers }) => headers['x-xuncha-id'])).size).toBe(2)
    expect(box.mails).toHaveLength(1)
    expect(box.commands.filter((line) => /^RCPT/i.test(line))).toEqual([
      'RCPT TO:<li@test.gov.cn>',
      'RCPT TO:<wang@test.gov.cn>',
    ])
    const plain = Buffer.from(/\r\n\r\n([\s\S]*)$/.exec(box.mails[0] ?? '')?.[1] ?? '', 'base64').toString()
    expect(plain).toBe(
      '1. 检查批次 r1 出错中断：磁盘已满。已记录的结果保留，可以接着检查\n\n2. 定时备份失败：disk full\n',
    )
    // The next day the same cause is news again.
    await later(24 * 60 * MINUTE)
    tellFault(own, 'backup-failed', 'backup', { detail: 'disk full' })
    await task.tick()
    expect([hooked.got.length, box.mails.length, listNotices(ledger).length]).toEqual([3, 2, 3])
  })

  it('wait, longer each time, for a way that does not take them, and hold up no other', async () => {
    const [box, hooked] = [await mailbox(), await hook()]
    const mail: MailSettings = {
      host: '127.0.0.1',
      port: box.port,
      security: 'none',
      from: 'a@b.cn',
      to: ['c@d.cn'],
    }
    const { own, task, later } = await office({ webhooks: [{ url: hooked.url, secret: 'env:HOOK' }], mail })
    hooked.status = 503
    box.refuses = true
    tellFault(own, 'run-failed', 'r1', { run: 'r1', detail: 'x' })
    await task.tick()
    await later(1_000)
    expect([hooked.got.length, task.figures().notices_failing]).toEqual([1, 2])
    await later(1_000)
    await later(1_000)
    expect(hooked.got).toHaveLength(2)
    hooked.status = 200
    await later(10 * MINUTE)
    box.refuses = false
    await later(10 * MINUTE)
    expect([hooked.got.length, box.mails.length, task.figures()]).toEqual([
      3,
      1,
      { notices_sent_total: 2, notices_failing: 0 },
    ])
  })

  it('are no news after three days', async () => {
    const hooked = await hook()
    const { own, later } = await office({ webhooks: [{ url: hooked.url, secret: 'env:NOT_SET' }] })
    tellFault(own, 'run-failed', 'r1', { run: 'r1', detail: 'x' })
    await later(MINUTE)
    await later(4 * 24 * 60 * MINUTE)
    expect([hooked.got, own.ledger.sql('SELECT attempts FROM notice_deliveries').pluck().all()]).toEqual([
      [],
      [1],
    ])
  })
})

describe('what is watched', () => {
  it('is told by cause: held and void runs, a feed that is stuck, days that are near or past; not twice', () => {
    const { ledger, clock } = ledgerAt()
    const books = { ledger, now: () => clock.ms }
    const made = { purpose: 'monitor', at: '2026-05-20', period: '2026', tool: 't', actor: 'a' } as const
    const rest = { resumeKey: 'k', units: ['edu'], rubrics: [] }
    finishRun(ledger, beginRun(ledger, { ...made, ...rest }), 'held')
    finishRun(ledger, beginRun(ledger, { ...made, ...rest }), 'interrupted')
    addReceiver(ledger, { id: 'oa', url: 'http://127.0.0.1:9/', secret: 's', actor: 'a' })
    ledger.db.exec(`INSERT INTO deliveries VALUES ('oa', 'edu', 0, 10, 0, 'HTTP 500')`)
    expect(watch(books)).toBe(2)
    expect(watch(books)).toBe(0)
    expect(listNotices(ledger).map(({ kind, facts }) => [kind, facts.receiver ?? facts.detail])).toEqual([
      ['feed-stuck', 'oa'],
      ['run-held', undefined],
    ])
  })
})

describe('serve notify', () => {
  it('tries every way and says which one failed: exit status 1; without any, 2', async () => {
    const [data, hooked] = [folder(), await hook()]
    const none = join(data, 'none.yaml')
    writeFileSync(none, 'units:\n  - { id: edu, name: 区教育局, portal: "http://127.0.0.1:1/" }\n')
    await xuncha(['units', 'import', none, '--data', data])
    expect((await xuncha(['serve', 'notify', '--data', data])).status).toBe(2)
    const file = join(data, 'w.yaml')
    const ways = ['HOOK', 'NOT_SET'].map((name) => `{ url: "${hooked.url}?${name}", secret: "env:${name}" }`)
    writeFileSync(file, `defaults: { notify: { webhooks: [${ways.join(', ')}] } }\n`)
    await xuncha(['units', 'import', file, '--data', data])
    const left = await xuncha(['serve', 'notify', '--json', '--data', data], { env: ENV })
    expect([left.status, JSON.parse(left.stdout)]).toEqual([
      1,
      {
        ways: [
          { way: `webhook ${hooked.url}?HOOK`, error: null },
          { way: `webhook ${hooked.url}?NOT_SET`, error: '取不到密钥 env:NOT_SET：not set' },
        ],
      },
    ])
    expect(hooked.got.map(({ body }) => (JSON.parse(body) as { kind: string }).kind)).toEqual(['test'])
  })
})

describe('a secret', () => {
  it('comes from the environment or an owner-only file, and is in no error', () => {
    const { dataDir } = ledgerAt()
    const path = join(dataDir, 'secret')
    writeFileSync(path, 'of-the-file\n', { mode: 0o600 })
    const open = join(dataDir, 'open')
    writeFileSync(open, 'of-the-file\n', { mode: 0o644 })
    expect([secretOf('env:HOOK', ENV), secretOf(`file:${path}`, ENV)]).toEqual(['hook-secret', 'of-the-file'])
    for (const ref of ['env:NOT_SET', `file:${open}`, 'file:/no/such/file'])
      expect(() => secretOf(ref, ENV)).toThrow(expect.objectContaining({ key: 'notice.no-secret' }))
  })

  it('is read by no way before something is sent', () => {
    expect(waysOf({ webhooks: [{ url: 'http://a.test/', secret: 'env:NOT_SET' }] }, {})).toHaveLength(1)
    expect(waysOf(undefined, {})).toEqual([])
  })
})

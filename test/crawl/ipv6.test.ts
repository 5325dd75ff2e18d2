/** IPv6: names are asked once, only public addresses are tried, and silence says nothing. */
import { describe, expect, it } from 'vitest'
import { openIpv6 } from '../../src/crawl/ipv6.js'

function probing(
  records: Readonly<Record<string, readonly string[] | null>>,
  reached: boolean | null = true,
) {
  const asked: string[] = []
  const tried: string[] = []
  const probe = openIpv6({
    resolve: async (host) => {
      asked.push(host)
      const found = records[host]
      if (!found) throw new Error('no answer')
      return found
    },
    reach: async (address, port) => {
      tried.push(`${address} ${port}`)
      return reached
    },
  })
  return { probe, asked, tried }
}

describe('the probe', () => {
  it('asks each name once and tries its first public address on the port of the site', async () => {
    const { probe, asked, tried } = probing({
      'www.yunxi.gov.cn': ['fd00::1', '2400:3200::1', '2400:3200::2'],
    })
    const seen = await probe(['https://www.yunxi.gov.cn/', 'https://www.yunxi.gov.cn/a/'])
    expect([...seen.values()]).toEqual([{ host: 'www.yunxi.gov.cn', addresses: 2, reached: true }])
    expect(asked).toEqual(['www.yunxi.gov.cn'])
    expect(tried).toEqual(['2400:3200::1 443'])
  })

  it.each([
    ['no record', [], 0, null, []],
    ['a private record alone', ['fe80::1', '::1', 'fd00::2', '::ffff:127.0.0.1'], 0, null, []],
    ['a documentation record alone', ['2001:db8::1'], 0, null, []],
  ])('contacts nobody for %s', async (_, records, addresses, reached, contacted) => {
    const { probe, tried } = probing({ 'a.gov.cn': records })
    expect((await probe(['http://a.gov.cn:8080/'])).get('a.gov.cn')).toEqual({
      host: 'a.gov.cn',
      addresses,
      reached,
    })
    expect(tried).toEqual(contacted)
  })

  it('leaves out what is an address, what is this machine, and whom nobody answered for', async () => {
    const { probe, asked } = probing({ 'a.gov.cn': null })
    const urls = [
      'http://127.0.0.1:8101/',
      'http://[::1]/',
      'http://localhost/',
      'http://x.localhost/',
      'http://a.gov.cn/',
      'no url',
    ]
    expect((await probe(urls)).size).toBe(0)
    expect(asked).toEqual(['a.gov.cn'])
  })

  it('hands on that this machine has no IPv6', async () => {
    const { probe } = probing({ 'a.gov.cn': ['2400:3200::1'] }, null)
    expect((await probe(['http://a.gov.cn/'])).get('a.gov.cn')?.reached).toBeNull()
  })
})

/** Who may be contacted: spellings of private addresses, answers of a resolver, allowances. */
import { describe, expect, it } from 'vitest'
import { isLoopback, openEgress, type PinnedAddress, spellsPrivate } from '../../src/crawl/egress.js'
import { UserFault } from '../../src/model/error.js'

const answers: Record<string, readonly PinnedAddress[]> = {
  'www.example.gov.cn': [{ address: '203.119.1.1', family: 4 }],
  'six.example.gov.cn': [{ address: '2408:8000::1', family: 6 }],
  'oa.example.gov.cn': [{ address: '10.1.2.3', family: 4 }],
  'mixed.example.gov.cn': [
    { address: '203.119.1.1', family: 4 },
    { address: '127.0.0.1', family: 4 },
  ],
}

function guard(allowPrivate: string[] = [], namedOrigins: string[] = []) {
  return openEgress(
    { allowPrivate, namedOrigins },
    {
      resolve: async (host) => {
        const found = answers[host]
        if (!found) throw new Error(`getaddrinfo ENOTFOUND ${host}`)
        return found
      },
    },
  )
}

const PRIVATE = [
  'http://127.0.0.1/',
  'http://0177.0.0.1/',
  'http://0x7f.1/',
  'http://2130706433/',
  'http://①②⑦.⓪.⓪.①/',
  'http://127。0。0。1/',
  'http://127.0.0.1./',
  'http://localhost/',
  'http://LOCALHOST./',
  'http://a.localhost/',
  'http://[::1]/',
  'http://[::ffff:127.0.0.1]/',
  'http://[::7f00:1]/',
  'http://[64:ff9b::7f00:1]/',
  'http://[2002:7f00:1::]/',
  'http://[fe80::1]/',
  'http://[fd00::1]/',
  'http://10.0.0.1/',
  'http://172.16.0.1/',
  'http://192.168.1.1/',
  'http://169.254.169.254/latest/meta-data',
  'http://100.100.100.200/',
  'http://0.0.0.0/',
  'http://224.0.0.1/',
  'http://255.255.255.255/',
  'https://user:pass@10.0.0.1:8443/a',
]

describe('egress', () => {
  it.each(PRIVATE)('refuses %s', async (url) => {
    expect(spellsPrivate(url)).toBe(true)
    expect(await guard().check(url)).toMatchObject({ allowed: false, cause: 'private-address' })
  })

  it.each(['http://8.8.8.8/', 'http://[2408:8000::1]/', 'https://www.example.gov.cn/'])(
    'does not take %s for private',
    async (url) => {
      expect(spellsPrivate(url)).toBe(false)
      expect(await guard().check(url)).toMatchObject({ allowed: true })
    },
  )

  it('pins what the resolver said', async () => {
    expect(await guard().check('https://six.example.gov.cn/a')).toEqual({
      allowed: true,
      addresses: [{ address: '2408:8000::1', family: 6 }],
    })
  })

  it.each([
    ['http://oa.example.gov.cn/', 'split-horizon'],
    ['http://mixed.example.gov.cn/', 'split-horizon'],
    ['http://nowhere.example.gov.cn/', 'dns'],
    ['file:///etc/passwd', 'egress'],
    ['gopher://8.8.8.8/', 'egress'],
    ['view-source:http://8.8.8.8/', 'egress'],
    ['data:text/html,x', 'egress'],
    ['no url', 'egress'],
  ])('refuses %s as %s', async (url, cause) => {
    expect(await guard().check(url)).toMatchObject({ allowed: false, cause })
  })

  it.each<[string[], string, boolean]>([
    [['127.0.0.1:8100-8199'], 'http://127.0.0.1:8150/', true],
    [['127.0.0.1:8100-8199'], 'http://127.0.0.1:8200/', false],
    [['127.0.0.1:8100'], 'http://127.0.0.1:8101/', false],
    [['127.0.0.1'], 'http://127.0.0.1:9/', true],
    [['10.0.0.0/8:80'], 'http://10.9.9.9/', true],
    [['10.0.0.0/8:80'], 'https://10.9.9.9/', false],
    [['10.0.0.0/8'], 'http://oa.example.gov.cn/', true],
    [['[::1]:8100'], 'http://[::1]:8100/', true],
    [['::1'], 'http://[::1]:8100/', true],
    [['[fd00::/8]:80-90'], 'http://[fd12::1]:85/', true],
    [['[fd00::]/8:80'], 'http://[fd12::1]:85/', false],
    [['fd00::/8'], 'http://10.0.0.1/', false],
    [['127.0.0.1'], 'http://[::ffff:127.0.0.1]/', true],
  ])('with %j: %s allowed %s', async (allow, url, allowed) => {
    expect((await guard(allow).check(url)).allowed).toBe(allowed)
  })

  it('allows named origins and nothing beside them', async () => {
    const egress = guard([], ['http://127.0.0.1:8100', 'http://oa.example.gov.cn/'])
    expect((await egress.check('http://127.0.0.1:8100/a')).allowed).toBe(true)
    expect((await egress.check('http://127.0.0.1:8101/a')).allowed).toBe(false)
    expect((await egress.check('http://oa.example.gov.cn/')).allowed).toBe(true)
    expect((await egress.check('https://oa.example.gov.cn/')).allowed).toBe(false)
  })

  it('keeps the first answer when a resolver changes its mind', async () => {
    let calls = 0
    const egress = openEgress(
      { allowPrivate: [], namedOrigins: [] },
      {
        now: () => 0,
        resolve: async () => [{ address: calls++ === 0 ? '203.119.1.1' : '127.0.0.1', family: 4 }],
      },
    )
    await egress.check('http://rebind.example/')
    expect(await egress.check('http://rebind.example/')).toEqual({
      allowed: true,
      addresses: [{ address: '203.119.1.1', family: 4 }],
    })
  })

  it.each(['127.0.0.1:0', '10.0.0.0/33', 'localhost', '127.0.0.1:9-8', 'fd00::/129', ''])(
    'refuses the allowance %j',
    (entry) => {
      expect(() => guard([entry])).toThrow(UserFault)
    },
  )

  it('knows the machine itself', () => {
    expect(['http://127.8.8.8/', 'http://[::1]:1/', 'http://localhost.:80/'].map(isLoopback)).toEqual([
      true,
      true,
      true,
    ])
    expect(['http://10.0.0.1/', 'http://8.8.8.8/', 'x'].map(isLoopback)).toEqual([false, false, false])
  })
})

/** The clean-environment check: names from the hosts file, proxy variables without their values. */
import { expect, it } from 'vitest'
import { cleanCheck, namesIn } from '../../../src/commands/run/clean-check.js'

it.each([
  ['127.0.0.1 localhost\n::1 ip6-localhost ip6-loopback', []],
  ['10.0.0.7  WWW.Yunxi.gov.cn edu.yunxi.gov.cn # office', ['www.yunxi.gov.cn', 'edu.yunxi.gov.cn']],
  ['# 10.0.0.7 www.yunxi.gov.cn\n\n10.0.0.8\ta.gov.cn\n10.0.0.9 a.gov.cn\r', ['a.gov.cn']],
])('%j names %j', (hosts, names) => expect(namesIn(hosts)).toEqual(names))

it('names proxy variables that are set, never what they hold', () => {
  const seen = cleanCheck({ HTTPS_PROXY: 'http://me:secret@proxy', http_proxy: '', PATH: '/bin' })
  expect(seen).toEqual({
    said: {
      os: expect.stringMatching(/\S+ \S+/),
      chineseFont: expect.any(Boolean),
      hostsFile: expect.toSatisfy((hash) => hash === null || /^[0-9a-f]{64}$/.test(hash)),
      proxyVariables: ['HTTPS_PROXY'],
      lockFile: expect.stringMatching(/^[0-9a-f]{64}$/),
    },
    hostsNames: expect.any(Array),
  })
  expect(JSON.stringify(seen)).not.toContain('secret')
})

/** ipv6: one number a portal whose host could be asked. */
import { ipv6 } from '../../checks/ipv6.js'
import { PORTAL, start } from './artifacts.js'
import { type Case, checkTable } from './tester.js'

const asked = (name: string, addresses: number, reached: boolean | null, value: number): Case => ({
  name,
  seen: { start: start({ ipv6: { host: 'www.yunxi.gov.cn', addresses, reached } }) },
  examined: [PORTAL],
  metrics: [
    { name: 'ipv6', value, pages: [PORTAL], facts: { host: 'www.yunxi.gov.cn', addresses, reached } },
  ],
})

checkTable(ipv6, {
  clean: [
    { name: 'nobody could be asked', seen: { start: start() }, examined: [] },
    asked('no address', 0, null, 0),
    asked('an address that answers', 2, true, 1),
    asked('an address that refuses', 1, false, 0),
    asked('an address that this machine cannot try', 1, null, 1),
  ],
  problem: [],
  cannotTell: [],
})

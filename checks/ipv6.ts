/** Whether the portal's host can be reached over IPv6. A number for people, never a finding. IPv6支持 */
import { z } from 'zod'
import { defineCheck } from '../src/check.js'

/** The host of the start page; nothing is measured of an address, or where nobody could be asked. */
export const ipv6 = defineCheck({
  id: 'ipv6',
  version: 1,
  codes: [],
  needs: ['start'],
  params: z.object({}),
  run({ start }) {
    if (!start.ipv6) return { examined: new Set<string>(), findings: [] }
    const { host, addresses, reached } = start.ipv6
    return {
      examined: new Set([start.url]),
      findings: [],
      metrics: [
        {
          name: 'ipv6',
          // An address that this machine could not try stands for itself.
          value: addresses > 0 && reached !== false ? 1 : 0,
          pages: [start.url],
          facts: { host, addresses, reached },
        },
      ],
    }
  },
})

/** The peer: linkinator over the same portal, its own defaults but for the number of connections and a patient timeout. */
import { LinkChecker } from 'linkinator'

const start = process.argv[2]
const { origin } = new URL(start)
const checker = new LinkChecker()
let pages = 0
checker.on('pagestart', () => {
  pages += 1
})
const result = await checker.check({ path: start, recurse: true, concurrency: 10 })
const dead = [...new Set(result.links.filter((link) => link.state === 'BROKEN').map((link) => link.url))]
const addresses = new Set(result.links.map((link) => link.url))
const read = result.links.filter((link) => link.url.startsWith(origin) && link.state === 'OK').length
console.log(JSON.stringify({ pages: pages || read, addresses: addresses.size, dead }))

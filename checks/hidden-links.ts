/** Links that no visitor can see and that lead off to hosts outside the government's. 暗链 */
import { z } from 'zod'
import { defineCheck } from '../src/check.js'
import { findingOf, frameSignatures, inOrder } from '../src/model/draft.js'

/** Government, military and public-interest domains; hong kong, macao. */
const GOVERNMENT = /(?:^|\.)(?:gov|mil|政务|公益|政府|xn--zfr164b|xn--55qw42g|xn--mxtq1m)(?:\.[a-z]{2})?$/

/**
 * Hosts that every portal may hide links to: counters, sharing, players' and browsers' downloads, the bodies that give
 * out site codes, the rewriting of addresses for IPv6, central media, schools.
 */
const KNOWN = [
  'baidu.com',
  'bdimg.com',
  'qq.com',
  'weibo.com',
  'weibo.cn',
  'weixin.com',
  'cnzz.com',
  'umeng.com',
  '51.la',
  'jiathis.com',
  'bshare.cn',
  'douyin.com',
  'kaipuyun.cn',
  'ucap.com.cn',
  'hanweb.com',
  'trs.com.cn',
  'conac.cn',
  'ipv6best.cn',
  'people.com.cn',
  'people.cn',
  'xinhuanet.com',
  'news.cn',
  'cctv.com',
  'cctv.cn',
  'cntv.cn',
  'cnr.cn',
  'chinanews.com',
  'chinanews.com.cn',
  'china.com.cn',
  'chinadaily.com.cn',
  'gmw.cn',
  'ce.cn',
  'youth.cn',
  'qstheory.cn',
  'xuexi.cn',
  '12371.cn',
  '12377.cn',
  '12388.cn',
  'microsoft.com',
  'windows.com',
  'adobe.com',
  'apple.com',
  'google.com',
  'google.cn',
  'mozilla.org',
  'mozilla.com',
  'firefox.com',
  'firefox.com.cn',
  'opera.com',
  '360.cn',
  '360.com',
  'w3.org',
  'edu.cn',
]

const nameOf = (host: string): string => host.replace(/:\d+$/, '').toLowerCase()

function isWithin(name: string, domain: string): boolean {
  return name === domain || name.endsWith(`.${domain}`)
}

/** Addresses inside a network, where a maker tries things out; who is behind them is no stranger. */
const PRIVATE =
  /^(?:localhost|127(?:\.\d+){3}|10(?:\.\d+){3}|192\.168(?:\.\d+){2}|172\.(?:1[6-9]|2\d|3[01])(?:\.\d+){2}|169\.254(?:\.\d+){2}|\[.*\]|[^.]+)$/

/** The domain that a unit's own hosts share: its last two labels, three below com.cn and the like. */
function ownDomain(name: string): string {
  const labels = name.split('.')
  const short = /^(?:com|net|org|edu|ac)$/.test(labels.at(-2) ?? '')
  return labels.slice(short ? -3 : -2).join('.')
}

/** Every host that concealed links lead to and that is not the government's. */
export const hiddenLinks = defineCheck({
  id: 'hidden-links',
  version: 1,
  codes: ['hidden-link'],
  needs: ['unit', 'hiddenLinks'],
  params: z.object({ known: z.array(z.string()).default(KNOWN) }),
  run(seen, { params }) {
    const own = ownDomain(nameOf(new URL(seen.unit.portal).host))
    const examined = new Set<string>()
    const findings = seen.hiddenLinks.flatMap(({ host, target, text, certain, referrers, pageCount }) => {
      const name = nameOf(host)
      examined.add(host)
      const trusted = GOVERNMENT.test(name) || isWithin(name, own) || PRIVATE.test(name)
      if (trusted || params.known.some((domain) => isWithin(name, domain))) return []
      const [first] = referrers
      const url = first?.url ?? seen.unit.portal
      return [
        findingOf({
          code: 'hidden-link',
          verdict: certain ? 'problem' : 'cannot-tell',
          subject: host,
          url,
          where: first?.where ?? [],
          facts: {
            hosts: [host],
            target,
            linkText: text,
            pages: { count: pageCount, first: referrers.slice(0, 5).map((referrer) => referrer.url) },
            ...(certain ? {} : { why: 'may-open' }),
          },
          region: { kind: 'link', target },
          frame: frameSignatures(referrers),
        }),
      ]
    })
    return { examined, findings: inOrder(findings) }
  },
})

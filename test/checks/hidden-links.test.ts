/** hidden-links: whose hosts they are, and whether anybody can come to see the link. */
import { hiddenLinks } from '../../checks/hidden-links.js'
import type { HiddenLinkView } from '../../src/model/portal-pages.js'
import { artifacts, at, PORTAL, referrer } from './artifacts.js'
import { checkTable } from './tester.js'

const FOREIGN = 'www.qipai-vip.example'
const { unit } = artifacts()
const link = (host: string, changes: Partial<HiddenLinkView> = {}): HiddenLinkView => ({
  host,
  target: `http://${host}/`,
  text: '棋牌',
  certain: true,
  referrers: [referrer({ text: '棋牌' })],
  pageCount: 1,
  ...changes,
})
const hidden = (facts: Record<string, string> = {}) => ({
  code: 'hidden-link' as const,
  subject: FOREIGN,
  url: PORTAL,
  where: ['首页'],
  facts: {
    hosts: [FOREIGN],
    target: `http://${FOREIGN}/`,
    linkText: '棋牌',
    pages: { count: 1, first: [PORTAL] },
    ...facts,
  },
  at: { pages: [PORTAL], region: { kind: 'link' as const, target: `http://${FOREIGN}/` } },
})
const GOVERNMENT = ['www.gov.cn', 'edu.wenzhou.gov.cn', 'a.b.gov.hk', 'www.sasac.gov.cn:8080']
const KNOWN = ['share.baidu.com', 'www.people.com.cn', 'bszs.conac.cn', 'www.wzu.edu.cn']
const NEAR = ['127.0.0.1:8100', '10.36.1.5', 'localhost:8080', '192.168.0.9', 'oa']

checkTable(hiddenLinks, {
  clean: [
    { name: 'none hidden', seen: {}, examined: [] },
    ...[...GOVERNMENT, ...KNOWN, ...NEAR].map((host) => ({
      name: `no stranger: ${host}`,
      seen: { hiddenLinks: [link(host)] },
      examined: [host],
    })),
    {
      name: 'another site of the unit’s own domain',
      seen: {
        unit: { ...unit, portal: 'http://www.yunxi-hospital.com.cn/' },
        hiddenLinks: [link('m.yunxi-hospital.com.cn')],
      },
      examined: ['m.yunxi-hospital.com.cn'],
    },
    {
      name: 'a host that the operator knows',
      seen: { hiddenLinks: [link(FOREIGN)] },
      params: { known: ['qipai-vip.example'] },
      examined: [FOREIGN],
    },
  ],
  problem: [
    { name: 'a stranger', seen: { hiddenLinks: [link(FOREIGN)] }, findings: [hidden()], examined: [FOREIGN] },
    {
      name: 'in the frame of many pages: one finding, with the frame’s signature',
      seen: {
        hiddenLinks: [
          link(FOREIGN, {
            pageCount: 40,
            referrers: [
              referrer({ region: 'frame', signature: '00000000000000ff' }),
              referrer({ url: at('gk/'), region: 'frame', signature: '00000000000000ff' }),
            ],
          }),
        ],
      },
      findings: [
        {
          ...hidden(),
          facts: { ...hidden().facts, pages: { count: 40, first: [PORTAL, at('gk/')] } },
          frame: ['00000000000000ff'],
        },
      ],
      examined: [FOREIGN],
    },
    {
      name: 'a host that only looks like the government’s',
      seen: { hiddenLinks: [link('www.gov.cn.qipai.example')] },
      findings: [
        {
          ...hidden(),
          subject: 'www.gov.cn.qipai.example',
          facts: {
            ...hidden().facts,
            hosts: ['www.gov.cn.qipai.example'],
            target: 'http://www.gov.cn.qipai.example/',
          },
          at: { pages: [PORTAL], region: { kind: 'link', target: 'http://www.gov.cn.qipai.example/' } },
        },
      ],
      examined: ['www.gov.cn.qipai.example'],
    },
  ],
  cannotTell: [
    {
      name: 'a script may show it',
      seen: { hiddenLinks: [link(FOREIGN, { certain: false })] },
      findings: [{ ...hidden({ why: 'may-open' }), verdict: 'cannot-tell' }],
      examined: [FOREIGN],
    },
  ],
})

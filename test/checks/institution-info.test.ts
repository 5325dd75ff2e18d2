/** institution-info: elements that are nowhere on the portal. */
import { institutionInfo } from '../../checks/institution-info.js'
import { at, CUT, elements, PORTAL } from './artifacts.js'
import { checkTable } from './tester.js'

const ALL = ['functions', 'address', 'hours', 'phone', 'leader']
const partial = {
  elements: elements('functions address !hours phone !leader !fax', at('jg/')),
  unreadable: false,
  expectedAt: [at('jg/'), at('ld/')],
}
const lacks = (element: string, doubt: Record<string, string | string[]> = {}) => ({
  code: 'institution-info-missing' as const,
  subject: element,
  url: at('jg/'),
  facts: { element, ...doubt },
  at: { pages: [PORTAL, at('jg/'), at('ld/')], region: { kind: 'page' as const } },
})

checkTable(institutionInfo, {
  clean: [{ name: 'all there', seen: {}, examined: ALL }],
  problem: [
    {
      name: 'two are nowhere',
      seen: { institution: partial },
      findings: [lacks('hours'), lacks('leader')],
      examined: ALL,
    },
    {
      name: 'no page of its own to expect it on',
      seen: { institution: { ...partial, elements: elements('!phone', PORTAL), expectedAt: [] } },
      findings: [{ ...lacks('phone'), url: PORTAL, at: { pages: [PORTAL], region: { kind: 'page' } } }],
      examined: ['phone'],
    },
  ],
  cannotTell: [
    {
      name: 'not everything was read',
      seen: { institution: partial, coverage: CUT },
      findings: ['hours', 'leader'].map((element) => ({
        ...lacks(element, { why: 'coverage', gaps: ['blocked', 'limit'] }),
        verdict: 'cannot-tell' as const,
      })),
      examined: ALL,
    },
    {
      name: 'one of them has its label, and a picture may follow',
      seen: { institution: { ...partial, elements: [{ element: 'hours', found: null, unsure: true }] } },
      findings: [{ ...lacks('hours', { why: 'placed' }), verdict: 'cannot-tell' as const }],
      examined: ['hours'],
    },
    {
      name: 'it stands in a picture',
      seen: { institution: { ...partial, unreadable: true } },
      findings: ['hours', 'leader'].map((element) => ({
        ...lacks(element, { why: 'unreadable' }),
        verdict: 'cannot-tell' as const,
      })),
      examined: ALL,
    },
  ],
})

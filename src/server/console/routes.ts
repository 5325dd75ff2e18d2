/** Every page and form of the console, and the page that tells what went wrong. */
import type { FastifyRequest } from 'fastify'
import { html } from '../../../reports/html/markup.js'
import { languageOf } from '../app.js'
import { pageOf, wordsIn } from '../pages/frame.js'
import type { Problem } from '../problem.js'
import type { Route } from '../route.js'
import type { Asker } from '../sign-in.js'
import { accountRoutes } from './accounts.js'
import { agendaRoutes } from './agenda.js'
import { assessmentRoutes } from './assessments.js'
import { assetRoutes } from './assets.js'
import { disputeRoutes } from './disputes.js'
import { entryRoutes } from './entries.js'
import { findingRoutes } from './findings.js'
import { overviewRoutes } from './overview.js'
import { paperDeskRoutes } from './paper-desk.js'
import { paperRoutes } from './papers.js'
import { recordRoutes } from './records.js'
import { rectificationRoutes } from './rectification.js'
import { registerEditRoutes } from './register-edit.js'
import { registryRoutes } from './registry.js'
import { reviewRoutes } from './review.js'
import { runRoutes } from './runs.js'
import { signInRoutes } from './sign-in.js'
import { unitRoutes } from './units.js'

/** All of the console. */
export const CONSOLE_ROUTES: readonly Route[] = [
  ...assetRoutes,
  ...signInRoutes,
  ...overviewRoutes,
  ...unitRoutes,
  ...findingRoutes,
  ...reviewRoutes,
  ...entryRoutes,
  ...disputeRoutes,
  ...rectificationRoutes,
  ...recordRoutes,
  ...agendaRoutes,
  ...paperDeskRoutes,
  ...paperRoutes,
  ...assessmentRoutes,
  ...runRoutes,
  ...registryRoutes,
  ...registerEditRoutes,
  ...accountRoutes,
]

/** What a person is told where a page or a form failed, with the way back. */
export function errorPage(problem: Problem, request: FastifyRequest, asker: Asker | null): string {
  const words = wordsIn(languageOf(request))
  const frame = {
    words,
    principal: asker?.principal ?? null,
    csrf: asker?.csrf ?? '',
    path: request.method === 'GET' ? request.url : '/',
    timezone: 'Asia/Shanghai',
    notice: { text: problem.detail, bad: true },
  }
  const back = html`<p><a href="/">${words('to-overview')}</a></p><p class="sub">${words('go-back')}</p>`
  return pageOf(frame, words('error', { status: problem.status }), back)
}

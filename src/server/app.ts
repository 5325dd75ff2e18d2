/** The application: every route of the list behind headers, rate limits, who-may, forms' tokens, schemas and the audit log. */
import { isIP } from 'node:net'
import cookie from '@fastify/cookie'
import formbody from '@fastify/formbody'
import helmet from '@fastify/helmet'
import multipart from '@fastify/multipart'
import rateLimit from '@fastify/rate-limit'
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import type { z } from 'zod'
import type { Language } from '../messages/catalogue.js'
import { sha256 } from '../model/canonical.js'
import { requestFigures } from './figures.js'
import type { Office } from './office.js'
import { sameSecret } from './password.js'
import { problemOf, Refusal } from './problem.js'
import { type Call, mayUse, methodsAt, type Route } from './route.js'
import { type Asker, askerOf, COOKIE } from './sign-in.js'
import { outcomeOf, pathOf, writeDown } from './written.js'

const BODY_LIMIT = 1024 * 1024
/** Largest file that a form may bring, and most that it may bring altogether: it is held in memory till it is kept. */
const FILE_LIMIT = 30 * 1024 * 1024
const FORM_LIMIT = 100 * 1024 * 1024
const PER_MINUTE = 600

/** Chinese first; English where ?lang=en or the browser asks for it. */
export function languageOf(request: FastifyRequest): Language {
  const { lang } = request.query as Record<string, unknown>
  const chosen = typeof lang === 'string' ? lang : (request.cookies?.lang ?? '')
  if (chosen !== '') return chosen === 'en' ? 'en' : 'zh-CN'
  return /^\s*en\b/i.test(request.headers['accept-language'] ?? '') ? 'en' : 'zh-CN'
}

/** A browser says where a form stood: one of another site is refused whatever cookie comes with it. */
function isForeign(request: FastifyRequest): boolean {
  const { origin, host } = request.headers
  if (origin === undefined) return request.headers['sec-fetch-site'] === 'cross-site'
  try {
    return new URL(origin).host !== host
  } catch {
    return true
  }
}

function formToken(request: FastifyRequest): string {
  const header = request.headers['x-csrf-token']
  if (typeof header === 'string') return header
  const body = request.body as Record<string, unknown> | null | undefined
  return typeof body?._csrf === 'string' ? body._csrf : ''
}

function guard(route: Route, asker: Asker, request: FastifyRequest): void {
  const { policy } = route
  if (!policy.open && asker.principal === null) throw new Refusal(401, 'server.sign-in-first')
  if (!mayUse(policy, asker.principal)) throw new Refusal(403, 'server.not-yours')
  if (route.method === 'GET') return
  if (isForeign(request)) throw new Refusal(403, 'server.foreign-form')
  if (asker.byCookie && !sameSecret(formToken(request), asker.csrf))
    throw new Refusal(403, 'server.form-expired')
}

function checked(schema: z.ZodType | undefined, value: unknown, part: string): unknown {
  if (!schema) return value
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const detail = parsed.error.issues
    .slice(0, 10)
    .map((issue) => `${[part, ...issue.path.map(String)].join('.')}: ${issue.message}`)
    .join('; ')
  throw new Refusal(422, 'server.invalid', { detail })
}

async function answer(
  office: Office,
  route: Route,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<unknown> {
  const asker = askerOf(office.ledger, request)
  guard(route, asker, request)
  const call: Call = {
    office,
    principal: asker.principal,
    csrf: asker.csrf,
    language: languageOf(request),
    params: checked(route.params, request.params, 'path') as Record<string, string>,
    query: checked(route.query, request.query, 'query') as Record<string, unknown>,
    body: checked(route.body, request.body, 'body'),
    request,
    reply,
  }
  reply.code(route.status ?? 200)
  try {
    const sent = await route.handle(call)
    writeDown(route, call, String(reply.statusCode))
    return sent === undefined ? reply : sent
  } catch (error) {
    writeDown(route, call, outcomeOf(error))
    throw error
  }
}

/** A program may ask as often as its token, a person as their session; strangers share their address's allowance. */
function rateKey(request: FastifyRequest): string {
  const secret = request.headers.authorization ?? request.cookies?.[COOKIE]
  return secret === undefined ? request.ip : sha256(`${request.ip} ${secret}`)
}

async function protect(app: FastifyInstance, office: Office): Promise<void> {
  await app.register(cookie)
  await app.register(formbody)
  // Files are taken in before a route is asked who may: a stranger's are refused before the first byte is kept.
  app.addHook('onRequest', async (request) => {
    const carries = /^multipart\//i.test(request.headers['content-type'] ?? '')
    if (!carries) return
    if (askerOf(office.ledger, request).principal === null) throw new Refusal(401, 'server.sign-in-first')
    // Browsers say how much they send; who does not say it may not send without end.
    const bytes = Number(request.headers['content-length'] ?? Number.NaN)
    if (!(bytes <= FORM_LIMIT))
      throw new Refusal(413, 'server.form-too-large', { most: FORM_LIMIT / 1024 ** 2 })
  })
  await app.register(multipart, {
    attachFieldsToBody: 'keyValues',
    limits: { files: 20, fileSize: FILE_LIMIT, fields: 40, fieldSize: BODY_LIMIT, parts: 60 },
    onFile: async (part) => {
      const bytes = await part.toBuffer()
      Object.assign(part, { value: { name: part.filename, bytes } })
    },
  })
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        baseUri: ["'none'"],
      },
    },
    // An office's own network often has no certificate; where there is one, the proxy before us says this.
    strictTransportSecurity: false,
    referrerPolicy: { policy: 'same-origin' },
  })
  await app.register(rateLimit, { max: PER_MINUTE, timeWindow: 60_000, keyGenerator: rateKey })
}

function fail(office: Office, kindOf: (request: FastifyRequest) => Route['kind']) {
  return (error: unknown, request: FastifyRequest, reply: FastifyReply): unknown => {
    const problem = problemOf(error, pathOf(request), languageOf(request))
    if (problem.status >= 500) office.log.error({ err: error, url: pathOf(request) }, 'a request failed')
    if (problem.status === 401) reply.header('www-authenticate', 'Bearer realm="xuncha"')
    if (problem.status === 401 && kindOf(request) === 'page' && request.method === 'GET')
      return reply.redirect(`/login?next=${encodeURIComponent(request.url)}`, 303)
    // As bytes: this media type has no charset, and to text one would be added.
    const bytes = Buffer.from(JSON.stringify(problem))
    return reply.code(problem.status).header('content-type', 'application/problem+json').send(bytes)
  }
}

/** Pages that tell a person what went wrong; without one they get the problem document too. `asker`: who asked, where that is known. */
export type ErrorPage = (
  problem: ReturnType<typeof problemOf>,
  request: FastifyRequest,
  asker: Asker | null,
) => string

/** Who asks for an error page; a database that cannot be read shows it to nobody in particular. */
function askerKnown(office: Office, request: FastifyRequest): Asker | null {
  try {
    return askerOf(office.ledger, request)
  } catch {
    return null
  }
}

/** True for a person's browser that asked for an address which there is not; programs get the problem document. */
function wantsPage(request: FastifyRequest): boolean {
  const accepts = /\btext\/html\b/.test(request.headers.accept ?? '')
  return request.method === 'GET' && accepts && !pathOf(request).startsWith('/api/')
}

/**
 * Builds the application of these routes; nothing listens yet. Behind a proxy on this machine the client's address and
 * protocol are the ones that it names.
 */
export async function buildApp(
  office: Office,
  routes: readonly Route[],
  errorPage?: ErrorPage,
): Promise<FastifyInstance> {
  const app = Fastify({
    bodyLimit: BODY_LIMIT,
    trustProxy: (address) => isIP(address) > 0 && /^(127\.|::1$|::ffff:127\.)/.test(address),
    logger: false,
    forceCloseConnections: true,
  })
  await protect(app, office)
  const kinds = new Map(routes.map((route) => [`${route.method} ${route.path}`, route.kind]))
  const kindOf = (request: FastifyRequest) =>
    kinds.get(`${request.method} ${request.routeOptions.url ?? ''}`) ?? 'api'
  const figures = requestFigures(office)
  app.addHook('onResponse', async (request, reply) =>
    figures.note(kindOf(request), reply.statusCode, reply.elapsedTime / 1000),
  )
  const failed = fail(office, kindOf)
  app.setErrorHandler((error, request, reply) => {
    const problem = problemOf(error, request.url, languageOf(request))
    if (!errorPage || kindOf(request) !== 'page' || problem.status === 401)
      return failed(error, request, reply)
    if (problem.status >= 500) office.log.error({ err: error, url: pathOf(request) }, 'a page failed')
    return shownAs(errorPage, problem, request, reply)
  })
  const shownAs = (
    page: ErrorPage,
    problem: ReturnType<typeof problemOf>,
    request: FastifyRequest,
    reply: FastifyReply,
  ): unknown =>
    reply
      .code(problem.status)
      .type('text/html; charset=utf-8')
      .send(page(problem, request, askerKnown(office, request)))
  app.setNotFoundHandler((request, reply) => {
    const path = pathOf(request)
    const methods = methodsAt(routes, path).join(', ')
    if (methods !== '') reply.header('allow', methods)
    const facts = { path: path.slice(0, 200), method: request.method, methods }
    const missing =
      methods === ''
        ? new Refusal(404, 'server.no-such-page', facts)
        : new Refusal(405, 'server.wrong-method', facts)
    if (!errorPage || !wantsPage(request)) return failed(missing, request, reply)
    return shownAs(errorPage, problemOf(missing, pathOf(request), languageOf(request)), request, reply)
  })
  for (const route of routes) {
    app.route({
      method: route.method,
      url: route.path,
      exposeHeadRoute: false,
      ...(route.perMinute === undefined
        ? {}
        : {
            config: {
              rateLimit: {
                max: route.perMinute,
                timeWindow: 60_000,
                keyGenerator: (request: FastifyRequest) => request.ip,
              },
            },
          }),
      handler: (request, reply) => answer(office, route, request, reply),
    })
  }
  return app
}

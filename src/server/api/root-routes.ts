/** What machines ask at the root: is it well, its figures; and the description of the API, made from the routes. */
import { z } from 'zod'
import { ledgerHead } from '../../ledger/rows.js'
import { SCOPES } from '../../model/access.js'
import { metricsText } from '../figures.js'
import { OPEN, type Route } from '../route.js'

const health: Route = {
  method: 'GET',
  path: '/healthz',
  kind: 'root',
  policy: OPEN,
  summary: 'Whether the server can read its database',
  handle: (call) => {
    // A database that cannot be read throws, which answers 5xx.
    const { seq } = ledgerHead(call.office.ledger)
    return { status: 'ok', version: call.office.version, ledger: seq }
  },
}

const metrics: Route = {
  method: 'GET',
  path: '/metrics',
  kind: 'root',
  policy: OPEN,
  summary: 'Figures in the text format of Prometheus',
  handle: (call) => {
    call.reply.type('text/plain; version=0.0.4; charset=utf-8')
    return metricsText(call.office)
  },
}

type Json = Readonly<Record<string, unknown>>

const schemaOf = (schema: z.ZodType, io: 'input' | 'output'): Json => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as Json
  return rest
}

function parameters(route: Route): Json[] {
  const of = (schema: z.ZodType | undefined, place: 'path' | 'query'): Json[] => {
    if (!schema) return []
    const { properties = {}, required = [] } = schemaOf(schema, 'input') as {
      properties?: Record<string, Json>
      required?: string[]
    }
    return Object.entries(properties).map(([name, own]) => ({
      name,
      in: place,
      required: place === 'path' || required.includes(name),
      schema: own,
    }))
  }
  return [...of(route.params, 'path'), ...of(route.query, 'query')]
}

const PROBLEM = {
  description: 'Problem document (RFC 9457)',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
}

function operation(route: Route): Json {
  const { policy } = route
  const status = String(route.status ?? 200)
  const given = parameters(route)
  const json = (schema: z.ZodType, io: 'input' | 'output') => ({
    'application/json': { schema: schemaOf(schema, io) },
  })
  return {
    summary: route.summary,
    ...(policy.open
      ? { security: [] }
      : { security: [{ bearer: policy.scope === null ? [] : [policy.scope] }] }),
    ...(given.length > 0 ? { parameters: given } : {}),
    ...(route.body ? { requestBody: { required: true, content: json(route.body, 'input') } } : {}),
    responses: {
      [status]: {
        description: route.summary,
        ...(route.answer ? { content: json(route.answer, 'output') } : {}),
      },
      default: PROBLEM,
    },
  }
}

/** The OpenAPI 3.1 description of the routes of the API and the root. */
function openApi(routes: readonly Route[], version: string): Json {
  const paths: Record<string, Record<string, Json>> = {}
  for (const route of routes.filter((one) => one.kind !== 'page')) {
    const path = route.path.replace(/:(\w+)/g, '{$1}')
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operation(route) }
  }
  const text = { type: 'string' }
  return {
    openapi: '3.1.0',
    info: { title: 'Xuncha 巡查', version },
    paths,
    components: {
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer', description: `Scopes: ${SCOPES.join(', ')}` },
      },
      schemas: {
        Problem: {
          type: 'object',
          properties: { type: text, title: text, status: { type: 'integer' }, detail: text, instance: text },
          required: ['type', 'title', 'status'],
        },
      },
    },
  }
}

/** The root's routes, and the description of all that are given and of itself. */
export function rootRoutes(others: readonly Route[]): Route[] {
  const described: Route = {
    method: 'GET',
    path: '/api/v1/openapi.json',
    kind: 'api',
    policy: OPEN,
    summary: 'This description',
    handle: (call) => openApi(all, call.office.version),
  }
  const all: Route[] = [health, metrics, described, ...others]
  return [health, metrics, described]
}

/** Faults of a portal as data: one closed table of causes, and what each may at most become (contract §5–§6). */

/**
 * definite: an HTTP answer or refusal that 3 agreeing GETs make a problem.
 * browser:  needs the browser to agree as well; without one `cannot-tell`.
 * doubt:    always `cannot-tell`.
 * block:    we were not let in: `unverified`, never broken.
 * ours:     not the portal's doing: counts for nothing.
 */
export type Weight = 'definite' | 'browser' | 'doubt' | 'block' | 'ours'

/** Every cause an attempt can fail for. */
export const CAUSES = {
  'http-404': 'definite',
  'http-410': 'definite',
  'http-4xx': 'doubt',
  'http-5xx': 'browser',
  'redirect-loop': 'definite',
  refused: 'definite',
  'empty-file': 'definite',
  'html-for-file': 'definite',
  'private-address': 'definite',
  placeholder: 'definite',
  dns: 'browser',
  'soft-404': 'browser',
  timeout: 'doubt',
  tls: 'doubt',
  reset: 'doubt',
  protocol: 'doubt',
  'too-large': 'ours',
  'split-horizon': 'doubt',
  login: 'block',
  forbidden: 'block',
  challenge: 'block',
  'rate-limited': 'block',
  robots: 'ours',
  egress: 'ours',
  limit: 'ours',
  canary: 'ours',
  internal: 'ours',
} as const satisfies Record<string, Weight>

export type Cause = keyof typeof CAUSES

/** What a cause may at most become. */
export function weightOf(cause: Cause): Weight {
  return CAUSES[cause]
}

/** Faults of a host, never of one page: where several units meet the same one, it is not theirs. */
export const HOST_CAUSES: ReadonlySet<string> = new Set<Cause>([
  'refused',
  'dns',
  'tls',
  'timeout',
  'reset',
  'protocol',
  'http-5xx',
])

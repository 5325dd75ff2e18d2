/** Posting to receivers that the operator named: of the feed, of notices. */

const POST_MS = 15_000

/** One POST without redirects: a receiver's address is the operator's word, not the receiver's. @returns the status; rejects when nothing answered */
export async function post(
  url: string,
  headers: Readonly<Record<string, string>>,
  body: string,
  stopping: AbortSignal,
): Promise<number> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { ...headers },
    body,
    redirect: 'manual',
    signal: AbortSignal.any([AbortSignal.timeout(POST_MS), stopping]),
  })
  await answer.body?.cancel()
  return answer.status
}

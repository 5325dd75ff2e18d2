/** What a host answers for addresses that cannot exist: the second sign of an error page served with status 200. */
import { createHash } from 'node:crypto'
import type { Look } from './look.js'
import type { HttpPort } from './ports.js'
import { lookAt } from './reading.js'

interface Nothing {
  readonly finalUrl: string
  readonly text: string
  readonly random: string
}

const SIMILAR = 0.9
const SHINGLE = 6
const TEXT_MAX = 4_000

function folderOf(url: string): string {
  return new URL('.', url).href
}

function shingles(text: string): Set<string> {
  const all = new Set<string>()
  for (let at = 0; at + SHINGLE <= text.length; at += 1) all.add(text.slice(at, at + SHINGLE))
  return all
}

/** Share of pieces that two texts have in common, 0 to 1; two empty texts are alike. */
export function similarity(one: string, other: string): number {
  if (one === other) return 1
  const [a, b] = [shingles(one), shingles(other)]
  if (a.size === 0 || b.size === 0) return 0
  let common = 0
  for (const piece of a) if (b.has(piece)) common += 1
  return common / (a.size + b.size - common)
}

function comparable(look: Look): string {
  const text = look.facts ? look.facts.text || look.facts.frameText : ''
  return text.replace(/\d+/g, '0').replace(/\s+/g, '').slice(0, TEXT_MAX)
}

/** Asks each folder of a host twice at most, and only when a page is under suspicion. */
export class Nowhere {
  readonly #known = new Map<string, Promise<readonly Nothing[]>>()

  constructor(
    private readonly http: HttpPort,
    private readonly signal: AbortSignal,
  ) {}

  /** True when the host answers addresses that cannot exist just as it answered this one. */
  async answersAlike(look: Look): Promise<boolean> {
    const folder = folderOf(look.attempt.url)
    let known = this.#known.get(folder)
    if (!known) {
      known = this.#ask(folder)
      this.#known.set(folder, known)
    }
    const nothing = await known
    const [landed, text] = [look.attempt.finalUrl, comparable(look)]
    const moved = landed !== look.attempt.url
    return (
      nothing.length === 2 &&
      nothing.every(
        (one) =>
          (moved ? one.finalUrl === landed : one.finalUrl === one.random) &&
          similarity(one.text, text) >= SIMILAR,
      )
    )
  }

  async #ask(folder: string): Promise<readonly Nothing[]> {
    const answers: Nothing[] = []
    for (const salt of ['a', 'b']) {
      const name = createHash('sha256').update(`${salt} ${folder}`).digest('hex').slice(0, 20)
      const random = `${folder}${name}.html`
      const answer = await this.http.get(random, { signal: this.signal })
      if (answer.attempt.cause !== null) return []
      const look = lookAt(answer, 'page', true)
      answers.push({ finalUrl: answer.attempt.finalUrl, text: comparable(look), random })
    }
    return answers
  }
}

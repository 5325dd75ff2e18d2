/** Work that goes on while the crawl does: what a bug of ours breaks off is told when it is waited for. */

/** Pieces of work that nobody waits for one by one. */
export class Background {
  readonly #running = new Set<Promise<void>>()
  #failure: { readonly error: unknown } | null = null

  /** Pieces that are not done. */
  get size(): number {
    return this.#running.size
  }

  add(work: Promise<void>): void {
    const ended = (): void => void this.#running.delete(running)
    const running: Promise<void> = work.then(ended, (error: unknown) => {
      this.#failure ??= { error }
      ended()
    })
    this.#running.add(running)
  }

  /** Waits until all is done, also what was added meanwhile; rejects with the first error. */
  async finish(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running)
    if (this.#failure) throw this.#failure.error
  }
}

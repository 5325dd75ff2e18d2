/** Faults that a person can mend: said in one line, with what, where and how. */

/** Thrown for bad input or a condition of the machine; never for a portal's fault, never for a bug of ours. */
export class UserFault extends Error {
  /**
   * @param key message key in src/messages
   * @param facts what the message is rendered from
   * @param exitStatus 2 for wrong usage or an invalid file, else 1
   */
  constructor(
    readonly key: string,
    readonly facts: Readonly<Record<string, string | number>>,
    readonly exitStatus: 1 | 2 = 1,
  ) {
    super(`${key} ${JSON.stringify(facts)}`)
    this.name = 'UserFault'
  }
}

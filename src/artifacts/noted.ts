/** Things that readers note answers on: what follows from a thing alone is worked out once, however many pages repeat it. */

/** A thing with answers noted on it. */
export class Noted {
  /** Questions answered, and those answered with yes, a bit each. */
  asked = 0
  answers = 0
}

/** Makes questions to one kind of thing; each answer is worked out once for each thing. At most 31 questions a kind. */
export function questionsTo<T extends Noted>(): (answer: (thing: T) => boolean) => (thing: T) => boolean {
  let questions = 0
  return (answer) => {
    const bit = 1 << questions++
    return (thing) => {
      if ((thing.asked & bit) === 0) {
        thing.asked |= bit
        if (answer(thing)) thing.answers |= bit
      }
      return (thing.answers & bit) !== 0
    }
  }
}

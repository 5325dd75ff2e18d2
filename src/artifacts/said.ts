/** What clickable things say and where they lead: the same words and addresses stand on page after page. */
import { Noted, questionsTo } from './noted.js'
import { remembered } from './remembered.js'
import { tidied, tidy } from './tree.js'

/** Longer words, in characters, are no label. */
const LONGEST = 100

/** The words of something to click. Shared: what readers note on it follows from the words alone. */
export class Said extends Noted {
  /** Tidied, at most 600 characters. */
  readonly text: string
  /** The column that it can be the label of, '' for none, once a reader asked. */
  column: string | null = null
  /** The column with a role that it names, folded, '' for none, once a reader asked. */
  role: string | null = null
  /** The title that it can be of an entry, once a reader asked. */
  title: string | null = null

  constructor(
    /** As it stands in the page's text. */
    readonly raw: string,
  ) {
    super()
    // What is remembered is a copy already.
    this.text = raw.length > LONGEST ? tidy(raw, 600) : tidied(raw, 600)
  }
}

/** Where something to click leads. Shared: what readers note on it follows from the address alone. */
export class Goal extends Noted {
  constructor(readonly url: string) {
    super()
  }
}

/** Words by how they stand in a page's text. */
export const saidOf = remembered(3_000, LONGEST, (raw): Said => new Said(raw))

/** A goal by its absolute address. */
export const goalOf = remembered(3_000, 500, (url): Goal => new Goal(url))

/** Makes a question to words; see {@link questionsTo}. */
export const askedOfSaid = questionsTo<Said>()

/** Makes a question to goals; see {@link questionsTo}. */
export const askedOfGoal = questionsTo<Goal>()

/** Parts that are worked out when they are first asked for: a second judgement needs few of them. */

type Makers<T> = { readonly [Key in keyof T]: () => T[Key] }

/** A function that works its answer out once, and then lets go of all that it was made from. */
export function once<T>(make: () => T): () => T {
  let open: (() => T) | null = make
  let value: T | undefined
  return () => {
    if (open !== null) {
      value = open()
      open = null
    }
    return value as T
  }
}

/** An object whose properties are each made once, when they are first read. What throws throws again when it is read again. */
export function madeOnDemand<T extends object>(makers: Makers<T>): T {
  const made = {}
  for (const key of Object.keys(makers) as (keyof T)[])
    Object.defineProperty(made, key, { enumerable: true, get: once(makers[key]) })
  return made as T
}

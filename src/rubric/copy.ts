/** A rubric's file under another id: only the id, and the year where one is given, change; comments and wording stay. */
import { isMap, isScalar, parseDocument } from 'yaml'

/** The text with the scalar at a top-level key written anew; unchanged where the key is absent. */
function withScalar(text: string, key: string, value: string): string {
  const { contents } = parseDocument(text)
  if (!isMap(contents)) return text
  const pair = contents.items.find((item) => isScalar(item.key) && item.key.value === key)
  const range = isScalar(pair?.value) ? pair.value.range : null
  return range ? text.slice(0, range[0]) + value + text.slice(range[1]) : text
}

/** The rubric's text for its next year. Rules keep their permanent ids: keys of the ledger hold the rubric's id beside them. */
export function copiedRubric(text: string, id: string, year: number | null): string {
  const renamed = withScalar(text, 'id', id)
  return year === null ? renamed : withScalar(renamed, 'year', String(year))
}

/** The parameters file beside it: answers, tariffs and grades go along, with who gave them and when. */
export function copiedParameters(text: string, id: string): string {
  return withScalar(text, 'rubric', id)
}

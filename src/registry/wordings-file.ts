/** The operator's file of synonyms: checked, with the place of everything wrong in it. */
import { FileFault } from '../model/file-fault.js'
import { type Wordings, wordingsSchema } from '../model/wordings.js'
import { decodeText } from '../tables/decode-text.js'
import { schemaProblems } from './schema-problems.js'
import { readYaml } from './yaml-source.js'

/** Reads a YAML file of synonyms. @throws FileFault (exit status 2) with line and column of each problem */
export function readWordings(bytes: Uint8Array, path: string): Wordings {
  const source = readYaml(decodeText(bytes))
  if (source.problems.length > 0) throw new FileFault(path, source.problems)
  const parsed = wordingsSchema.safeParse(source.value ?? {})
  if (!parsed.success)
    throw new FileFault(path, schemaProblems(parsed.error, source.value, source, wordingsSchema))
  return parsed.data
}

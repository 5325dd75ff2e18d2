/** JSON Schemas of a rubric file and of the parameters file beside it, for editors: made of the schemas that loading uses. */
import { z } from 'zod'
import { parametersSchema, rubricDocumentSchema } from './schema.js'

function schemaText(title: string, schema: z.ZodType): string {
  const made = z.toJSONSchema(schema, { io: 'input', reused: 'inline', unrepresentable: 'any' })
  return `${JSON.stringify({ title, ...made }, null, 2)}\n`
}

/** JSON Schema (draft 2020-12) of a rubric file as the text of schemas/rubric.schema.json. */
export function rubricJsonSchema(): string {
  return schemaText('Xuncha rubric', rubricDocumentSchema)
}

/** JSON Schema (draft 2020-12) of a parameters file as the text of schemas/rubric-parameters.schema.json. */
export function parametersJsonSchema(): string {
  return schemaText('Xuncha rubric parameters', parametersSchema)
}

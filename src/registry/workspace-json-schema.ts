/** The workspace file's JSON Schema, for editors: made of the schema that reading uses. */
import { z } from 'zod'
import { workspaceSchema } from '../model/workspace.js'

/** JSON Schema (draft 2020-12) of the workspace file as the text of schemas/workspace.schema.json. */
export function workspaceJsonSchema(): string {
  const schema = z.toJSONSchema(workspaceSchema, { io: 'input', reused: 'inline' })
  return `${JSON.stringify({ title: 'Xuncha workspace', ...schema }, null, 2)}\n`
}

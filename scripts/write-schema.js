// Writes the JSON Schemas of schemas/ from the schemas in the code. Run by: npm run schema
import { mkdirSync, writeFileSync } from 'node:fs'

const { workspaceJsonSchema } = await import('../dist/src/registry/workspace-json-schema.js')
const { parametersJsonSchema, rubricJsonSchema } = await import('../dist/src/rubric/json-schema.js')
const folder = new URL('../schemas/', import.meta.url)
mkdirSync(folder, { recursive: true })
writeFileSync(new URL('workspace.schema.json', folder), workspaceJsonSchema())
writeFileSync(new URL('rubric.schema.json', folder), rubricJsonSchema())
writeFileSync(new URL('rubric-parameters.schema.json', folder), parametersJsonSchema())

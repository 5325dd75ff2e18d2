// Writes schemas/workspace.schema.json from the schema in the code. Run by: npm run schema
import { mkdirSync, writeFileSync } from 'node:fs'

const { workspaceJsonSchema } = await import('../dist/src/registry/workspace-json-schema.js')
mkdirSync(new URL('../schemas/', import.meta.url), { recursive: true })
const path = new URL('../schemas/workspace.schema.json', import.meta.url)
writeFileSync(path, workspaceJsonSchema())

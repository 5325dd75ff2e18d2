/** Where this package lies, from src/ and from dist/ alike, and what it is called. */
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const DEPTH = 8

/** Folder that holds package.json and the data files beside it. Throws when there is none: a broken installation. */
export function packageRoot(): string {
  let dir = dirname(fileURLToPath(import.meta.url))
  for (let up = 0; up < DEPTH; up += 1) {
    if (existsSync(join(dir, 'package.json')) && existsSync(join(dir, 'bin'))) return dir
    dir = dirname(dir)
  }
  throw new Error('the package has lost its package.json')
}

/** Version of this program, `x.y.z`. */
export function packageVersion(): string {
  const parsed: unknown = JSON.parse(readFileSync(join(packageRoot(), 'package.json'), 'utf8'))
  const version = typeof parsed === 'object' && parsed !== null && 'version' in parsed ? parsed.version : ''
  return String(version)
}

/** What runs and evidence name as their tool: `xuncha x.y.z`. */
export function toolName(): string {
  return `xuncha ${packageVersion()}`
}

/** The engine's flags: known to the engine that gets them, and kept from every other. */
import { spawnSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { tuneEngine } from '../src/engine.js'

function flagsFor(version: string): string[] {
  const flags: string[] = []
  tuneEngine(version, (flag) => flags.push(flag))
  return flags
}

describe('engine', () => {
  it('is left as it comes where nothing was measured', () => {
    expect(['12.4.254.21-node.33', '13.6.233.10', '10.2.154.26', '1.1'].map(flagsFor)).toEqual([
      [],
      [],
      [],
      [],
    ])
  })

  it('knows the flags that it is given', () => {
    expect(flagsFor('11.3.244.8-node.33')).toHaveLength(3)
    const { status, stderr } = spawnSync(process.execPath, [...flagsFor(process.versions.v8), '-e', '0'])
    expect({ status, stderr: stderr.toString() }).toEqual({ status: 0, stderr: '' })
  })
})

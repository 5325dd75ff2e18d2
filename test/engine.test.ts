/** The engine's flags: known to the engine that gets them, and kept from every other. */
import { spawnSync } from 'node:child_process'
import { setImmediate } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { memoryOf, tuneEngine } from '../src/engine.js'

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

describe('memory', () => {
  it('is taken sparingly for as long as the work lasts, however it ends', async () => {
    const flags: string[] = []
    const memory = memoryOf('11.3.244.8-node.33', (flag) => flags.push(flag))
    const seen = await Promise.all([
      memory.sparing(async () => [...flags]),
      memory.sparing(() => Promise.resolve(flags.length)),
    ])
    expect(seen).toEqual([['--heap-growing-percent=30'], 2])
    await expect(memory.sparing(() => Promise.reject(new Error('a bug')))).rejects.toThrow('a bug')
    const [sparing, usual] = ['--heap-growing-percent=30', '--heap-growing-percent=100']
    // The last of two that go on together ends it for both.
    expect(flags).toEqual([sparing, sparing, usual, sparing, usual])
    expect(flagsFor('11.3.244.8-node.33')).toContain(usual)
  })

  it('is swept when it is asked to be, and the sweep stays out of sight', async () => {
    const waste = new WeakRef({})
    await setImmediate()
    memoryOf().sweep()
    expect(waste.deref() === undefined).toBe(/^11\./.test(process.versions.v8))
    expect('gc' in globalThis).toBe(false)
  })

  it('of an engine that nobody measured is left as it comes', async () => {
    const flags: string[] = []
    const memory = memoryOf('12.4.254.21-node.33', (flag) => flags.push(flag))
    memory.sweep()
    expect(await memory.sparing(async () => 'done')).toBe('done')
    expect(flags).toEqual([])
  })
})

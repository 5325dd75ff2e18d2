/** Finding a browser: the order that is promised, and `none`. */
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findBrowser } from '../../src/crawl/browser-find.js'

let folder: string

async function executable(name: string): Promise<string> {
  const path = join(folder, name)
  await writeFile(path, '#!/bin/sh\n')
  await chmod(path, 0o755)
  return path
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'xuncha-find-'))
  await executable('chromium')
  await executable('chromium-headless-shell')
  await executable('mine')
  await writeFile(join(folder, 'no-program'), '')
  await mkdir(join(folder, 'chromium-browser'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

describe('findBrowser', () => {
  it('takes what is named, alone, and nothing when it says none', () => {
    const PATH = folder
    const mine = join(folder, 'mine')
    expect(findBrowser({ PATH, XUNCHA_BROWSER: mine })).toEqual({ path: mine, product: 'Chromium' })
    expect(findBrowser({ PATH, XUNCHA_BROWSER: 'none' })).toBeNull()
    expect(findBrowser({ PATH, XUNCHA_BROWSER: join(folder, 'absent') })).toBeNull()
    expect(findBrowser({ PATH, XUNCHA_BROWSER: join(folder, 'no-program') })).toBeNull()
  })

  it("goes from Playwright's own to the headless shell to Chromium", async () => {
    const PATH = folder
    const own = join(folder, 'mine')
    const shell = join(folder, 'chromium-headless-shell')
    expect(findBrowser({ PATH }, () => ['/absent', own])?.path).toBe(own)
    expect(findBrowser({ PATH }, () => ['/absent'])).toEqual({
      path: shell,
      product: 'Chromium headless shell',
    })
    await rm(shell)
    expect(findBrowser({ PATH }, () => [])?.path).toBe(join(folder, 'chromium'))
  })
})

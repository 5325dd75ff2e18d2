/** Getting a browser and fonts: announced, bounded, refused when forbidden. */
import { describe, expect, it } from 'vitest'
import { ensureTools } from '../../src/commands/provision.js'

interface Machine {
  readonly env?: Record<string, string>
  readonly root?: boolean
  readonly browser?: boolean
  readonly fonts?: boolean
  /** Programs that do what they are asked. */
  readonly works?: readonly string[]
}

/** What was said and run on a machine, and what it has in the end. */
async function provisioned({ env = {}, root = false, browser = false, fonts = false, works = [] }: Machine) {
  const said: string[] = []
  const ran: string[] = []
  const has = { browser, fonts }
  const result = await ensureTools({
    env,
    root,
    say: (key) => void said.push(key.replace('cli.provision.', '')),
    hasBrowser: () => has.browser,
    hasFonts: () => has.fonts,
    run: async (program, args, timeoutMs) => {
      expect(timeoutMs).toBeLessThanOrEqual(240_000)
      const name = program === 'apt-get' ? `apt-get ${args[0]}` : 'playwright'
      ran.push(name)
      // Nothing is installed that was not announced.
      expect(said.length).toBeGreaterThan(0)
      if (!works.includes(name)) return false
      if (name === 'playwright' || args.includes('chromium-headless-shell')) has.browser = true
      if (args.includes('fonts-noto-cjk')) has.fonts = true
      return true
    },
  })
  return { said, ran, result }
}

const APT = ['apt-get update', 'apt-get install']

describe('ensureTools', () => {
  it.each<[string, Machine, Awaited<ReturnType<typeof provisioned>>]>([
    [
      'has all',
      { browser: true, fonts: true },
      { said: [], ran: [], result: { browser: true, fonts: true } },
    ],
    [
      'gets the browser from Playwright',
      { fonts: true, works: ['playwright'] },
      { said: ['playwright'], ran: ['playwright'], result: { browser: true, fonts: true } },
    ],
    [
      'gets both from the system when root',
      { root: true, works: APT },
      {
        said: ['playwright', 'packages'],
        ran: ['playwright', ...APT],
        result: { browser: true, fonts: true },
      },
    ],
    [
      'says what is missing and goes on',
      {},
      {
        said: ['playwright', 'no-browser', 'no-fonts'],
        ran: ['playwright'],
        result: { browser: false, fonts: false },
      },
    ],
    [
      'goes on when the package lists cannot be read',
      { root: true, browser: true },
      { said: ['packages', 'no-fonts'], ran: ['apt-get update'], result: { browser: true, fonts: false } },
    ],
    [
      'installs nothing when told so',
      { root: true, env: { XUNCHA_NO_INSTALL: '1' }, works: APT },
      { said: ['no-browser', 'no-fonts'], ran: [], result: { browser: false, fonts: false } },
    ],
    [
      'installs nothing when a browser is chosen',
      { root: true, env: { XUNCHA_BROWSER: '/opt/mine' }, works: APT },
      { said: ['no-browser', 'no-fonts'], ran: [], result: { browser: false, fonts: false } },
    ],
    [
      'says in one line that no browser is wanted, and installs nothing',
      { root: true, env: { XUNCHA_BROWSER: 'none' }, works: APT },
      { said: ['browser-off'], ran: [], result: { browser: false, fonts: false } },
    ],
  ])('%s', async (_, machine, expected) => {
    expect(await provisioned(machine)).toEqual(expected)
  })
})

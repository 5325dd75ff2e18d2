/** The unit of systemd and the container: what they start exists, and suits what the program says of itself. */
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { xuncha } from './commands/command-line.js'

const ROOT = resolve(import.meta.dirname, '..')
const read = (name: string): string => readFileSync(join(ROOT, name), 'utf8')
const { engines } = JSON.parse(read('package.json')) as { engines: { node: string } }
const docker = read('Dockerfile')
const unit = read('deploy/xuncha.service')

/** The last instruction of a name, as JSON. */
function instruction(name: string): string[] {
  const found = [...docker.matchAll(new RegExp(`^${name} (\\[.*\\])$`, 'gm'))].at(-1)?.[1]
  return JSON.parse(found ?? '[]') as string[]
}

describe('what is started', () => {
  it.each([
    ['the unit', /ExecStart=\S+ \S+\/bin\/xuncha\.js (.*)/.exec(unit)?.[1]?.split(' ') ?? []],
    ['the container', instruction('CMD')],
  ])('by %s is a command with options that there are', async (_, args) => {
    expect(args[0]).toBe('serve')
    const help = (await xuncha(['serve', '--help'])).stdout
    const options = args.filter((arg) => arg.startsWith('--'))
    expect(options.length).toBeGreaterThan(2)
    expect(options.filter((option) => !help.includes(option))).toEqual([])
  })

  it('runs on the Node that the package asks for, as nobody special', () => {
    const node = /^FROM node:(\d+)-bookworm-slim$/m.exec(docker)?.[1]
    expect(engines.node).toMatch(new RegExp(`^>=${node}\\.`))
    expect(
      docker
        .trimEnd()
        .split('\n')
        .findLast((line) => line.startsWith('USER')),
    ).toBe('USER node')
    expect(instruction('ENTRYPOINT')).toEqual(['tini', '--', 'xuncha'])
    expect(docker).toContain('chromium-headless-shell')
    expect(docker).toContain('fonts-noto-cjk')
    expect(unit).toMatch(/^SuccessExitStatus=130$/m)
    expect(unit).not.toMatch(/^(?:RestrictNamespaces|MemoryDenyWriteExecute|PrivateUsers)=/m)
  })
})

describe('the container’s seccomp profile', () => {
  it('forbids what nobody needs and leaves the browser its sandbox', () => {
    const { defaultAction, syscalls } = JSON.parse(read('deploy/seccomp.json')) as {
      defaultAction: string
      syscalls: { names: string[]; action: string }[]
    }
    const refused = syscalls.flatMap(({ names, action }) => (action === 'SCMP_ACT_ERRNO' ? names : []))
    expect([defaultAction, new Set(refused).size]).toEqual(['SCMP_ACT_ALLOW', refused.length])
    expect(refused).toEqual(expect.arrayContaining(['mount', 'bpf', 'kexec_load', 'ptrace', 'keyctl']))
    expect(
      refused.filter((name) => ['clone', 'clone3', 'unshare', 'setns', 'chroot'].includes(name)),
    ).toEqual([])
  })
})

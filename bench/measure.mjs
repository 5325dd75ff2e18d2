/** Runs one program and says what it cost: wall seconds, CPU seconds of it and its children, peak memory. Linux only. */
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'

const SAMPLE_MS = 50
const MOST_OUTPUT = 512 * 1024 * 1024

/** Peak resident memory of a process in MB, 0 when it is gone. */
function peakOf(pid) {
  try {
    return Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024
  } catch {
    return 0
  }
}

function childrenOf(pid) {
  try {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
      .trim()
      .split(' ')
      .filter(Boolean)
      .map(Number)
  } catch {
    return []
  }
}

function descendants(pid) {
  const children = childrenOf(pid)
  return [...children, ...children.flatMap(descendants)]
}

/**
 * Runs a program to its end.
 * The shell's own `time` counts user and system seconds of everything the program waited for; memory is the largest
 * sum of peaks over the processes alive at a time.
 * @param {string[]} command program and arguments
 * @param {{ timeoutMs: number, cwd?: string }} options after the timeout it is ended, and `timedOut` says so
 */
export function measure(command, { timeoutMs, cwd }) {
  return new Promise((resolve, reject) => {
    const began = performance.now()
    const shell = spawn('bash', ['-c', 'TIMEFORMAT="%U %S"; { time "$@" 2>&4; } 2>&3', 'bash', ...command], {
      cwd,
      stdio: ['ignore', 'pipe', 'ignore', 'pipe', 'pipe'],
    })
    const texts = { out: '', times: '', err: '' }
    let peak = 0
    let timedOut = false
    const collect = (stream, name) =>
      stream.setEncoding('utf8').on('data', (chunk) => {
        if (texts[name].length < MOST_OUTPUT) texts[name] += chunk
      })
    collect(shell.stdout, 'out')
    collect(shell.stdio[3], 'times')
    collect(shell.stdio[4], 'err')
    const sampler = setInterval(() => {
      peak = Math.max(
        peak,
        descendants(shell.pid).reduce((sum, pid) => sum + peakOf(pid), 0),
      )
    }, SAMPLE_MS)
    const alarm = setTimeout(() => {
      timedOut = true
      for (const pid of descendants(shell.pid)) process.kill(pid, 'SIGTERM')
    }, timeoutMs)
    shell.once('error', reject)
    shell.once('close', (status) => {
      clearInterval(sampler)
      clearTimeout(alarm)
      const [user = 0, system = 0] = texts.times.trim().split(/\s+/).slice(-2).map(Number)
      resolve({
        wall: (performance.now() - began) / 1000,
        cpu: user + system,
        peak,
        status,
        timedOut,
        out: texts.out,
        err: texts.err,
      })
    })
  })
}

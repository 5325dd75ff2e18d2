#!/usr/bin/env node
import { existsSync } from 'node:fs'

const built = new URL('../dist/src/cli.js', import.meta.url)
if (existsSync(built)) {
  const { main } = await import(built.href)
  await main(process.argv)
} else {
  process.stderr.write('xuncha: 尚未构建 / not built yet. 请运行 / run: npm ci   (or: npm run build)\n')
  process.exitCode = 1
}

/** `checks list | show`: the catalogue of checks, each with its page. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { CHECKS } from '../../checks/index.js'
import { packageRoot } from './package-root.js'
import { group, leaf, type Register } from './program.js'
import { usage } from './shell.js'
import { table } from './terminal.js'

/** A check's page, `checks/<id>.md`. */
function pageOf(id: string): string {
  return readFileSync(join(packageRoot(), 'checks', `${id}.md`), 'utf8')
}

export const registerChecks: Register = (program, registrar) => {
  const checks = group(program, registrar, 'checks')
  leaf(checks, registrar, {
    name: 'list',
    key: 'checks.list',
    prints: true,
    run: (shell) => {
      const all = CHECKS.map(({ id, version, codes }) => ({
        id,
        version,
        codes,
        title: shell.say(`check.${id}.title`),
      }))
      shell.result({ checks: all }, () =>
        table(
          ['cli.head.check', 'cli.head.title', 'cli.head.codes'].map((key) => shell.say(key)),
          all.map((check) => [check.id, check.title, check.codes.join(' ')]),
        ),
      )
    },
  })
  leaf(checks, registrar, {
    name: 'show <ID>',
    key: 'checks.show',
    prints: true,
    run: (shell, _, [id]) => {
      const check = CHECKS.find((one) => one.id === id)
      if (!check)
        throw usage('cli.checks.unknown', { id: String(id), known: CHECKS.map((one) => one.id).join(', ') })
      const page = pageOf(check.id)
      const title = shell.say(`check.${check.id}.title`)
      shell.result({ id: check.id, version: check.version, codes: check.codes, title, page }, () =>
        page.trimEnd(),
      )
    },
  })
}

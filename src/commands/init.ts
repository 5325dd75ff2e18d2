/** `init [DIR]`: writes a commented workspace to start from. */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { UserFault } from '../model/error.js'
import { leaf, type Register } from './program.js'
import { workspaceTemplate } from './workspace-template.js'

/** Name of the file that `init` writes. */
const WORKSPACE_FILE = 'workspace.yaml'

export const registerInit: Register = (program, registrar) => {
  leaf(program, registrar, {
    name: 'init [DIR]',
    key: 'init',
    prints: true,
    run: (shell, _, [dir]) => {
      const folder = String(dir) || '.'
      const path = join(folder, WORKSPACE_FILE)
      if (existsSync(path)) throw new UserFault('cli.init.exists', { file: path }, 1)
      mkdirSync(folder, { recursive: true })
      writeFileSync(path, workspaceTemplate(shell.language))
      shell.result({ written: path }, () => shell.say('cli.init.written', { file: path }))
    },
  })
}

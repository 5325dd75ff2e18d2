/** `units import | list | export`: the register of units. */
import { writeFileSync } from 'node:fs'
import { Option } from 'commander'
import { kindOf } from '../registry/kind.js'
import { writeUnits } from '../registry/registers.js'
import { described, group, leaf, option, type Register } from './program.js'
import { importUnits, readRegistry } from './registry-state.js'
import { optionsOf, word } from './shell.js'
import { table } from './terminal.js'

/** Formats that a register is written in. */
export const FORMATS = ['yaml', 'csv'] as const

export const registerUnits: Register = (program, registrar) => {
  const units = group(program, registrar, 'units')
  leaf(units, registrar, {
    name: 'import <FILE>',
    key: 'units.import',
    prints: true,
    changes: true,
    run: (shell, _, [path]) => {
      const { file } = importUnits(shell.dataDir, String(path))
      const facts = {
        units: file.units?.length ?? 0,
        platforms: file.platforms?.length ?? 0,
        exemptions: file.exemptions?.length ?? 0,
      }
      shell.result({ imported: facts }, () => shell.say('cli.units.imported', facts))
    },
  })
  leaf(units, registrar, {
    name: 'list',
    key: 'units.list',
    prints: true,
    run: (shell) => {
      const held = readRegistry(shell.dataDir)
      shell.result({ platforms: held.platforms, units: held.units, exemptions: held.exemptions }, () =>
        table(
          ['cli.head.id', 'cli.head.name', 'cli.head.kind', 'cli.head.platform', 'cli.head.portal'].map(
            (key) => shell.say(key),
          ),
          held.units.map((unit) => [
            unit.id,
            unit.name,
            word(shell, 'cli.kind', unit.kind ?? kindOf(unit.name) ?? 'unclear'),
            unit.platform ?? '',
            unit.portal,
          ]),
        ),
      )
    },
  })
  leaf(units, registrar, {
    name: 'export',
    key: 'units.export',
    options: [
      new Option('--format <FORMAT>', described(registrar, 'cli.option.format')).choices(FORMATS),
      option(registrar, '-o, --output <FILE>', 'output'),
    ],
    run: (shell, command) => {
      const { format, output } = optionsOf<{ format?: 'yaml' | 'csv'; output?: string }>(command)
      const chosen = format ?? (output?.endsWith('.csv') ? 'csv' : 'yaml')
      const text = writeUnits(readRegistry(shell.dataDir), chosen, shell.language === 'en')
      if (output === undefined) shell.host.stdout.write(text)
      else {
        writeFileSync(output, text)
        shell.note('cli.written', { file: output })
      }
    },
  })
}

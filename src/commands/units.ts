/** `units import | list | export`: the register of units. */
import { writeFileSync } from 'node:fs'
import { Option } from 'commander'
import { kindOf } from '../registry/kind.js'
import { REGISTER_FORMATS, type RegisterFormat, writeUnits } from '../registry/registers.js'
import { isZip } from '../tables/file.js'
import { described, group, leaf, option, type Register } from './program.js'
import { importUnits, readRegistry } from './registry-state.js'
import { listing, optionsOf, type Shell, usage, word } from './shell.js'

/** How an exported register is asked for. */
export interface ExportFlags {
  readonly format?: RegisterFormat
  readonly output?: string
}

/** The format meant: the one named, else the one that the file's name says. */
export function formatMeant({ format, output }: ExportFlags, usual: RegisterFormat): RegisterFormat {
  const ending = output === undefined ? undefined : /\.(csv|xlsx|ya?ml)$/i.exec(output)?.[1]?.toLowerCase()
  const named = ending === 'yml' ? 'yaml' : REGISTER_FORMATS.find((known) => known === ending)
  return format ?? named ?? usual
}

/** Writes a register to its file, else to stdout; a spreadsheet only to a file. */
export function writeRegister(shell: Shell, output: string | undefined, bytes: Buffer): void {
  if (output === undefined) {
    if (isZip(bytes)) throw usage('cli.ledger.xlsx-to-file')
    shell.host.stdout.write(bytes)
    return
  }
  writeFileSync(output, bytes)
  shell.note('cli.written', { file: output })
}

export const registerUnits: Register = (program, registrar) => {
  const units = group(program, registrar, 'units')
  leaf(units, registrar, {
    name: 'import <FILE>',
    key: 'units.import',
    prints: true,
    changes: true,
    run: async (shell, _, [path]) => {
      const { file } = await importUnits(shell.dataDir, String(path))
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
        listing(
          shell,
          ['id', 'name', 'kind', 'platform', 'portal'],
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
    name: 'export [FILE]',
    key: 'units.export',
    options: [
      new Option('--format <FORMAT>', described(registrar, 'cli.option.format')).choices(REGISTER_FORMATS),
      option(registrar, '-o, --output <FILE>', 'output'),
    ],
    run: async (shell, command, [path]) => {
      const given = optionsOf<ExportFlags>(command)
      const output = given.output ?? (path ? String(path) : undefined)
      const format = formatMeant({ ...given, ...(output === undefined ? {} : { output }) }, 'yaml')
      const english = shell.language === 'en'
      writeRegister(shell, output, await writeUnits(readRegistry(shell.dataDir), format, english))
    },
  })
}

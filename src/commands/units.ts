/** `units import | list | export`: the register of units. */
import { writeFileSync } from 'node:fs'
import { extname } from 'node:path'
import { type Command, Option } from 'commander'
import type { Registry } from '../model/workspace.js'
import { kindOf } from '../registry/kind.js'
import { REGISTER_FORMATS, type RegisterFormat, writeUnits } from '../registry/registers.js'
import { isZip } from '../tables/file.js'
import { described, group, leaf, option, type Register, type Registrar } from './program.js'
import { importUnits, readRegistry } from './registry-state.js'
import { listing, optionsOf, type Shell, usage, word } from './shell.js'

interface ExportFlags {
  readonly format?: RegisterFormat
  readonly output?: string
}

/** The format meant: the one named, else the one that the file's name says. Throws where it says one that is not written. */
function formatMeant({ format, output }: ExportFlags, usual: RegisterFormat): RegisterFormat {
  if (format !== undefined || output === undefined) return format ?? usual
  const ending = extname(output).slice(1).toLowerCase()
  if (ending === '') return usual
  const named = ending === 'yml' ? 'yaml' : REGISTER_FORMATS.find((known) => known === ending)
  if (!named) throw usage('cli.export-ending', { path: output, choices: REGISTER_FORMATS.join(', ') })
  return named
}

/** Writes a register to its file, else to stdout; a spreadsheet only to a file. */
function writeRegister(shell: Shell, output: string | undefined, bytes: Buffer): void {
  if (output === undefined) {
    if (isZip(bytes)) throw usage('cli.ledger.xlsx-to-file')
    shell.host.stdout.write(bytes)
    return
  }
  writeFileSync(output, bytes)
  shell.note('cli.written', { file: output })
}

/** A register that can be exported: `usual` is its format where neither option nor file name says one. */
export interface ExportPlan {
  readonly key: string
  readonly usual: RegisterFormat
  write(held: Registry, format: RegisterFormat, english: boolean): Promise<Buffer>
}

/** Adds `export [FILE]` to a register's commands. */
export function exportLeaf(parent: Command, registrar: Registrar, { key, usual, write }: ExportPlan): void {
  leaf(parent, registrar, {
    name: 'export [FILE]',
    key,
    options: [
      new Option('--format <FORMAT>', described(registrar, 'cli.option.format')).choices(REGISTER_FORMATS),
      option(registrar, '-o, --output <FILE>', 'output'),
    ],
    run: async (shell, command, [path]) => {
      const given = optionsOf<ExportFlags>(command)
      const output = given.output ?? (path ? String(path) : undefined)
      const format = formatMeant({ ...given, ...(output === undefined ? {} : { output }) }, usual)
      const english = shell.language === 'en'
      writeRegister(shell, output, await write(readRegistry(shell.dataDir), format, english))
    },
  })
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
  exportLeaf(units, registrar, { key: 'units.export', usual: 'yaml', write: writeUnits })
}

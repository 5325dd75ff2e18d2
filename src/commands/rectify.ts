/** `rectify issue | receive | reply | extend | verdict | list`: problem lists, what units answer, and how it stands. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { openLedger } from '../ledger/open.js'
import { dueRechecks, type StandingList, standingLists } from '../ledger/rectification-read.js'
import { registry } from '../ledger/registry-store.js'
import { today } from './findings-decide.js'
import { collect, group, leaf, option, type Register } from './program.js'
import { listDocument, listsSheet, listsText } from './rectify-documents.js'
import { extended, judge, recordOn } from './rectify-events.js'
import { type IssueFlags, issue } from './rectify-issue.js'
import { zoneOf } from './rectify-lists.js'
import { registerReplies } from './rectify-reply.js'
import { optionsOf, type Shell } from './shell.js'

async function list(shell: Shell, flags: { unit?: string; due?: boolean; output?: string }): Promise<void> {
  const ledger = openLedger(shell.dataDir, { readonly: true, now: shell.host.now })
  try {
    const on = today(shell, ledger)
    const zone = zoneOf(ledger)
    const due = new Set(dueRechecks(ledger, on, zone).map((finding) => finding.fingerprint))
    const lists = standingLists(ledger, on, zone, flags.unit).flatMap((one): StandingList[] => {
      if (flags.due !== true) return [one]
      const items = one.items.filter((item) => item.recheckDue && due.has(item.finding.fingerprint))
      return items.length > 0 ? [{ ...one, items }] : []
    })
    if (flags.output !== undefined) {
      const names = new Map(
        registry(ledger)
          .load()
          .units.map((unit) => [unit.id, unit.name]),
      )
      mkdirSync(dirname(flags.output), { recursive: true })
      writeFileSync(flags.output, await listsSheet(shell, lists, names))
      shell.note('cli.written', { file: flags.output })
      if (!shell.json) return
    }
    shell.result({ lists: lists.map((one) => listDocument(shell, one)) }, () => listsText(shell, lists))
  } finally {
    ledger.close()
  }
}

export const registerRectify: Register = (program, registrar) => {
  const rectify = group(program, registrar, 'rectify')
  const on = () => option(registrar, '--on <DATE>', 'happened-on')
  const file = () => option(registrar, '--file <FILE>', 'attached').argParser(collect)
  const days = () => option(registrar, '--days <N>', 'working-days')
  const until = () => option(registrar, '--until <DATE>', 'due-on')
  const base = { prints: true, changes: true } as const
  leaf(rectify, registrar, {
    ...base,
    name: 'issue [UNIT...]',
    key: 'rectify.issue',
    options: [
      option(registrar, '--finding <FINDING>', 'listed-finding').argParser(collect),
      days(),
      until(),
      on(),
      option(registrar, '--document <TEXT>', 'record-document'),
      option(registrar, '--note <TEXT>', 'record-note'),
      file(),
      option(registrar, '-o, --output <DIR>', 'output-dir'),
    ],
    run: (shell, command, [units]) =>
      issue(shell, Array.isArray(units) ? units : [], optionsOf<IssueFlags>(command)),
  })
  leaf(rectify, registrar, {
    ...base,
    name: 'receive <LIST>',
    key: 'rectify.receive',
    options: [on(), file()],
    run: (shell, command, [name]) =>
      recordOn(shell, String(name), optionsOf(command), () => ({ kind: 'received' })),
  })
  registerReplies(rectify, registrar)
  leaf(rectify, registrar, {
    ...base,
    name: 'extend <LIST|FINDING>',
    key: 'rectify.extend',
    options: [until(), days(), option(registrar, '--reason <TEXT>', 'reason'), on(), file()],
    run: (shell, command, [name]) => {
      const flags = optionsOf<{
        until?: string
        days?: string
        reason?: string
        on?: string
        file?: string[]
      }>(command)
      return recordOn(shell, String(name), flags, (ledger, held, fingerprint) =>
        extended(ledger, held, fingerprint, flags, zoneOf(ledger), today(shell, ledger)),
      )
    },
  })
  leaf(rectify, registrar, {
    ...base,
    name: 'verdict <FINDING> <mended|partly|not-mended>',
    key: 'rectify.verdict',
    options: [option(registrar, '--reason <TEXT>', 'reason'), on(), file()],
    run: (shell, command, [name, verdict]) =>
      recordOn(shell, String(name), optionsOf(command), (ledger, _, fingerprint) =>
        judge(ledger, fingerprint, String(verdict)),
      ),
  })
  leaf(rectify, registrar, {
    name: 'list',
    key: 'rectify.list',
    prints: true,
    options: [
      option(registrar, '--unit <ID>', 'unit'),
      option(registrar, '--due', 'recheck-due'),
      option(registrar, '-o, --output <FILE>', 'sheet-output'),
    ],
    run: (shell, command) => list(shell, optionsOf(command)),
  })
}

/** `rectify reply`: what a unit says it has done, one finding at a time or by the list that it filled in. */
import { dirname } from 'node:path'
import { findFinding } from '../ledger/read.js'
import { addEvent, listOfFinding } from '../ledger/rectification.js'
import { CLAIMS, type Claim } from '../model/rectification.js'
import type { AttachedFile } from '../model/supporting.js'
import { readReplies } from '../registry/problem-sheet.js'
import { readTableFile } from '../tables/file.js'
import { bringFiles, keepFiles } from './attach.js'
import { filesOfRows } from './attach-rows.js'
import { dayOption, today } from './findings-decide.js'
import { openForWriting } from './open-data.js'
import { collect, leaf, option, type Register } from './program.js'
import { listNamed, tellList } from './rectify-lists.js'
import { optionsOf, type Shell, usage } from './shell.js'
import { readUserFile } from './user-file.js'

/** A claim out of an option. @throws UserFault (exit status 2) */
function claimOption(text: string | undefined): Claim | null {
  if (text === undefined) return null
  const claim = CLAIMS.find((known) => known === text)
  if (!claim) throw usage('findings.bad-ruling', { found: text, known: CLAIMS.join(' | ') })
  return claim
}

interface ReplyFlags {
  readonly import?: string
  readonly claim?: string
  readonly text?: string
  readonly on?: string
  readonly file?: readonly string[]
}

async function replyOne(shell: Shell, name: string, flags: ReplyFlags): Promise<void> {
  const claim = claimOption(flags.claim)
  if (claim === null && !flags.text?.trim() && !flags.file?.length) throw usage('rectify.empty-reply')
  const ledger = openForWriting(shell)
  try {
    const { list, fingerprint } = listNamed(ledger, name)
    const files = await keepFiles(shell.dataDir, bringFiles(flags.file ?? []))
    const day = dayOption(flags.on) ?? today(shell, ledger)
    addEvent(ledger, {
      list: list.id,
      fingerprint,
      kind: 'replied',
      day,
      claim,
      text: flags.text ?? null,
      files,
      actor: shell.actor,
    })
    tellList(shell, ledger, list.id)
  } finally {
    ledger.close()
  }
}

/** Takes in a list that a unit filled in: by the findings' numbers, all rows or none. */
async function replyByList(shell: Shell, path: string, flags: ReplyFlags): Promise<void> {
  const cells = await readTableFile(readUserFile(path), path)
  const ledger = openForWriting(shell)
  try {
    const listed = (number: string) => {
      const finding = findFinding(ledger, number)
      const list = finding && listOfFinding(ledger, finding.fingerprint)
      return finding && list ? { finding, list } : null
    }
    const replies = readReplies(cells, path, (number) => listed(number) !== null)
    const brought = filesOfRows(replies, path, dirname(path))
    const day = dayOption(flags.on) ?? today(shell, ledger)
    const answered: { no: string; list: string; claim: string | null; added: boolean }[] = []
    const kept: AttachedFile[][] = []
    for (const files of brought) kept.push(await keepFiles(shell.dataDir, files))
    ledger.immediate(() => {
      for (const [index, reply] of replies.entries()) {
        const held = listed(reply.number)
        if (!held) continue
        const { added } = addEvent(ledger, {
          list: held.list.id,
          fingerprint: held.finding.fingerprint,
          kind: 'replied',
          day: reply.doneOn ?? day,
          claim: reply.claim,
          text: reply.text,
          files: kept[index] ?? [],
          actor: shell.actor,
        })
        answered.push({ no: held.finding.no, list: held.list.id, claim: reply.claim, added })
      }
    })
    const added = answered.filter((one) => one.added).length
    shell.result({ replies: answered }, () =>
      shell.say('rectify.replied', { replies: added, known: answered.length - added }),
    )
  } finally {
    ledger.close()
  }
}

/** Adds the command to the group `rectify`. */
export const registerReplies: Register = (rectify, registrar) => {
  leaf(rectify, registrar, {
    name: 'reply [FINDING]',
    key: 'rectify.reply',
    prints: true,
    changes: true,
    options: [
      option(registrar, '--import <FILE>', 'reply-import'),
      option(registrar, '--claim <CLAIM>', 'reply-claim'),
      option(registrar, '--text <TEXT>', 'reply-text'),
      option(registrar, '--on <DATE>', 'happened-on'),
      option(registrar, '--file <FILE>', 'attached').argParser(collect),
    ],
    run: (shell, command, [name]) => {
      const flags = optionsOf<ReplyFlags>(command)
      if (flags.import !== undefined) return replyByList(shell, flags.import, flags)
      if (!name) throw usage('rectify.reply-what')
      return replyOne(shell, String(name), flags)
    },
  })
}

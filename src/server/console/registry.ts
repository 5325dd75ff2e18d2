/** Routes of the registers: the lists, the form of each entry, files in and out, the whole as text, earlier texts put back. */
import { parse } from 'yaml'
import { listVersions, versionAt } from '../../ledger/register-versions.js'
import { registry } from '../../ledger/registry-store.js'
import { render } from '../../messages/catalogue.js'
import { sha256 } from '../../model/canonical.js'
import { UserFault } from '../../model/error.js'
import { FileFault } from '../../model/file-fault.js'
import { mergeWorkspace } from '../../registry/merge.js'
import {
  REGISTER_FORMATS,
  readColumns,
  readUnits,
  writeColumns,
  writeUnits,
} from '../../registry/registers.js'
import { registryPage, textPage, versionPage } from '../pages/register.js'
import { Refusal } from '../problem.js'
import { asking, only, type Route } from '../route.js'
import { registryOf, save, textsOf } from './register-desk.js'
import { action, holds, page, told, type Visit } from './visit.js'

const READERS = ['evaluator', 'office', 'administrator'] as const

/** Who may change the registers. */
export const REGISTER_EDITORS = ['office', 'administrator'] as const

/** Sentences of what is wrong with a file or an entry; anything else is thrown on. */
export function sentencesOf(error: unknown, visit: Visit): string[] {
  const { language } = visit.frame.words
  if (error instanceof FileFault)
    return error.problems.map(({ line, key, facts }) => `${line}: ${render(key, facts, language)}`)
  if (error instanceof UserFault) return [render(error.key, error.facts, language)]
  throw error
}

function show(visit: Visit) {
  const { ledger, frame, principal } = visit
  const body = registryPage(frame, {
    held: registry(ledger).load(),
    versions: listVersions(ledger),
    edit: holds(principal, REGISTER_EDITORS),
  })
  return { title: frame.words('nav.registry'), body }
}

const markOfText = (text: string): string => sha256(text).slice(0, 16)

function text(visit: Visit) {
  const { workspace } = textsOf(visit.ledger, registry(visit.ledger).load())
  return {
    title: visit.frame.words('reg.text'),
    body: textPage(visit.frame, workspace, markOfText(workspace), []),
  }
}

async function saveText(visit: Visit) {
  const { ledger, frame } = visit
  const held = registry(ledger).load()
  const now = textsOf(ledger, held)
  const written = `${visit.whole('text').replace(/\r\n/g, '\n').trimEnd()}\n`
  if (visit.given('mark') !== markOfText(now.workspace))
    throw new Refusal(409, 'console.reg.changed-meanwhile')
  try {
    const { columns: _, ...file } = await registryOf({ workspace: written, columns: '' }, parse)
    save(
      ledger,
      { ...file, columns: held.columns },
      {
        by: visit.principal,
        what: 'text',
        workspace: written,
      },
    )
    return told('/registry', 'saved')
  } catch (error) {
    const body = textPage(frame, written, visit.given('mark'), sentencesOf(error, visit))
    return { title: frame.words('reg.text'), body, status: 422 }
  }
}

async function bringIn(visit: Visit): Promise<string> {
  const [file] = visit.files('file')
  if (!file) throw new Refusal(422, 'server.invalid', { detail: 'file' })
  const { ledger } = visit
  const held = registry(ledger).load()
  const by = { by: visit.principal, what: `import ${file.name}` }
  if (visit.given('what') === 'columns') {
    const rows = await readColumns(file.bytes, file.name, held, null)
    const holders = new Set(rows.map(({ holder }) => holder))
    save(
      ledger,
      { ...held, columns: [...held.columns.filter(({ holder }) => !holders.has(holder)), ...rows] },
      by,
    )
  } else save(ledger, mergeWorkspace(held, await readUnits(file.bytes, file.name, held)), by)
  return told('/registry', 'saved')
}

const exportRoute: Route = {
  method: 'GET',
  path: '/registry/export',
  policy: only(READERS),
  kind: 'page',
  summary: 'The registers as files',
  handle: async (call) => {
    asking(call)
    const held = registry(call.office.ledger).load()
    const what = call.query.what === 'columns' ? 'columns' : 'units'
    const format = REGISTER_FORMATS.find((one) => one === call.query.format) ?? 'yaml'
    const english = call.language === 'en'
    const bytes = await (what === 'columns' ? writeColumns : writeUnits)(held, format, english)
    return call.reply
      .type('application/octet-stream')
      .header('content-disposition', `attachment; filename="${what}.${format}"`)
      .header('cache-control', 'private, no-store')
      .send(bytes)
  },
}

function versionMeant(visit: Visit) {
  const no = Number(visit.params.no)
  const version = Number.isInteger(no) && no > 0 ? versionAt(visit.ledger, no) : null
  if (!version) throw new Refusal(404, 'server.no-such-page', { path: visit.params.no ?? '' })
  return version
}

function version(visit: Visit) {
  const meant = versionMeant(visit)
  return {
    title: visit.frame.words('version.title', { no: meant.no }),
    body: versionPage(visit.frame, meant, holds(visit.principal, REGISTER_EDITORS)),
  }
}

async function restore(visit: Visit): Promise<string> {
  const meant = versionMeant(visit)
  const after = await registryOf(meant, parse)
  const { workspace } = meant
  save(visit.ledger, after, { by: visit.principal, what: `restore ${meant.no}`, workspace })
  return told('/registry', 'saved')
}

export const registryRoutes: readonly Route[] = [
  page('/registry', only(READERS), 'Registered units, platforms, columns and exemptions', show),
  page('/registry/text', only(REGISTER_EDITORS), 'The registers as one text', text),
  action('/registry/text', only(REGISTER_EDITORS), 'Save the registers as one text', saveText),
  action('/registry/import', only(REGISTER_EDITORS), 'Bring in a file of units or columns', bringIn),
  exportRoute,
  page('/registry/versions/:no', only(REGISTER_EDITORS), 'An earlier text of the registers', version),
  action('/registry/versions/:no', only(REGISTER_EDITORS), 'Put an earlier text back', restore),
]

/** `page FILE|URL`: reads one page or document, saved or live, and prints what the parser sees (contract §4b). */
import { existsSync } from 'node:fs'
import { basename } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type FileSummary, summariseFile } from '../artifacts/file-summary.js'
import { adoptWordings } from '../artifacts/lexicon.js'
import { type PageSummary, summarisePage } from '../artifacts/page-summary.js'
import { readFile } from '../artifacts/read-file.js'
import { readPage } from '../artifacts/read-page.js'
import { openHttp } from '../crawl/http.js'
import { isDocument } from '../documents/format.js'
import { openDocumentReaders } from '../documents/pool.js'
import { ledgerPath } from '../ledger/open.js'
import { UserFault } from '../model/error.js'
import { emptyRegistry, isWebUrl, type Registry } from '../model/workspace.js'
import { toolName } from './package-root.js'
import { leaf, option, type Register } from './program.js'
import { readRegistry } from './registry-state.js'
import { crawlSettings } from './run/settings.js'
import { listing, optionsOf, type Shell, usage, word } from './shell.js'
import { oneLine } from './terminal.js'
import { readUserFile } from './user-file.js'
import { wordingsOf } from './watch-files.js'

const SHOWN_ITEMS = 20

/** A document, read as an inspection reads it. */
async function fromDocument(body: Uint8Array, url: string): Promise<FileSummary> {
  const readers = openDocumentReaders()
  try {
    return summariseFile(readFile(await readers.read(body, { url })), url)
  } finally {
    await readers.close()
  }
}

/** A saved page: its address is what the page says of itself, else one that leads nowhere, so that its links still resolve. */
async function fromFile(path: string, base: string | undefined): Promise<PageSummary | FileSummary> {
  const body = readUserFile(path)
  if (isDocument(body)) {
    const named = new URL(encodeURIComponent(basename(path)), 'http://saved.invalid/').href
    return fromDocument(body, base ?? named)
  }
  const read = (url: string) => readPage({ url, body, contentType: null })
  if (base !== undefined) return summarisePage(read(base))
  const saved = read(pathToFileURL(path).href)
  if (isWebUrl(saved.url)) return summarisePage(saved)
  return summarisePage(read(new URL(encodeURIComponent(basename(path)), 'http://saved.invalid/').href))
}

/** What is registered where the command runs; nothing where there is no database. */
function registered(shell: Shell): Registry {
  return existsSync(ledgerPath(shell.dataDir)) ? readRegistry(shell.dataDir) : emptyRegistry()
}

/**
 * A page of the web, through the guarded client.
 * @param named origins that may be contacted although they are private, beside those that the registry names
 */
export async function fromWeb(
  shell: Shell,
  registry: Registry,
  url: string,
  { base, named = [] }: { readonly base?: string | undefined; readonly named?: readonly string[] } = {},
): Promise<PageSummary | FileSummary> {
  const settings = crawlSettings(registry, { browser: false, maxPages: null })
  const namedOrigins = [...settings.namedOrigins, ...named]
  const http = openHttp({ ...settings, namedOrigins }, { tool: toolName(), now: shell.host.now })
  try {
    const { attempt, body } = await http.get(url, { signal: shell.host.signal })
    shell.host.signal.throwIfAborted()
    if (body === null) {
      const why = attempt.cause === null ? (attempt.error ?? '') : word(shell, 'cli.cause', attempt.cause)
      throw new UserFault('cli.page.failed', {
        url,
        why: attempt.status === null ? why : `HTTP ${attempt.status}`,
      })
    }
    const { finalUrl, contentType, status } = attempt
    if (isDocument(body)) return await fromDocument(body, base ?? finalUrl)
    return summarisePage(readPage({ url: base ?? finalUrl, body, contentType, status }))
  } finally {
    await http.close()
  }
}

function documentFields(shell: Shell, { document }: FileSummary): [string, string | null][] {
  return [
    ['document', `${document.format}：${word(shell, 'cli.file-standing', document.standing)}`],
    ['pages', document.pages === null ? null : String(document.pages)],
    ['tables', String(document.tables)],
    ['personal', document.personal.join('、')],
  ]
}

function shown(shell: Shell, page: PageSummary | FileSummary): string {
  const yesNo = (value: boolean) => shell.say(value ? 'cli.yes' : 'cli.no')
  const fields: readonly (readonly [string, string | null])[] = [
    ['url', page.url],
    ['charset', page.charset],
    ['kind', word(shell, 'cli.page-kind', page.kind)],
    ['siteName', page.siteName],
    ['siteId', page.siteId],
    ['title', page.title],
    ['breadcrumb', page.breadcrumb.join(' › ')],
    ['column', page.column],
    ['published', page.published],
    ['formed', page.formed === null ? null : `${page.formed}（${page.formedFrom ?? ''}）`],
    ['documentNumber', page.documentNumber],
    ['indexNumber', page.indexNumber],
    ['source', page.source],
    ['items', String(page.items.length)],
    ['newest', page.newest],
    ['attachments', page.attachments.map((file) => `${file.name} ${file.url}`).join('；')],
    ['images', String(page.images)],
    ['textLength', String(page.textLength)],
    ['applicationEntry', page.applicationEntry],
    ['needsScript', yesNo(page.needsScript)],
    ['blocked', page.blocked],
    ...('document' in page ? documentFields(shell, page) : []),
  ]
  const items = page.items
    .slice(0, SHOWN_ITEMS)
    .map((item) => `  ${item.date ?? '          '}  ${oneLine(item.title)}`)
  const rest = page.items.length - items.length
  return [
    listing(
      shell,
      ['field', 'value'],
      fields.map(([name, value]) => [
        shell.say(`cli.page-field.${name}`),
        value === null || value === '' ? '—' : value,
      ]),
    ),
    ...(items.length > 0 ? ['', shell.say('cli.page.items'), ...items] : []),
    ...(rest > 0 ? [shell.say('cli.more', { count: rest })] : []),
  ].join('\n')
}

export const registerPage: Register = (program, registrar) => {
  leaf(program, registrar, {
    name: 'page <FILE|URL>',
    key: 'page',
    prints: true,
    options: [option(registrar, '--base <URL>', 'base')],
    run: async (shell, command, [target]) => {
      const { base } = optionsOf<{ base?: string }>(command)
      if (base !== undefined && !isWebUrl(base)) throw usage('cli.bad-url', { found: base })
      const what = String(target)
      const live = /^https?:\/\//i.test(what)
      if (live && !isWebUrl(what)) throw usage('cli.bad-url', { found: what })
      const registry = registered(shell)
      adoptWordings(wordingsOf(registry))
      // Whoever names an address on the command line allows its origin by that.
      const page = live
        ? await fromWeb(shell, registry, what, { base, named: [new URL(what).origin] })
        : await fromFile(what, base)
      shell.result(page, () => shown(shell, page))
    },
  })
}

/** The one message catalogue: every sentence a person reads, rendered from (key, facts, language). */
import { casesMessages } from './cases.js'
import { checkMessages } from './checks.js'
import { cliMessages } from './cli.js'
import { cliLedgerMessages } from './cli-ledger.js'
import { consoleMessages } from './console.js'
import { crawlMessages } from './crawl.js'
import { evidenceMessages } from './evidence.js'
import { ledgerMessages } from './ledger.js'
import { noticesMessages } from './notices.js'
import { packageMessages } from './package.js'
import { paperMessages } from './papers.js'
import { queueMessages } from './queue.js'
import { rectifyMessages } from './rectify.js'
import { registryMessages } from './registry.js'
import { reportMessages } from './report.js'
import { rubricMessages } from './rubric.js'
import { serverMessages } from './server.js'
import { sheetsMessages } from './sheets.js'
import { tablesMessages } from './tables.js'

export type Language = 'zh-CN' | 'en'

/** What a template may show of a fact. */
export type MessageFacts = Readonly<Record<string, unknown>>

/** A sentence in both languages: `{name}` stands for a fact, or a function where a template is not enough. */
export interface Message {
  readonly zh: string | ((facts: MessageFacts) => string)
  readonly en: string | ((facts: MessageFacts) => string)
}

export type MessageArea = Readonly<Record<string, Message>>

const ALL: MessageArea = {
  ...casesMessages,
  ...checkMessages,
  ...cliMessages,
  ...cliLedgerMessages,
  ...consoleMessages,
  ...crawlMessages,
  ...evidenceMessages,
  ...ledgerMessages,
  ...noticesMessages,
  ...rectifyMessages,
  ...registryMessages,
  ...reportMessages,
  ...packageMessages,
  ...paperMessages,
  ...queueMessages,
  ...rubricMessages,
  ...serverMessages,
  ...sheetsMessages,
  ...tablesMessages,
}

function show(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (Array.isArray(value)) return value.map(show).join('、')
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

/** True when the catalogue holds the key. */
export function hasMessage(key: string): boolean {
  return Object.hasOwn(ALL, key)
}

/** Every key, for the test that both languages use the same facts. */
export function messageKeys(): string[] {
  return Object.keys(ALL)
}

/** The sentence for a key; an unknown key is a bug of ours and says so instead of hiding. */
export function render(key: string, facts: MessageFacts, language: Language): string {
  const message = ALL[key]
  if (!message) return `[${key}] ${JSON.stringify(facts)}`
  const template = language === 'en' ? message.en : message.zh
  if (typeof template === 'function') return template(facts)
  return template.replace(/\{(\w+)\}/g, (_, name: string) => show(facts[name]))
}

/** Earlier texts of the registers, kept with every change that somebody makes at the console. */
import type { Ledger } from './open.js'

/** Texts of the registers as they stood after a change. */
export interface RegisterText {
  /** A workspace file, with its comments. */
  readonly workspace: string
  /** The imported column register, as YAML. */
  readonly columns: string
}

/** One of them, with who made it. */
export interface RegisterVersion extends RegisterText {
  readonly no: number
  /** UTC milliseconds. */
  readonly at: number
  readonly actor: string
  /** What was changed: `unit edu`, `text`, `import`. */
  readonly what: string
}

/** How many are kept: enough to find a slip, bounded because each is whole. */
const KEPT = 50

/** Keeps a text and drops those that are too old. */
export function keepVersion(
  ledger: Ledger,
  version: RegisterText & { readonly actor: string; readonly what: string },
): void {
  ledger.immediate(() => {
    const { actor, what, workspace, columns } = version
    const { lastInsertRowid } = ledger
      .sql('INSERT INTO register_versions (at, actor, what, workspace, columns) VALUES (?, ?, ?, ?, ?)')
      .run(ledger.now(), actor, what.slice(0, 200), workspace, columns)
    ledger.sql('DELETE FROM register_versions WHERE no <= ?').run(Number(lastInsertRowid) - KEPT)
  })
}

/** The versions without their texts, latest first. */
export function listVersions(ledger: Ledger): Omit<RegisterVersion, keyof RegisterText>[] {
  return ledger.sql('SELECT no, at, actor, what FROM register_versions ORDER BY no DESC').all() as Omit<
    RegisterVersion,
    keyof RegisterText
  >[]
}

/** One version, or the latest; null where there is none. */
export function versionAt(ledger: Ledger, no?: number): RegisterVersion | null {
  return (ledger
    .sql('SELECT * FROM register_versions WHERE @no IS NULL OR no = @no ORDER BY no DESC LIMIT 1')
    .get({ no: no ?? null }) ?? null) as RegisterVersion | null
}

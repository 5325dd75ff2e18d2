/** A recorded run as the printed document, in the reader's language. */
import { inspectionJson } from '../ledger/inspection-json.js'
import type { Ledger } from '../ledger/open.js'
import { hasMessage, type Language, render } from '../messages/catalogue.js'
import { type InspectionDocument, inspectionDocumentSchema } from '../model/document.js'
import type { Facts } from '../model/finding.js'

/** The sentence of a finding code or of any other key. */
export function sentence(key: string, facts: Facts, language: Language): string {
  // What others reported is told in their words, until an inspection of ours sees it.
  const own = typeof facts.said === 'string' ? 'finding.reported' : `finding.${key}`
  return render(hasMessage(own) ? own : key, facts, language)
}

/**
 * The run as `inspect --json` prints it; what an indicator leaves out is null, so that readers find every key.
 * @throws UserFault for an unknown run
 */
export function inspectionDocument(ledger: Ledger, runId: string, language: Language): InspectionDocument {
  const printed = inspectionJson(ledger, runId, (key, facts) => sentence(key, facts, language))
  const document: unknown = {
    ...printed,
    schema: 'xuncha.inspection/1',
    units: printed.units.map((unit) => ({
      ...unit,
      scores: unit.scores.map((score) => ({
        ...score,
        indicators: score.indicators.map(({ because, interval, preview, ...row }) => ({
          ...row,
          because: because ?? null,
          interval:
            interval?.length === 2 ? ([interval[0] ?? '0', interval[1] ?? '0'] as [string, string]) : null,
          preview: preview ?? '0',
        })),
      })),
    })),
  }
  // Parsing asserts the contract; what it does not name (dismissal, subject key) is printed all the same.
  inspectionDocumentSchema.parse(document)
  return document as InspectionDocument
}

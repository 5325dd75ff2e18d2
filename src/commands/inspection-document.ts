/** A recorded run as the printed document, in the reader's language. */
import { inspectionJson } from '../ledger/inspection-json.js'
import type { Ledger } from '../ledger/open.js'
import type { Language } from '../messages/catalogue.js'
import { sentence } from '../messages/sentence.js'
import { type InspectionDocument, inspectionDocumentSchema } from '../model/document.js'

export { sentence } from '../messages/sentence.js'

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

/** The explicit list of all checks, in the order of the contract. */
import type { Check } from '../src/check.js'
import { annualReport } from './annual-report.js'
import { applicationEntry } from './application-entry.js'
import { attachments } from './attachments.js'
import { brokenLink } from './broken-link.js'
import { columnQuota } from './column-quota.js'
import { consultation } from './consultation.js'
import { disclosureCatalog } from './disclosure-catalog.js'
import { disclosureGuide } from './disclosure-guide.js'
import { disclosureMark } from './disclosure-mark.js'
import { emptyColumn } from './empty-column.js'
import { functions } from './functions.js'
import { hiddenLinks } from './hidden-links.js'
import { institutionInfo } from './institution-info.js'
import { ipv6 } from './ipv6.js'
import { keywordSearch } from './keyword-search.js'
import { leaders } from './leaders.js'
import { newMedia } from './new-media.js'
import { periodicSeries } from './periodic-series.js'
import { policyInterpretation } from './policy-interpretation.js'
import { privacy } from './privacy.js'
import { publicationDeadline } from './publication-deadline.js'
import { rectification } from './rectification.js'
import { replyDeadline } from './reply-deadline.js'
import { requiredColumns } from './required-columns.js'
import { siteAvailability } from './site-availability.js'
import { staleColumn } from './stale-column.js'
import { suspicion } from './suspicion.js'
import { typography } from './typography.js'
import { upperLinks } from './upper-links.js'

/** Every check of this version. One line a check; the conventions test compares it with the folder. */
export const CHECKS: readonly Check[] = [
  siteAvailability,
  brokenLink,
  emptyColumn,
  staleColumn,
  requiredColumns,
  disclosureGuide,
  disclosureCatalog,
  annualReport,
  institutionInfo,
  publicationDeadline,
  applicationEntry,
  keywordSearch,
  upperLinks,
  attachments,
  disclosureMark,
  typography,
  privacy,
  hiddenLinks,
  policyInterpretation,
  replyDeadline,
  periodicSeries,
  columnQuota,
  consultation,
  functions,
  suspicion,
  leaders,
  newMedia,
  ipv6,
  // The last one: it holds what the others found against problem lists.
  rectification,
]

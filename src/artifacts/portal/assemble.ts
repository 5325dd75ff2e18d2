/** Harvest to artifacts: what one inspection knows of each unit's portal. Pure; linear in pages and links. */
import type { Harvest } from '../../model/harvest.js'
import type { InspectionJob } from '../../model/inspection.js'
import type { Artifacts } from '../../model/portal.js'
import { applicationOf } from './application.js'
import { articlesOf } from './articles.js'
import { catalogOf } from './catalog.js'
import { columnsOf } from './columns.js'
import { consultationsOf } from './consultations.js'
import { coverageOf } from './coverage.js'
import { documentsOf } from './documents.js'
import { filesOf } from './files.js'
import { guideOf } from './guide.js'
import { hiddenLinksOf } from './hidden-links.js'
import { institutionOf } from './institution.js'
import { leadersOf } from './leaders.js'
import { lettersOf } from './letters.js'
import { linksOf, voidLinksOf } from './links.js'
import { madeOnDemand, once } from './once.js'
import { pageViewsOf } from './page-views.js'
import { policiesOf } from './policies.js'
import { quotasOf } from './quotas.js'
import { withContent } from './report-content.js'
import { reportsOf } from './reports.js'
import { seriesOf } from './series.js'
import { indexSite } from './site-index.js'
import { searchOf, startOf, unitViewOf } from './start.js'
import { type UnitPages, unitPagesOf } from './unit-pages.js'
import { upperPortalsOf } from './upper-portals.js'
import { watchedOf } from './watched.js'
import { whereaboutsOf } from './where.js'

/** Every artifact is made when a check first asks for it. */
function artifactsOf(pages: UnitPages, job: InspectionJob): Artifacts {
  const columns = once(() => columnsOf(pages, job.at))
  const whereabouts = once(() => whereaboutsOf(pages, columns()))
  const guide = once(() => guideOf(pages, columns()))
  const application = once(() => applicationOf(pages, columns()))
  const reports = once(() => withContent(reportsOf(pages, columns()), pages))
  const links = once(() =>
    linksOf(pages, columns(), whereabouts(), { application: application(), reports: reports() }),
  )
  return madeOnDemand<Artifacts>({
    unit: () => unitViewOf(pages),
    coverage: () => coverageOf(pages, columns(), links()),
    start: () => startOf(pages),
    links,
    voidLinks: () => voidLinksOf(pages, whereabouts()),
    columns: () => columns().all.map((column) => column.view),
    guide,
    catalog: () => catalogOf(pages, columns()),
    reports,
    institution: () => institutionOf(pages, columns(), whereabouts(), guide()),
    documents: () => documentsOf(pages, whereabouts(), job),
    application,
    search: () => searchOf(pages),
    pages: () => pageViewsOf(pages, whereabouts()),
    files: () => filesOf(pages, whereabouts()),
    suspicious: () => ({
      articles: articlesOf(pages, columns(), whereabouts(), job),
      leaders: leadersOf(pages, columns()),
      ...watchedOf(pages, columns(), whereabouts(), job),
    }),
    hiddenLinks: () => hiddenLinksOf(pages, whereabouts()),
    upperPortals: () => upperPortalsOf(pages),
    policies: () => policiesOf(pages, columns(), whereabouts(), job),
    letters: () => lettersOf(pages, columns(), whereabouts(), job),
    series: () => seriesOf(pages, columns(), job),
    quotas: () => quotasOf(columns()),
    consultations: () => consultationsOf(pages, columns(), whereabouts(), job),
    rectifications: () => [],
  })
}

/** Artifacts of every unit that the job inspects, by unit id, in the site's order of units. */
export function assemble(harvest: Harvest, job: InspectionJob): Map<string, Artifacts> {
  const index = indexSite(harvest, job.site)
  return new Map(unitPagesOf(index, job.inspect).map((pages) => [pages.unit.id, artifactsOf(pages, job)]))
}

/** Every route of the server, in one list: what the application serves, the description tells and the tests walk. */
import { DISPUTE_ROUTES } from './api/dispute-routes.js'
import { READ_ROUTES } from './api/read-routes.js'
import { rootRoutes } from './api/root-routes.js'
import { RUN_ROUTES } from './api/run-routes.js'
import { WATCH_ROUTES } from './api/watch-routes.js'
import { CONSOLE_ROUTES } from './console/routes.js'
import type { Route } from './route.js'

const API_ROUTES: readonly Route[] = [...READ_ROUTES, ...RUN_ROUTES, ...DISPUTE_ROUTES, ...WATCH_ROUTES]

/** All of them. */
export const ROUTES: readonly Route[] = [...rootRoutes(API_ROUTES), ...API_ROUTES, ...CONSOLE_ROUTES]

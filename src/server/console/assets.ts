/** Style sheet, script and icon of the console, from memory: nothing is fetched from elsewhere. */
import { CONSOLE_SCRIPT } from '../pages/script.js'
import { CONSOLE_ICON, CONSOLE_STYLE } from '../pages/style.js'
import { OPEN, type Route } from '../route.js'

const asset = (name: string, type: string, text: string): Route => ({
  method: 'GET',
  path: `/assets/${name}`,
  policy: OPEN,
  kind: 'root',
  summary: `Asset ${name}`,
  handle: ({ reply }) => {
    reply.type(type).header('cache-control', 'public, max-age=300')
    return text
  },
})

export const assetRoutes: readonly Route[] = [
  asset('console.css', 'text/css; charset=utf-8', CONSOLE_STYLE),
  asset('console.js', 'text/javascript; charset=utf-8', CONSOLE_SCRIPT),
  asset('icon.svg', 'image/svg+xml', CONSOLE_ICON),
]

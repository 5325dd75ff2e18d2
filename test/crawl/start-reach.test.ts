/** What is said of a start page that only leads on to another. */
import { afterEach, describe, expect, it } from 'vitest'
import { cleanUp, job, run } from './jobs.js'
import { closeServers, type Handler, serve } from './servers.js'

afterEach(async () => {
  cleanUp()
  await closeServers()
})
describe('a start page that only leads on', () => {
  const forward = (to: string): string =>
    `<html><head><meta http-equiv="refresh" content="0;url=${to}"></head><body></body></html>`
  const script = (to: string, when = ''): string =>
    `<html><body><script>${when}location.href="${to}"</script></body></html>`

  it.each<[string, Record<string, string | Handler>, string, string]>([
    ['to a page that is gone', { '/': forward('/site/') }, 'broken', '/site/'],
    ['on, and on again', { '/': forward('/a.html'), '/a.html': script('/b.html') }, 'broken', '/b.html'],
    [
      'to a page that answers',
      { '/': script('/a.html'), '/a.html': '<html><body><p>欢迎</p></body></html>' },
      'ok',
      '/',
    ],
    [
      'those with small screens to a page that is gone',
      { '/': script('/m/', 'if (screen.width < 768) ') },
      'ok',
      '/',
    ],
    ['out of a frame to a page that is gone', { '/': script('/a/', 'if (top != self) top.') }, 'ok', '/'],
    ['some to a page that is gone', { '/': script('/m/', 'isPhone() && ') }, 'ok', '/'],
    [
      'to a wall',
      { '/': forward('/a.html'), '/a.html': (_request, response) => void response.writeHead(403).end() },
      'ok',
      '/',
    ],
  ])('%s', async (_, pages, outcome, at) => {
    const portal = await serve(pages)
    const harvest = await run(job(portal.origin))
    expect([...harvest.starts.values()]).toMatchObject([{ outcome, url: `${portal.origin}${at}` }])
  })
})

/** Documents that an office saved as web pages are documents; error pages in their place are not. */
import { afterEach, expect, it } from 'vitest'
import { cleanUp, job, run } from './jobs.js'
import { closeServers, type Handler, serve } from './servers.js'

afterEach(async () => {
  cleanUp()
  await closeServers()
})

const html = (body: string): string =>
  `<html xmlns="http://www.w3.org/1999/xhtml"><head><title>区教育局</title></head><body>${body}</body></html>`
const file =
  (type: string, body: string): Handler =>
  (_request, response) => {
    response.writeHead(200, { 'content-type': type }).end(body)
  }

it('tells a document saved as a web page from an error page in its place', async () => {
  const table = html('<table><tr><td>学校</td><td>人数</td></tr></table>')
  const word = '<html xmlns:o="urn:schemas-microsoft-com:office:office"><body>方案</body></html>'
  const gone = html('<h1>页面不存在</h1><p>您访问的页面不存在</p>')
  const files: Record<string, Handler> = {
    '/table.xls': file('application/vnd.ms-excel', table),
    '/plan.doc': file('text/html', word),
    '/gone.doc': file('application/msword', gone),
    '/page.doc': file('text/html', table),
    '/page.pdf': file('application/pdf', table),
  }
  const links = Object.keys(files).map((path) => `<a href="${path}">${path}</a>`)
  const portal = await serve({ '/': html(`<p>${'正文。'.repeat(90)}</p>${links.join('')}`), ...files })
  const harvest = await run(job(portal.origin))
  const causes = Object.keys(files).map((path) => harvest.reach(portal.origin + path)?.cause)
  expect(causes).toEqual([null, null, 'html-for-file', 'html-for-file', 'html-for-file'])
})

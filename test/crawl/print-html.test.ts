/** Printing: documents of our own become PDF files, and nothing that they name is ever asked for. */
import { describe, expect, it } from 'vitest'
import { findBrowser } from '../../src/crawl/browser-find.js'
import { printHtml } from '../../src/crawl/print-html.js'
import { startPortal } from './browser-portal.js'

const found = findBrowser(process.env)

describe.runIf(found !== null)('a printed document', () => {
  it('is a PDF each, and loads nothing', async () => {
    const portal = await startPortal({ '/x.png': 'x' })
    try {
      const hostile = `<p>报告</p><img src="${portal.origin}/x.png"><script>fetch('${portal.origin}/x.png')</script>`
      const printed = await printHtml(found?.path ?? '', ['<p>第一份</p>', hostile])
      expect(printed.map((bytes) => bytes.subarray(0, 5).toString())).toEqual(['%PDF-', '%PDF-'])
      expect(portal.hits).toEqual([])
    } finally {
      await portal.close()
    }
  }, 60_000)
})

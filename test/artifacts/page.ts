/** Reads inline HTML the way the crawl hands pages over; encodes text as GBK for pages of older sites. */

import { readPage } from '../../src/artifacts/read-page.js'
import type { PageFacts } from '../../src/model/page.js'

/** Address used where a test names none. */
export const HERE = 'http://xxgk.yunxi.gov.cn/gzdt/'

/** Facts of a UTF-8 page. */
export function read(html: string, url = HERE, status: number | null = 200): PageFacts {
  return readPage({ url, body: Buffer.from(html), contentType: 'text/html; charset=utf-8', status })
}

/** A whole page round a content block, with the frame that real pages have. */
export function framed(
  content: string,
  { title = '工作动态', head = '', crumbs = ['工作动态'] } = {},
): string {
  return `<!DOCTYPE html><html><head><meta charset="utf-8"><title>${title}_云溪区教育局</title>
<meta name="SiteName" content="云溪区教育局">${head}</head><body>
<div class="header"><a href="/">云溪区教育局</a><form action="/search.do" method="get"><input type="text" name="q" placeholder="站内搜索"><input type="submit" value="搜索"></form></div>
<div class="nav"><ul><li><a href="/gzdt/">工作动态</a></li><li><a href="/tzgg/">通知公告</a></li><li><a href="/ysqgk/">依申请公开</a></li></ul></div>
<div class="position">当前位置：<a href="/">首页</a>${crumbs.map((crumb) => ` &gt; <a href="#">${crumb}</a>`).join('')}</div>
<div class="main">${content}</div>
<div class="yqlj"><ul><li><a href="http://www.gov.cn/">中国政府网中华人民共和国中央人民政府</a></li></ul><select><option>相关部门网站链接</option></select></div>
<div class="footer"><p>主办单位：云溪区教育局 网站标识码：3303990012 建站 2003-05-01</p></div></body></html>`
}

const encoder = new Map<string, readonly number[]>()

/** GBK bytes of a text. */
export function toGbk(text: string): Uint8Array {
  if (encoder.size === 0) {
    const decoder = new TextDecoder('gbk')
    for (let high = 0x81; high <= 0xfe; high++) {
      for (let low = 0x40; low <= 0xfe; low++) {
        const char = decoder.decode(Uint8Array.of(high, low))
        if (char.length === 1 && char !== '\ufffd' && !encoder.has(char)) encoder.set(char, [high, low])
      }
    }
  }
  return Uint8Array.from(
    [...text].flatMap((char) => (char < '\x80' ? [char.charCodeAt(0)] : (encoder.get(char) ?? [63]))),
  )
}

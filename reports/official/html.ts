/** An official paper as one HTML file that prints like the paper that it is. */
import { html, type Markup, raw } from '../html/markup.js'
import { beforeSignature } from './docx.js'
import type { Block, Paper } from './paper.js'

const STYLE = `body{font:16pt/28pt "FangSong","FangSong_GB2312","Noto Serif CJK SC","Noto Sans CJK SC",serif;color:#000;margin:0;background:#fff}
main{max-width:180mm;margin:0 auto;padding:12mm 6mm}
h1{font:22pt/32pt "FZXiaoBiaoSong-B05S","Noto Serif CJK SC","Noto Sans CJK SC",serif;font-weight:600;text-align:center;margin:0 0 8mm}
h2{font:16pt/28pt "SimHei","Noto Sans CJK SC",sans-serif;margin:4mm 0 0;text-indent:2em;break-after:avoid}
.number{text-align:center;margin:0 0 8mm}p{margin:0;text-indent:2em}.to{text-indent:0}.note{font-size:10.5pt;line-height:17pt;color:#333;margin-top:3mm}
.signed{text-align:right;text-indent:0;margin-top:3mm}
table{border-collapse:collapse;width:100%;font-size:10.5pt;line-height:15pt;margin:3mm 0;table-layout:fixed}
th,td{border:1px solid #444;padding:1.2mm 1.6mm;text-align:left;vertical-align:top;overflow-wrap:anywhere;white-space:pre-line}th{background:#f2f2f2}
thead{display:table-header-group}tr{break-inside:avoid}figure{margin:4mm 0;break-inside:avoid}figure img{max-width:100%;max-height:150mm;border:1px solid #999}figcaption{font-size:10.5pt;line-height:15pt;overflow-wrap:anywhere}
.page{break-before:page}@page{size:A4;margin:20mm 18mm}@media print{main{padding:0;max-width:none}}`

function blockOf(block: Block): Markup {
  if (block.kind === 'heading') return html`<h2>${block.text}</h2>`
  if (block.kind === 'page') return html`<div class="page"></div>`
  if (block.kind === 'picture')
    return html`<figure><img alt="${block.caption}" src="${raw(`data:image/jpeg;base64,${block.jpeg.toString('base64')}`)}"><figcaption>${block.caption}</figcaption></figure>`
  if (block.kind === 'table')
    return html`<table><colgroup>${block.widths.map((width) => html`<col width="${width}%">`)}</colgroup><thead><tr>${block.heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead><tbody>${block.rows.map((row) => html`<tr>${row.map((cell) => html`<td>${cell}</td>`)}</tr>`)}</tbody></table>`
  const kind = block.kind === 'note' ? 'note' : 'text'
  return html`${block.text.split('\n').map((text) => html`<p class="${kind}">${text}</p>`)}`
}

/** The paper as HTML; nothing is loaded from anywhere. */
export function paperHtml(paper: Paper, language: string): string {
  const before = beforeSignature(paper)
  const annex = paper.blocks.filter((block, n, all) => !before(block, n, all))
  return html`<!DOCTYPE html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'"><title>${paper.title}</title><style>${raw(STYLE)}</style></head>
<body><main><h1>${paper.title}</h1>${paper.number === '' ? '' : html`<p class="number">${paper.number}</p>`}${paper.to === '' ? '' : html`<p class="to">${paper.to}：</p>`}${paper.blocks.filter(before).map(blockOf)}<p class="signed">${paper.from}</p><p class="signed">${paper.day}</p>${annex.map(blockOf)}</main></body></html>
`.text
}

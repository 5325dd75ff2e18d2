/** The report's style sheet: screen, phone and print, no outside asset. */
import { raw } from './markup.js'

export const STYLE = raw(`
:root{--ink:#1c2430;--soft:#5b6676;--line:#dfe4ea;--paper:#fff;--ground:#f3f5f8;--red:#b4232a;--amber:#9a6200;--green:#1b7a45;--blue:#1f5fa8}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--ink);font:15px/1.65 "Noto Sans CJK SC","Source Han Sans SC","PingFang SC","Microsoft YaHei",sans-serif}
main{max-width:1120px;margin:0 auto;padding:24px 20px 60px}
h1{font-size:26px;margin:0 0 4px}h2{font-size:20px;margin:0 0 12px}h3{font-size:16px;margin:20px 0 8px}
.sub{color:var(--soft);margin:0 0 20px}
.card{background:var(--paper);border:1px solid var(--line);border-radius:8px;padding:18px 20px;margin:0 0 18px}
.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(140px,1fr));gap:12px;margin:0 0 18px}
.tile{background:var(--paper);border:1px solid var(--line);border-radius:8px;padding:12px 16px}
.tile b{display:block;font-size:24px;line-height:1.3}.tile span{color:var(--soft);font-size:13px}
table{border-collapse:collapse;width:100%;font-size:14px}
th,td{text-align:left;padding:7px 10px;border-bottom:1px solid var(--line);vertical-align:top}
th{color:var(--soft);font-weight:500;white-space:nowrap}
td.num,th.num{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}
tr:last-child td{border-bottom:0}
a{color:var(--blue);text-decoration:none;overflow-wrap:anywhere}a:hover{text-decoration:underline}
.tag{display:inline-block;padding:0 8px;border-radius:10px;font-size:12px;line-height:20px;white-space:nowrap;background:#eef1f5;color:var(--soft)}
.tag.problem,.tag.unreachable{background:#fbeaea;color:var(--red)}.tag.cannot-tell,.tag.partial,.tag.inconclusive,.tag.pending{background:#fdf3e0;color:var(--amber)}
.tag.inspected,.tag.fixed,.tag.scored{background:#e6f4ec;color:var(--green)}
.finding{border-top:1px solid var(--line);padding:14px 0}
.finding:first-of-type{border-top:0}
.finding .said{font-weight:600;overflow-wrap:anywhere}
.finding dl{display:grid;grid-template-columns:max-content 1fr;gap:2px 12px;margin:6px 0 0;font-size:13.5px}
.finding dt{color:var(--soft)}.finding dd{margin:0;overflow-wrap:anywhere}
.finding figure{margin:10px 0 0}.finding img{max-width:100%;border:1px solid var(--line);border-radius:4px;display:block}
.finding figcaption{font-size:12.5px;color:var(--soft)}
.clause{color:var(--soft);font-size:13px}
.bar{height:8px;border-radius:4px;background:#e9edf2;overflow:hidden;display:flex;min-width:90px}
.bar i{background:var(--green)}.bar em{background:#e7b95e}.bar s{background:var(--red)}
details summary{cursor:pointer;color:var(--blue)}
code{font:12.5px/1.5 ui-monospace,Consolas,monospace;overflow-wrap:anywhere}
footer{color:var(--soft);font-size:13px;margin-top:26px}
@media(max-width:640px){main{padding:16px 12px 40px}.card{padding:14px 12px;overflow-x:auto}th,td{padding:6px 6px}.finding dl{grid-template-columns:1fr}.finding dt{margin-top:4px}.wide{display:none}h1{font-size:21px}}
@media print{body{background:#fff}.card,.tile{border-color:#bbb;break-inside:avoid-page}main{max-width:none;padding:0}a{color:inherit}.finding{break-inside:avoid}details>*{display:block}@page{size:A4;margin:16mm}}
`)

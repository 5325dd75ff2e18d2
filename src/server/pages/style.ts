/** The console's style sheet: screen, phone, keyboard and print, no outside asset, nothing inline. */

/** Sent as /assets/console.css. */
export const CONSOLE_STYLE = `
:root{--ink:#1c2430;--soft:#556070;--line:#dde2e9;--paper:#fff;--ground:#f3f5f8;--red:#b4232a;--amber:#8a5600;--green:#196c3d;--blue:#1a569c;--deep:#17375f}
*{box-sizing:border-box}
html{scroll-padding-top:16px}
body{margin:0;background:var(--ground);color:var(--ink);font:15px/1.65 "Noto Sans CJK SC","Noto Sans SC","Source Han Sans SC","PingFang SC","Microsoft YaHei",sans-serif}
main{max-width:1200px;margin:0 auto;padding:22px 20px 40px;outline:0}
h1{font-size:24px;line-height:1.4;margin:0 0 14px;overflow-wrap:anywhere}h2{font-size:18px;margin:0 0 12px}h3{font-size:15.5px;margin:18px 0 8px}
p{margin:0 0 12px}.sub{color:var(--soft)}small{color:var(--soft);font-size:12.5px}
a{color:var(--blue);text-decoration:none;overflow-wrap:anywhere}a:hover{text-decoration:underline}
p a,li a,td a,dd a{text-decoration:underline;text-decoration-color:#9db8d8;text-underline-offset:3px}
:focus-visible{outline:3px solid #e0962a;outline-offset:2px;border-radius:3px}
.skip{position:absolute;left:-9999px}.skip:focus{left:8px;top:8px;background:#fff;padding:6px 12px;z-index:9}
.unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
header{background:var(--deep);color:#fff}
header .bar{max-width:1200px;margin:0 auto;padding:10px 20px;display:flex;justify-content:space-between;align-items:center;gap:16px;flex-wrap:wrap}
header a{color:#fff}.brand{font-size:18px;font-weight:600;letter-spacing:.02em}
.me{display:flex;align-items:center;gap:14px;font-size:14px}.me form{margin:0}.who small{color:#c6d5e8;margin-left:6px}
nav{max-width:1200px;margin:0 auto;padding:0 12px;display:flex;overflow-x:auto}
nav a{padding:9px 12px;white-space:nowrap;color:#d5e0ee;border-bottom:3px solid transparent;text-decoration:none}
nav a:hover{color:#fff}nav a[aria-current]{color:#fff;border-color:#f0b04f;font-weight:600}
footer{max-width:1200px;margin:0 auto;padding:0 20px 30px;color:var(--soft);font-size:13px}
.card{background:var(--paper);border:1px solid var(--line);border-radius:8px;padding:18px 20px;margin:0 0 18px;min-width:0}
.two{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,420px),1fr));gap:18px}.two>.card{margin:0}.two{margin:0 0 18px}
.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(138px,1fr));gap:12px;margin:0 0 18px}
.tile{background:var(--paper);border:1px solid var(--line);border-radius:8px;padding:12px 16px;color:inherit}
.tile b{display:block;font-size:25px;line-height:1.3;font-variant-numeric:tabular-nums}.tile span{color:var(--soft);font-size:13px}
.scroll{overflow-x:auto;max-width:100%}
table{border-collapse:collapse;width:100%;font-size:14px}
th,td{text-align:left;padding:8px 10px;border-bottom:1px solid var(--line);vertical-align:top;overflow-wrap:anywhere}
th{color:var(--soft);font-weight:500;white-space:nowrap}td.num,th.num{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}
td.day{white-space:nowrap;font-variant-numeric:tabular-nums}time span{white-space:nowrap}
tbody tr:last-child td{border-bottom:0}tbody tr:hover td{background:#f8fafc}
td.long{min-width:220px}
.up{color:var(--green)}.down{color:var(--red)}
.tag{display:inline-block;padding:0 8px;border-radius:10px;font-size:12px;line-height:20px;white-space:nowrap;background:#eaeef3;color:#46505e}
.tag.problem,.tag.unreachable,.tag.overdue,.tag.not-mended,.tag.recurred,.tag.new,.tag.bad{background:#fbe8e8;color:#9d1c23}
.tag.cannot-tell,.tag.partial,.tag.inconclusive,.tag.pending,.tag.open,.tag.replied,.tag.partly,.tag.undecided,.tag.held,.tag.assisted,.tag.working,.tag.stale{background:#fcf0d9;color:#7a4b00}
.tag.inspected,.tag.fixed,.tag.mended,.tag.scored,.tag.complete,.tag.decided,.tag.posted,.tag.good{background:#e1f2e8;color:#14592f}
dl.lines{display:grid;grid-template-columns:max-content minmax(0,1fr);gap:5px 14px;margin:0}dl.lines dt{color:var(--soft)}dl.lines dd{margin:0;overflow-wrap:anywhere}
.notice{border-left:4px solid var(--green);background:#e8f5ed;padding:10px 14px;border-radius:4px}.notice.bad{border-color:var(--red);background:#fceaea}
blockquote{margin:0 0 12px;padding:8px 14px;border-left:4px solid #c3ccd8;background:#f7f9fb;overflow-wrap:anywhere;white-space:pre-wrap}
code{font:12.5px/1.5 ui-monospace,Consolas,monospace;overflow-wrap:anywhere}
form.act{display:grid;gap:12px;max-width:640px}form.row{display:flex;gap:10px;align-items:end;flex-wrap:wrap}form.row label{flex:1 1 180px}form.row button{flex:0 0 auto}
form.inline{display:inline}
label{display:grid;gap:4px;font-size:14px;color:#3c4654}
input,select,textarea{font:inherit;color:inherit;border:1px solid #8b97a6;border-radius:5px;padding:7px 10px;background:#fff;width:100%;min-width:0}
input[type=checkbox],input[type=radio]{width:auto}label.tick{display:flex;gap:8px;align-items:center}
button{font:inherit;border:1px solid var(--blue);background:var(--blue);color:#fff;border-radius:5px;padding:7px 16px;cursor:pointer}
button:hover{filter:brightness(1.08)}button.quiet{background:transparent;border-color:#7f97b5;color:#fff;padding:3px 10px}
button.plain{background:#fff;color:var(--blue)}button.no{background:#fff;color:var(--red);border-color:var(--red)}
.buttons{display:flex;gap:10px;flex-wrap:wrap}kbd{font:12px/1 ui-monospace,Consolas,monospace;border:1px solid currentColor;border-radius:3px;padding:1px 5px;margin-left:4px}
.item{border-top:1px solid var(--line);padding:16px 0}.item:first-of-type{border-top:0;padding-top:4px}
.item.here{box-shadow:-4px 0 0 #e0962a;padding-left:12px}
.item h3{margin:0 0 6px;overflow-wrap:anywhere}
figure{margin:0}figure img{max-width:100%;height:auto;border:1px solid var(--line);border-radius:4px;display:block}figcaption{font-size:12.5px;color:var(--soft);margin-top:4px;overflow-wrap:anywhere}
.pair{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,360px),1fr));gap:16px}
ol.story{list-style:none;margin:0;padding:0 0 0 18px;border-left:2px solid var(--line)}
ol.story li{position:relative;padding:0 0 14px;overflow-wrap:anywhere}ol.story li::before{content:"";position:absolute;left:-24px;top:8px;width:10px;height:10px;border-radius:50%;background:#8fa5c0}
ol.story time{color:var(--soft);font-size:13px;margin-right:8px}
ul.tree{list-style:none;margin:0;padding:0}ul.tree ul{list-style:none;margin:0 0 0 8px;padding:0 0 0 16px;border-left:1px solid var(--line)}ul.tree li{padding:3px 0}
ul.files{margin:0;padding-left:18px}
svg.chart{display:block;width:100%;height:auto;font:12px "Noto Sans CJK SC","Microsoft YaHei",sans-serif}
svg.chart text{fill:#46505e}svg .grid{stroke:#e3e8ee}svg .axis{stroke:#aab4c1}
svg .mark{fill:#2a67ad}svg .line{fill:none;stroke:#2a67ad;stroke-width:2.5}svg .good{fill:#2f8f59}svg .lost{fill:#c6444a}svg .wait{fill:#dfae57}svg .rest{fill:#e9edf2}
svg.share{width:120px;height:10px;border-radius:5px;vertical-align:middle}
.pager{display:flex;gap:14px;margin-top:12px}
.narrow{max-width:400px;margin:6vh auto}
.filters{display:flex;gap:10px;flex-wrap:wrap;align-items:end;margin:0 0 14px}.filters label{flex:1 1 150px;max-width:260px}
ol.steps{list-style:none;display:flex;flex-wrap:wrap;gap:6px;margin:0 0 18px;padding:0}ol.steps li{flex:1 1 90px;text-align:center;padding:7px 8px;border-radius:5px;background:#e6eaf0;color:#46505e;font-size:14px}ol.steps li.past{background:#d5e6f7;color:#174a84}ol.steps li.now{background:var(--deep);color:#fff;font-weight:600}
fieldset{border:1px solid var(--line);border-radius:6px;padding:10px 14px;margin:0;min-width:0}fieldset.ticks{columns:220px;max-height:340px;overflow:auto}legend{font-size:14px;color:#3c4654}
fieldset{display:grid;gap:10px}fieldset.ticks{display:block}.cells{display:flex;gap:10px;flex-wrap:wrap}.cells label{flex:1 1 130px}a.do{display:inline-block;border:1px solid var(--blue);border-radius:5px;padding:4px 14px;text-decoration:none;margin-right:8px}form.whole{max-width:none}textarea.source,pre.source{font:13px/1.55 ui-monospace,Consolas,"Noto Sans Mono CJK SC",monospace;white-space:pre;overflow:auto}pre.source{max-height:70vh;margin:0}input[readonly]{background:#f0f2f5}
table.sheet th:nth-child(5){width:34%}tr.enter td{border-top:0;padding-top:0}form.whole.entry{grid-template-columns:repeat(auto-fit,minmax(min(100%,360px),1fr));align-items:start}form.entry .buttons,form.entry>h2{grid-column:1/-1}form.entry>h2{margin:10px 0 0;padding-top:12px;border-top:1px solid var(--line);font-size:16px}form.entry>h2:first-of-type{border-top:0;margin-top:0;padding-top:0}.paper{margin-right:14px}
progress{width:100%;height:12px}
details summary{cursor:pointer;color:var(--blue)}
@media(max-width:640px){main{padding:14px 12px 30px}.card{padding:14px 12px}h1{font-size:20px}.wide{display:none}dl.lines{grid-template-columns:1fr;gap:0}dl.lines dd{margin-bottom:6px}th,td{padding:7px 6px}.who small{display:none}header .bar{padding:8px 12px}td.long{min-width:150px}button{padding:9px 16px}}
@media print{header,main form,.filters,.pager,.notice,footer,.skip,.buttons,tr.enter,.paper,a.do,.card:has(form):not(:has(table,dl,svg,figure)),details:has(form){display:none!important}body{background:#fff}main{max-width:none;padding:0}.card,.tile{border-color:#bbb}.card{padding:10px 12px}h2,h3{break-after:avoid}tr,figure,svg,.tile,.item{break-inside:avoid}thead{display:table-header-group}td a,p a,dd a,li a,a{color:inherit;text-decoration:none}.scroll{overflow:visible}@page{size:A4;margin:15mm}}
`

/** Sent as /assets/icon.svg. */
export const CONSOLE_ICON =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#17375f"/><circle cx="14" cy="14" r="7" fill="none" stroke="#fff" stroke-width="3"/><path d="M19 19l7 7" stroke="#f0b04f" stroke-width="3.5" stroke-linecap="round"/></svg>'

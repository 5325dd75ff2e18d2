// Opens every office file that this program writes with LibreOffice: spreadsheets keep their types, papers and reports become PDF and pictures to be looked at. Run by: npm run check:long [-- --into DIR]
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { parseArgs } from 'node:util'

const { values } = parseArgs({ options: { into: { type: 'string' } } })
const root = new URL('..', import.meta.url).pathname
const into = values.into ?? mkdtempSync(join(tmpdir(), 'xuncha-check-'))
mkdirSync(into, { recursive: true })
const data = join(into, 'data')
const files = join(into, 'files')
const pages = join(into, 'pages')
mkdirSync(pages, { recursive: true })

for (const tool of ['soffice', 'pdftoppm', 'pdftotext'])
  if (spawnSync('which', [tool]).status !== 0) {
    process.stderr.write(
      `check:long needs ${tool}: apt-get install -y --no-install-recommends libreoffice-calc libreoffice-writer poppler-utils\n`,
    )
    process.exit(1)
  }

/** Runs the program; gives what it printed. */
function xuncha(...args) {
  return execFileSync(process.execPath, [join(root, 'bin/xuncha.js'), ...args, '--data', data], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    maxBuffer: 256 * 1024 * 1024,
  })
}

const failures = []
/** Notes what is not as it ought to be. */
function expectThat(right, what) {
  if (!right) failures.push(what)
}

xuncha('demo')
const { entries } = JSON.parse(xuncha('ledger', 'list', '--json'))
const contested = entries.find((one) => one.state === 'posted')
xuncha('rectify', 'issue', 'edu', '-o', join(into, 'lists'))
xuncha('assessments', 'advance', 'ouhai-2017/2026', '--to', 'approved', '--json')
const official = ['--date', '2026-12-20', '--number', '云政办发〔2026〕12号', '--title', '考核情况通报']
xuncha('assessments', 'publish', 'ouhai-2017/2026', ...official, '--json')
const { id: dispute } = JSON.parse(
  xuncha('dispute', 'open', contested.id, '--statement', '已经更新', '--by', '王', '--json'),
)
xuncha(
  'dispute',
  'decide',
  dispute,
  'cancelled',
  '--code',
  'false-positive',
  '--reason',
  '属误判',
  '--as',
  '李',
  '--json',
)
for (const more of [
  ['--format', 'xlsx,docx'],
  ['--kind', 'notice', '--unit', 'edu', '--format', 'docx'],
  ['--kind', 'urgent', '--format', 'docx'],
  ['--kind', 'circular', '--format', 'docx'],
  ['--kind', 'opinion', '--dispute', dispute, '--format', 'docx'],
  ['--kind', 'leader', '--format', 'docx'],
  ['--kind', 'handover', '--format', 'xlsx'],
])
  xuncha('report', ...more, '-o', files)
xuncha('sheets', 'export', '--unit', 'edu', '-o', join(files, 'sheet.xlsx'))
xuncha('ledger', 'export', '--format', 'xlsx', '-o', join(files, 'ledger.xlsx'))

/** Converts files with LibreOffice, in a profile of its own. */
function convert(names, to, out) {
  execFileSync(
    'soffice',
    [
      `-env:UserInstallation=file://${join(into, 'profile')}`,
      '--headless',
      '--convert-to',
      to,
      '--outdir',
      out,
      ...names,
    ],
    { stdio: ['ignore', 'ignore', 'inherit'], timeout: 600_000 },
  )
}

// A report has the same name as Word file and as spreadsheet: each kind in a folder of its own.
for (const kind of ['docx', 'xlsx']) {
  const office = readdirSync(files).filter((name) => name.endsWith(`.${kind}`))
  const out = join(pages, kind)
  convert(
    office.map((name) => join(files, name)),
    'pdf',
    out,
  )
  for (const name of office) {
    const pdf = join(out, `${basename(name, `.${kind}`)}.pdf`)
    const shown = spawnSync('pdftotext', [pdf, '-'], { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 })
    const text = shown.stdout ?? ''
    expectThat(text.trim().length > 50, `${name}: LibreOffice shows no text`)
    expectThat(!/#(?:NAME|VALUE|REF|DIV)|错误:\d|Err:\d/.test(text), `${name}: a cell is an error`)
    execFileSync('pdftoppm', ['-r', '60', '-png', '-l', '4', pdf, pdf.replace(/\.pdf$/, '')])
  }
}

// Points are numbers to a spreadsheet, and texts are texts: LibreOffice's own CSV tells which, by quoting texts only.
convert([join(files, 'handover.xlsx')], 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,true', pages)
const [head = '', first = ''] = readFileSync(join(pages, 'handover.csv'), 'utf8').split(/\r?\n/)
const column = head.split(',').findIndex((name) => name.replaceAll('"', '') === 'points')
const cells = first.match(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g) ?? []
expectThat(
  /^-?\d+(?:\.\d+)?,?$/.test(cells[column] ?? ''),
  `handover.xlsx: points are no numbers: ${cells[column]}`,
)
expectThat((cells[0] ?? '').startsWith('"e-'), `handover.xlsx: an id is no text: ${cells[0]}`)

process.stdout.write(
  `${readdirSync(pages, { recursive: true }).filter((name) => String(name).endsWith('.png')).length} pages to look at: ${pages}\n`,
)
for (const failure of failures) process.stderr.write(`${failure}\n`)
process.exitCode = failures.length > 0 ? 1 : 0

/** Sentences about tables and spreadsheets that people bring. */
import type { MessageArea } from './catalogue.js'

export const tablesMessages: MessageArea = {
  'tables.not-a-spreadsheet': {
    zh: (facts) =>
      facts.why === 'too-big'
        ? `${facts.file}：表格过大（超过 20 万行、200 列或解压后 200 MB），请拆分后再导入`
        : `${facts.file}：不是完好的 .xlsx 表格（${facts.why}），请用表格软件另存为 .xlsx 或 CSV 后再导入`,
    en: (facts) =>
      facts.why === 'too-big'
        ? `${facts.file}: the spreadsheet is too big (more than 200,000 rows, 200 columns or 200 MB unpacked); split it`
        : `${facts.file}: no intact .xlsx spreadsheet (${facts.why}); save it again as .xlsx or CSV`,
  },
  'tables.old-spreadsheet': {
    zh: '{file}：不能读取旧版 .xls 表格，请另存为 .xlsx 或 CSV 后再导入',
    en: '{file}: the old .xls format cannot be read; save it as .xlsx or CSV',
  },
}

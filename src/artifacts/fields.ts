/** Labelled fields of a document's head and index block: dates, numbers, publisher. */
import { type DateMark, findDates } from './dates.js'
import { remembered } from './remembered.js'
import { JOINT } from './shown-text.js'
import { tidy } from './tree.js'

/** Fields by canonical label. */
export type Fields = ReadonlyMap<string, string>

const SPACED = (word: string): string => [...word].join('[\\s\\u3000]*')

/** Canonical label → the spellings that portals use for it. */
const LABELS: Readonly<Record<string, readonly string[]>> = {
  索引号: ['索引号', '信息索引号', '索引码', '公开索引号', '索取号'],
  主题分类: [
    '主题分类',
    '信息分类',
    '体裁分类',
    '组配分类',
    '服务对象分类',
    '分类',
    '主题词',
    '关键词',
    '服务对象',
  ],
  发布机构: [
    '发布机构',
    '发文机关',
    '发布单位',
    '发文单位',
    '发布机关',
    '制发机关',
    '信息发布机构',
    '公开机构',
    '发布部门',
    '公开责任部门',
    '责任部门',
    '发文机构',
    '公开单位',
    '制发机构',
  ],
  来源: ['信息来源', '文章来源', '稿件来源', '来源单位', '来源'],
  文号: ['发文字号', '发文文号', '文件编号', '文件字号', '公文文号', '文号', '文件号', '发文号'],
  成文日期: ['成文日期', '成文时间'],
  生成日期: ['生成日期', '生成时间', '制作日期', '信息生成日期'],
  形成日期: ['形成日期', '形成时间', '产生日期'],
  发文日期: ['发文日期', '发文时间'],
  印发日期: ['印发日期', '印发时间'],
  发布日期: [
    '发布日期',
    '发布时间',
    '公开日期',
    '公布日期',
    '发表时间',
    '公开时间',
    '公布时间',
    '发稿时间',
    '上传时间',
    '更新时间',
    '更新日期',
    '录入时间',
    '发布于',
    '日期',
    '时间',
  ],
  标题: ['信息名称', '文件名称', '公文标题', '标题', '名称'],
  其他: [
    '有效性',
    '效力状态',
    '有效期',
    '时效性',
    '废止日期',
    '失效日期',
    '生效日期',
    '实施日期',
    '公开方式',
    '公开形式',
    '公开范围',
    '公开时限',
    '公开属性',
    '公开类别',
    '内容概述',
    '信息内容概述',
    '语种',
    '载体类型',
    '浏览次数',
    '点击数',
    '点击量',
    '点击次数',
    '阅读次数',
    '访问量',
    '浏览量',
    '字体',
    '字号',
    '字体大小',
    '责任编辑',
    '编辑',
    '作者',
    '审核',
    '截止日期',
    '截止时间',
    '转办时间',
    '回复时间',
    '来信时间',
    '文件状态',
    '统一登记号',
    '登记号',
    '规范性文件编号',
    '发布人',
    '打印',
    '分享',
  ],
}

const CANON = new Map<string, string>()
for (const [canon, spellings] of Object.entries(LABELS))
  for (const spelling of spellings) CANON.set(spelling, canon)
const ALTERNATIVES = [...CANON.keys()]
  .sort((a, b) => b.length - a.length)
  .map(SPACED)
  .join('|')
/** A label with its colon anywhere in a piece, or a label that is the whole piece. */
const LABELLED = new RegExp(
  `(?:^|[\\s|【\\[（(,，;；])[【\\[]?(${ALTERNATIVES})[\\]】]?[\\s\\u3000]*[:：]`,
  'g',
)
const BARE = new RegExp(`^[【\\[]?(${ALTERNATIVES})[\\]】]?$`)

const squeeze = (label: string): string => label.replace(/[\s\u3000]/g, '')

interface Piece {
  readonly label: string | null
  readonly value: string
}

const BORDER = new RegExp(`[\\n${JOINT}]`)

/** Labels and values of a piece: the pieces of a site's frame stand on every page. */
const partsOf = remembered(5_000, 60, (piece): readonly Piece[] => {
  const bare = BARE.exec(piece)
  if (bare?.[1] !== undefined) return [{ label: squeeze(bare[1]), value: '' }]
  const parts: Piece[] = []
  split(piece, parts)
  return parts
})

/** Splits a text into labels and values in reading order. */
function pieces(text: string): Piece[] {
  const out: Piece[] = []
  for (const raw of joinLabels(text.slice(0, 60_000)).split(BORDER)) {
    const piece = raw.trim()
    if (piece === '') continue
    if (out.length > 3000) break
    out.push(...partsOf(piece))
  }
  return out
}

const BEFORE_COLON = new RegExp(`${JOINT}[ ]?(?=[:：])`, 'g')

/** 索<i></i>引号 and 文</span><span>号: a label broken over elements is put together again. */
function joinLabels(text: string): string {
  return text.replace(BEFORE_COLON, '')
}

function split(piece: string, out: Piece[]): void {
  LABELLED.lastIndex = 0
  let at = 0
  let label: string | null = null
  for (let m = LABELLED.exec(piece); m !== null; m = LABELLED.exec(piece)) {
    const value = piece.slice(at, m.index).trim()
    if (label !== null || value !== '') out.push({ label, value })
    label = squeeze(m[1] ?? '')
    at = m.index + m[0].length
    // The separator that ends one value begins the next label.
    LABELLED.lastIndex = Math.max(at - 0, m.index + 1)
  }
  out.push({ label, value: piece.slice(at).trim() })
}

/** Labelled fields of a text, each by its first occurrence that has a value; an empty field followed by another label stays unset. */
export function readFields(text: string): Fields {
  const list = pieces(text)
  const fields = new Map<string, string>()
  for (let i = 0; i < list.length; i++) {
    const piece = list[i]
    if (piece === undefined || piece.label === null) continue
    const value = piece.value !== '' ? piece.value : valueAfter(list, i)
    for (const key of [CANON.get(piece.label) ?? piece.label, piece.label]) {
      if (value !== '' && !fields.has(key)) fields.set(key, tidy(value, 300))
    }
  }
  return fields
}

/** The value of a label that stands alone: the next pieces up to the next label, at most a date split in parts. */
function valueAfter(list: readonly Piece[], at: number): string {
  const parts: string[] = []
  for (let i = at + 1; i < list.length && parts.length < 6; i++) {
    const next = list[i]
    if (next === undefined || next.label !== null) break
    parts.push(next.value)
    const joined = parts.join('')
    if (parts.length === 1 && !/^\d{1,4}[-/.年月]?$|^[-/.年月]$/.test(next.value)) break
    if (/\d日$|^\d{4}[-/.]\d{1,2}[-/.]\d{1,2}$/.test(joined)) break
  }
  return parts.join('')
}

/** Day of a labelled field; null when the field is absent, empty or no existing day. */
export function fieldDate(fields: Fields, label: string): string | null {
  const value = fields.get(label)
  if (value === undefined) return null
  const first: DateMark | undefined = findDates(value).find((mark) => mark.date !== null)
  return first !== undefined && first.from <= 12 ? first.date : null
}

/** A document number as a number: 无, dashes and labels are none. */
export function documentNumber(fields: Fields): string | null {
  const value = fields.get('文号')?.replace(/\s+/g, '') ?? ''
  if (value === '' || /^(?:无|暂无|没有|[-—–/\\]+|null|无文号|其他|其它)$/i.test(value)) return null
  return value.length <= 60 && /[\d〇一二三四五六七八九十]/.test(value) ? value : null
}

/** An index number as it stands; 无 and dashes are none. */
export function indexNumber(fields: Fields): string | null {
  const value = fields.get('索引号') ?? ''
  return value === '' || value.length > 80 || !/\d/.test(value) ? null : value
}

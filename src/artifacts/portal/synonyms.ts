/** Usual other names of columns: which labels mean the same column. */
import { foldLabel } from '../../model/label.js'

/** Groups of labels for one and the same column, folded. */
const SAME: readonly (readonly string[])[] = [
  ['政府信息公开指南', '信息公开指南', '公开指南', '政务公开指南'],
  [
    '政府信息公开目录',
    '信息公开目录',
    '公开目录',
    '主动公开基本目录',
    '主动公开目录',
    '政务公开目录',
    '政务公开标准目录',
  ],
  ['政府信息公开制度', '信息公开制度', '公开制度', '政务公开制度', '政府信息公开规定', '信息公开规定'],
  [
    '政府信息公开年报',
    '信息公开年报',
    '政府信息公开年度报告',
    '信息公开年度报告',
    '政府信息公开工作年度报告',
    '公开年报',
    '年度报告',
    '政务公开年报',
  ],
  ['依申请公开', '政府信息公开申请', '信息公开申请', '公开申请', '申请公开', '我要申请', '在线申请'],
  ['法定主动公开内容', '主动公开内容', '法定公开内容', '主动公开'],
  ['政策解读', '解读', '文件解读', '政策法规解读', '解读回应'],
  [
    '机构职能',
    '机构概况',
    '机构设置',
    '组织机构',
    '机构信息',
    '部门职能',
    '单位职能',
    '机构简介',
    '职能职责',
    '工作职责',
    '主要职责',
    '部门概况',
    '单位概况',
    '单位简介',
    '机构职责',
    '概况信息',
    '内设机构',
  ],
  [
    '领导信息',
    '领导之窗',
    '领导介绍',
    '领导简介',
    '领导班子',
    '领导分工',
    '领导成员',
    '负责人信息',
    '班子成员',
    '单位领导',
  ],
  [
    '工作动态',
    '政务动态',
    '部门动态',
    '单位动态',
    '动态信息',
    '动态要闻',
    '要闻动态',
    '新闻动态',
    '工作信息',
    '政务要闻',
    '新闻中心',
  ],
  ['通知公告', '公告公示', '公示公告', '公告通知', '公告', '通知', '通告', '通知公示'],
  [
    '政策文件',
    '规范性文件',
    '行政规范性文件',
    '部门文件',
    '政府文件',
    '政策法规',
    '文件',
    '公开文件',
    '本级文件',
    '法规文件',
    '政策文件库',
  ],
  ['重点领域', '重点领域信息公开', '重点领域公开', '重点领域信息', '重点信息公开'],
  ['规划计划', '计划规划', '规划信息', '计划总结', '发展规划', '工作计划', '规划'],
  ['统计信息', '统计数据', '数据发布', '统计公开', '数据公开'],
  [
    '财政预决算',
    '预决算公开',
    '财政预算决算',
    '预算决算',
    '部门预决算',
    '预决算',
    '财政信息',
    '财政资金',
    '财政公开',
    '资金信息',
    '预决算信息',
    '预算决算公开',
    '部门预算决算',
  ],
  ['行政许可', '行政审批', '许可事项', '行政许可公示'],
  ['行政处罚', '处罚信息', '行政处罚公示', '行政执法', '行政处罚和行政强制', '行政处罚行政强制'],
  ['双公示', '行政许可和行政处罚', '行政许可行政处罚', '行政许可和行政处罚等信用信息公示', '信用信息双公示'],
  ['权责清单', '权力清单', '责任清单', '权力清单和责任清单', '权力责任清单'],
  ['政府采购', '采购信息', '招标采购', '集中采购', '招投标', '采购招标', '政府集中采购'],
  [
    '人事信息',
    '招考录用',
    '人事招考',
    '公务员招考',
    '招录信息',
    '人事任免',
    '人员招聘',
    '招聘信息',
    '公开招聘',
    '人事管理',
  ],
  ['应急管理', '应急预案', '突发事件', '应急信息', '预警信息', '突发事件应对'],
  ['意见征集', '征集调查', '民意征集', '征求意见', '网上调查', '意见征求', '民意调查'],
  [
    '建议提案',
    '建议提案办理',
    '人大代表建议和政协提案',
    '提案办理',
    '人大建议政协提案',
    '建议提案办理结果',
    '建议提案答复',
  ],
  ['互动交流', '领导信箱', '局长信箱', '咨询投诉', '在线咨询', '政民互动', '公众参与'],
  ['行政事业性收费', '收费项目', '收费信息', '收费公示', '涉企收费'],
  ['重大项目', '重大建设项目', '重点项目', '项目建设'],
  ['政府公报', '公报'],
]

const GROUP_OF = new Map<string, number>(
  SAME.flatMap((labels, group) => labels.map((label): [string, number] => [foldLabel(label), group])),
)

/** Words round a column's name that do not change which column it is. */
const WRAPPING =
  /^(?:政府信息公开|政务公开|信息公开|本局|本单位|本级|部门|单位|区级|县级|市级|镇级|街道)+|(?:信息公开专栏|信息公开|专栏|栏目|信息|公开|情况|公示)+$/g

function core(label: string): string {
  const bare = label.replace(WRAPPING, '')
  return bare.length >= 2 ? bare : label
}

function sameLabel(wanted: string, shown: string): boolean {
  if (wanted === '' || shown === '') return false
  if (wanted === shown || core(wanted) === core(shown)) return true
  const group = GROUP_OF.get(wanted) ?? GROUP_OF.get(core(wanted))
  const other = GROUP_OF.get(shown) ?? GROUP_OF.get(core(shown))
  if (group !== undefined && group === other) return true
  // 财政预决算公开 stands for 财政预决算: the longer name holds the shorter one whole.
  const [short, long] = wanted.length <= shown.length ? [wanted, shown] : [shown, wanted]
  return (
    short.length >= 3 && long.includes(short) && !/解读|目录|指南|制度|年报/.test(long.replace(short, ''))
  )
}

/** True when a column's name is the required column under its own name, one of the synonyms given, or a usual other name. */
export function columnMatches(
  required: { readonly name: string; readonly synonyms: readonly string[] },
  columnName: string,
): boolean {
  const shown = foldLabel(columnName)
  return [required.name, ...required.synonyms].some((name) => sameLabel(foldLabel(name), shown))
}

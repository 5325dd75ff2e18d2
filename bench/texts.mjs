/** Words of the bench's made-up portal: column names, title patterns, sentences, and the dice that choose among them. */

/** Names of the sixty columns, as county portals have them. */
export const COLUMNS =
  `工作动态 通知公告 政策文件 政策解读 规划计划 统计数据 财政预算 财政决算 行政许可 行政处罚 行政强制 权责清单
重大项目 政府采购 招标投标 人事任免 公务员招考 事业单位招聘 应急预案 预警信息 公共卫生 食品安全 药品监管 安全生产 环境保护
生态修复 空气质量 水质监测 义务教育 学前教育 职业教育 就业创业 社会保险 社会救助 养老服务 医疗保障 公共文化 体育健身
乡村振兴 农业生产 涉农补贴 土地征收 房屋征收 保障住房 城市更新 城市管理 交通运输 公路建设 水利工程 税收优惠 价格收费
营商环境 科技创新 市场监管 质量抽检 消费维权 建议办理 提案办理 民意征集 征集反馈`.split(/\s+/)

/** Pages beside the columns: what every portal has once. */
export const SINGLES = [
  '政府信息公开指南',
  '政府信息公开目录',
  '机构职能',
  '联系我们',
  '网站地图',
  '隐私声明',
]

const VERBS = ['关于印发', '关于做好', '关于开展', '关于公布', '关于组织申报', '关于进一步加强']
const THINGS = [
  '年度重点工作',
  '专项整治行动',
  '示范创建',
  '培训班',
  '项目验收',
  '督查检查',
  '资金使用',
  '名单公示',
]
const SENTENCES = [
  '为贯彻落实上级决策部署，结合我区实际，现将有关事项通知如下，请认真抓好落实。',
  '各镇人民政府、街道办事处，区直各单位要切实加强组织领导，明确责任分工，细化工作举措。',
  '坚持问题导向和目标导向相统一，全面梳理排查，建立台账，限期销号，确保取得实效。',
  '本次活动共收到申报材料若干份，经资格审查、专家评审、集体研究，现将结果予以公示。',
  '对工作推进不力、进度迟缓的，将予以通报，并纳入年度考核；联系电话见本页下方。',
  '要加大宣传力度，通过门户网站、政务新媒体等渠道及时发布信息，主动回应社会关切。',
  '资金实行专款专用、专账核算，任何单位和个人不得截留、挤占、挪用，并接受审计监督。',
  '请于规定时间内将书面材料报送至牵头科室，逾期视为自动放弃，电子版一并发送至指定邮箱。',
]

/** A repeatable source of numbers in [0, 1) (mulberry32). */
export function dice(seed) {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

const pick = (roll, list) => list[Math.floor(roll() * list.length)]

/** Title of the n-th article of a column. */
export function titleOf(column, n) {
  const roll = dice(n * 7919 + 17)
  return `${pick(roll, VERBS)}${column}${pick(roll, THINGS)}的通知（第${n}号）`
}

/** Paragraphs of about so many bytes of UTF-8. */
export function paragraphs(roll, bytes) {
  const parts = []
  for (let length = 0; length < bytes; ) {
    let text = ''
    const sentences = 2 + Math.floor(roll() * 4)
    for (let i = 0; i < sentences; i += 1) text += pick(roll, SENTENCES)
    const paragraph = `<p style="text-indent: 2em;"><span style="font-size: 16pt;">${text}</span></p>\n`
    parts.push(paragraph)
    length += Buffer.byteLength(paragraph)
  }
  return parts.join('')
}

/** ISO date so many days before 2026-11-20. */
export function dayBefore(days) {
  return new Date(Date.UTC(2026, 10, 20) - days * 86_400_000).toISOString().slice(0, 10)
}

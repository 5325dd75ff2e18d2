/** Sentences of official papers: 整改通知单, 紧急通知, 通报, 复核意见书, leader's page, and the hand-over record. */
import type { MessageArea } from './catalogue.js'

const plain = (area: string, words: Readonly<Record<string, readonly [string, string]>>): MessageArea =>
  Object.fromEntries(Object.entries(words).map(([key, [zh, en]]) => [`paper.${area}${key}`, { zh, en }]))

const OPTIONS: MessageArea = {
  'cli.option.report-kind': {
    zh: '种类：检查报告、整改通知单、紧急通知、通报、复核意见书、领导参阅、计分移交',
    en: 'what to write: the report of a run, an official paper, or the hand-over record',
  },
  'cli.option.report-publication': {
    zh: '通报编号（默认最近一次）',
    en: 'publication (default: the latest)',
  },
  'cli.option.report-dispute': { zh: '申诉编号', en: 'dispute' },
  'cli.option.report-rubric': { zh: '评分细则', en: 'rubric' },
  'cli.option.report-due': { zh: '整改期限（日期）', en: 'day by which an answer is due' },
  'cli.option.report-template': {
    zh: () => '本单位的 Word 模板，含占位符如 {{标题}} {{单位}} {{问题清单}} {{正文}} {{落款}}',
    en: () => 'your own Word template with placeholders like {{title}} {{to}} {{problems}} {{body}} {{from}}',
  },
  'cli.option.report-mapping': {
    zh: '对照表（YAML）：单位、指标、问题类型在对接系统中的编码及字段名称',
    en: 'mapping file (YAML): the other system’s codes and names of fields',
  },
}

export const paperMessages: MessageArea = {
  ...OPTIONS,
  ...plain('', {
    problems: ['一、问题清单', 'Problems'],
    pictures: ['附件：问题页面截图', 'Annex: pictures'],
    clause: ['{indicator} {clause}（{points}，{state}）', '{indicator} {clause} ({points}, {state})'],
    picture: [
      '图 {n}　{sentence}\n{url}　{at} 截取，红框为制作本文时标注，原图未改动',
      'Picture {n}: {sentence}\n{url}, taken {at}; the red frame was drawn for this paper, the original is unchanged',
    ],
    'picture-whole': [
      '图 {n}　{sentence}\n{url}　{at} 截取，原图未改动',
      'Picture {n}: {sentence}\n{url}, taken {at}; the original is unchanged',
    ],
    'never-inspected': ['该单位尚未检查。', 'This unit has not been inspected yet.'],
    coverage: [
      '检查范围：{at} 检查，结果为“{status}”，访问页面 {pages} 个、链接 {links} 个；待核实链接 {unverified} 个、未访问页面 {missed} 个、未全部覆盖的检查项 {partly} 项不作评价，不扣分。',
      'Extent: inspected {at}, result “{status}”, {pages} pages and {links} links; {unverified} unverified links, {missed} pages not visited and {partly} checks that did not see everything are not judged and cost nothing.',
    ],
    'not-assessed': ['未考核', 'not assessed'],
    'no-group': ['未分组', 'No group'],
    office: ['政务公开办公室', 'Open-information office'],
  }),
  ...plain('head.', {
    no: ['序号／编号', 'No.'],
    problem: ['问题及路径', 'Problem and path'],
    clause: ['扣分条款', 'Clause'],
    page: ['网址', 'Address'],
    seen: ['发现时间', 'Seen'],
    due: ['整改期限', 'Due'],
    rank: ['名次', 'Rank'],
    unit: ['单位', 'Unit'],
    score: ['得分', 'Score'],
    assessed: ['已评分值', 'Assessed'],
    pending: ['待评', 'Pending'],
    grade: ['等次', 'Grade'],
    change: ['变化', 'Change'],
    reason: ['理由', 'Reason'],
    indicator: ['考核指标', 'Indicator'],
    units: ['失分单位数', 'Units'],
    lost: ['合计失分', 'Points lost'],
    item: ['事项', 'Item'],
    content: ['内容', 'Content'],
  }),
  ...plain('notice.', {
    title: ['政务公开问题整改通知单', 'Notice: problems to be mended'],
    opening: [
      '经网上巡查，发现你单位政府信息公开方面存在以下 {count} 个问题，现予通知。',
      'The inspection of your open information found the following {count} problem(s).',
    ],
    demands: ['二、整改要求', 'What is asked'],
    ask: ['请逐项整改，并书面反馈整改情况。', 'Please mend each of them and report in writing.'],
    'ask-until': [
      '请于 {due} 前逐项整改完毕，并书面反馈整改情况。',
      'Please mend each of them by {due} and report in writing.',
    ],
    dispute: [
      '对认定结果有异议的，可在规定期限内提出申诉并附佐证材料。',
      'What you contest may be disputed in time, with supporting material.',
    ],
  }),
  ...plain('urgent.', {
    title: ['政务公开紧急问题通知', 'Urgent notice'],
    opening: [
      '经网上巡查，发现你单位网站存在 {count} 个需立即处理的问题，请收到本通知后马上处置。',
      'The inspection found {count} problem(s) on your site that must be dealt with at once.',
    ],
    ask: [
      '请立即下线或更正有关内容，排查同类问题，并及时反馈处置结果。',
      'Please take down or correct the content now, look for the same elsewhere, and report.',
    ],
    alone: [
      '本通知只发你单位。其中标为“疑似”的，请一并核查。',
      'This notice goes to your unit only. Please look into what is marked as a candidate, too.',
    ],
  }),
  ...plain('circular.', {
    title: [
      '关于{title}{period}年度政务公开考核情况的通报',
      'Circular on the assessment of open information {period} {title}',
    ],
    to: ['各有关单位', 'To all units concerned'],
    opening: [
      '现将 {period} 年度（{buckets}）{units} 个单位政务公开考核情况通报如下。',
      'Results of the assessment {period} ({buckets}) of {units} units.',
    ],
    average: ['（平均 {average} 分）', ' (average {average})'],
    lost: ['主要失分项', 'Where points were lost'],
    changes: ['上次通报后的变更', 'Changes since the circular before'],
    coverage: [
      '说明：未考核单位 {never}；尚有待评分值的单位 {pending} 个，待评部分不计入得分。数据截至计分台账第 {seq} 行（{hash}），通报后不再变动。',
      'Units not assessed: {never}; units with pending marks: {pending}, which count nowhere. Ledger up to row {seq} ({hash}); frozen.',
    ],
  }),
  ...plain('opinion.', {
    title: ['政务公开考核申诉复核意见书', 'Decision on a dispute'],
    opening: ['你单位提出的申诉已经复核，意见如下。', 'Your dispute was examined, with this result.'],
    dispute: ['申诉编号', 'Dispute'],
    problem: ['涉及问题', 'Problem'],
    statement: ['申诉理由', 'Statement'],
    files: ['佐证材料', 'Files'],
    opened: ['提出时间', 'Opened'],
    outcome: ['复核结论', 'Outcome'],
    reason: ['理由', 'Reason'],
    points: ['变更后分值', 'Points after amending'],
    'closing.maintained': ['维持原扣分。', 'The deduction stands.'],
    'closing.amended': ['原扣分按上述结论变更。', 'The deduction is amended as said.'],
    'closing.cancelled': [
      '原扣分予以撤销，已扣分值退回。',
      'The deduction is cancelled and its points are given back.',
    ],
  }),
  ...plain('leader.', {
    title: ['{period}年政务公开考核情况参阅', 'Open information {period} at a glance'],
    summary: [
      '考核单位 {units} 个；未整改问题 {open} 个，已整改 {fixed} 个，整改率 {rate}，逾期 {late} 个。问题较多的方面：{kinds}。',
      '{units} units; {open} open problems, {fixed} mended ({rate}), {late} overdue. Most of them: {kinds}.',
    ],
    ranks: ['得分与名次', 'Scores and ranks'],
    top: ['突出问题', 'Gravest problems'],
    coverage: [
      '说明：得分只计已评部分，待评和待核实的不计；最近一次未能完整检查的单位 {unseen}，其得分仅供参考。',
      'Scores cover what was assessed; units that the last inspection could not judge in full: {unseen}.',
    ],
  }),
  ...plain('', {
    'nothing-urgent': ['没有需要紧急通知的问题', 'Nothing is urgent'],
    'nothing-to-mend': ['没有已确认的问题需要通知', 'No confirmed problem to notify'],
    'needs-dispute': ['请用 --dispute 指明申诉编号', 'Name the dispute with --dispute'],
    'not-decided': ['申诉 {id} 尚未作出复核决定', 'Dispute {id} is not decided yet'],
    'no-publication': [
      '还没有通报过；先用 assessments publish 通报',
      'Nothing is published yet: assessments publish does it',
    ],
    'no-scores': ['还没有考核得分', 'There are no scores yet'],
    handover: ['计分移交', 'Hand-over'],
    unmapped: [
      '对照表 {path} 中缺少 {count} 项编码：{names}（补全，或写 unmapped: keep 原样移交）',
      'The mapping {path} lacks {count} code(s): {names} (add them, or write unmapped: keep)',
    ],
    'bad-template': [
      '{path} 不是可用的 Word 模板（.docx）：{detail}',
      '{path} is no Word template (.docx): {detail}',
    ],
    'no-placeholder': [
      '模板 {path} 中没有占位符，可用的有：{known}',
      'The template {path} has no placeholder; there are: {known}',
    ],
    'unknown-placeholder': [
      '模板 {path} 中的占位符“{found}”不认识，可用的有：{known}',
      'The template {path} has the unknown placeholder “{found}”; there are: {known}',
    ],
  }),
}

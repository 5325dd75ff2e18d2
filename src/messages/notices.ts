/** Sentences of notices and of the assessment calendar. */
import type { MessageArea, MessageFacts } from './catalogue.js'

const whom = ({ subjects }: MessageFacts): string => String(subjects ?? '')

export const noticesMessages: MessageArea = {
  'agenda.problem-list': { zh: '下发每月问题清单', en: 'monthly problem lists' },
  'agenda.bucket-end': { zh: '期末，初评转入反馈', en: 'end of the period, to go into feedback' },
  'agenda.feedback': { zh: '单位反馈截止', en: 'answers of the units' },
  'agenda.rectification': { zh: '整改期限', en: 'rectification' },
  'agenda.dispute': { zh: '答复申诉', en: 'decision of disputes' },
  'notice.run-failed': {
    zh: '检查批次 {run} 出错中断：{detail}。已记录的结果保留，可以接着检查',
    en: 'run {run} broke off: {detail}. What was recorded stays, and it can be taken up again',
  },
  'notice.run-held': {
    zh: '检查批次 {run} 结果异常，新的扣分已暂缓入账，请人工核对后再入账',
    en: 'run {run} is held: its new entries wait for somebody to look at them',
  },
  'notice.run-void': {
    zh: '检查批次 {run} 没有一个单位得到有效结果，多为本机网络不通',
    en: 'run {run} is void: no unit could be looked at, most likely for want of a network',
  },
  'notice.feed-stuck': {
    zh: '计分流水推不到接收方“{receiver}”，还有 {waiting} 条待推送：{detail}',
    en: 'the feed cannot be delivered to {receiver}; {waiting} records wait: {detail}',
  },
  'notice.backup-failed': { zh: '定时备份失败：{detail}', en: 'the scheduled backup failed: {detail}' },
  'notice.task-failed': {
    zh: '定时任务“{task}”失败：{detail}。稍后自动重试',
    en: 'the scheduled task “{task}” failed: {detail}. It is tried again',
  },
  'notice.deadline-soon': {
    zh: (facts) => `${facts.due} 到期：${facts.what}（${facts.count} 项：${whom(facts)}）`,
    en: (facts) => `due on ${facts.due}: ${facts.what} (${facts.count}: ${whom(facts)})`,
  },
  'notice.deadline-late': {
    zh: (facts) => `已逾期（${facts.due} 到期）：${facts.what}（${facts.count} 项：${whom(facts)}）`,
    en: (facts) => `overdue since ${facts.due}: ${facts.what} (${facts.count}: ${whom(facts)})`,
  },
  'notice.test': { zh: '这是一条测试通知', en: 'this is a test' },
  'notice.subject': {
    zh: ({ count, first }) => `【巡查】${Number(count) > 1 ? `${count} 条通知：` : ''}${first}`,
    en: ({ count, first }) => `[Xuncha] ${Number(count) > 1 ? `${count} notices: ` : ''}${first}`,
  },
  'notice.tried': { zh: '{way}：{outcome}', en: '{way}: {outcome}' },
  'notice.sent': { zh: '已送达', en: 'taken' },
  'notice.no-ways': {
    zh: '没有设置通知方式。请在工作文件 defaults.notify 中写明 webhooks 或 mail',
    en: 'no way of notification is set; name webhooks or mail under defaults.notify of the workspace file',
  },
  'notice.no-secret': {
    zh: '取不到密钥 {ref}：{why}',
    en: 'the secret {ref} cannot be had: {why}',
  },
}

/** Sentences of the server: what it refuses, and what starting it says. */
import type { MessageArea } from './catalogue.js'

export const serverMessages: MessageArea = {
  'cli.command.serve': {
    zh: '启动控制台、接口、定时检查和推送',
    en: 'start the console, the HTTP API, the schedule and the push feed',
  },
  'cli.command.serve.token-group': { zh: '接口令牌：新建、列出、停用', en: 'API tokens' },
  'cli.command.serve.receiver-group': {
    zh: '推送接收方：登记、列出、取消、重新推送',
    en: 'receivers of the push feed',
  },
  'cli.command.serve.token': { zh: '新建接口令牌（只显示一次）', en: 'make an API token (shown once)' },
  'cli.command.serve.tokens': { zh: '列出接口令牌', en: 'list API tokens' },
  'cli.command.serve.revoke': { zh: '停用接口令牌', en: 'revoke an API token' },
  'cli.command.serve.receiver': {
    zh: '登记推送接收方，显示其验签密钥（只显示一次）',
    en: 'register a receiver of the push feed and show its secret (once)',
  },
  'cli.command.serve.receivers': { zh: '列出推送接收方和进度', en: 'list receivers and how far they are' },
  'cli.command.serve.receiver-remove': { zh: '取消推送接收方', en: 'remove a receiver' },
  'cli.command.serve.replay': {
    zh: '从某个序号起重新推送',
    en: 'push again to a receiver from a sequence number on',
  },
  'cli.command.serve.notify': {
    zh: '按 defaults.notify 的每种方式发一条测试通知',
    en: 'send a test notice by every way of defaults.notify',
  },
  'cli.command.inspect-jobs': {
    zh: '（内部使用）从标准输入取检查任务，逐个执行',
    en: '(internal) takes inspection jobs from stdin, one a line',
  },
  'cli.option.port': { zh: '端口，默认 8080', en: 'port, 8080 unless said' },
  'cli.option.host': { zh: '监听地址，默认 127.0.0.1', en: 'address to listen on, 127.0.0.1 unless said' },
  'cli.option.create-admin': {
    zh: '新建管理员并显示一次性设置密码的链接，然后退出',
    en: 'add an administrator, show a one-time link for setting the password, and end',
  },
  'cli.option.no-schedule': { zh: '不做定时检查', en: 'run no scheduled inspections' },
  'cli.option.feed-folder': {
    zh: '同时把计分流水写成 JSON Lines 和 CSV 文件，放在这个文件夹',
    en: 'also write the feed as JSON Lines and CSV files into this folder',
  },
  'cli.option.backup-folder': {
    zh: '每天把台账备份到这个文件夹',
    en: 'copy the database into this folder every day',
  },
  'cli.option.backup-keep': {
    zh: '保留最近多少份备份，默认 14',
    en: 'how many daily copies are kept, 14 unless said',
  },
  'server.backup-failed': { zh: '备份没有成功：{detail}', en: 'the backup did not succeed: {detail}' },
  'server.report-failed': { zh: '没有生成：{detail}', en: 'it was not written: {detail}' },
  'server.form-too-large': {
    zh: '一次提交的文件太大，合计不能超过 {most} MB，请分几次提交',
    en: 'too much at once: files of one form may have {most} MB together',
  },
  'server.reports-busy': {
    zh: '排队生成的报告太多，请过几分钟再试',
    en: 'too many reports are being written; try again in some minutes',
  },
  'cli.option.scope': { zh: '权限，可重复', en: 'a scope, repeatable' },
  'cli.option.token-unit': { zh: '只限这个单位', en: 'this unit only' },
  'cli.option.days': { zh: '有效天数', en: 'days until it expires' },
  'cli.option.after-seq': { zh: '从这个序号之后', en: 'after this sequence number' },
  'server.listening': { zh: '已启动：{url}', en: 'listening on {url}' },
  'server.no-admin': {
    zh: '还没有管理员。请先运行：xuncha serve --create-admin 姓名',
    en: 'there is no administrator yet; run: xuncha serve --create-admin NAME',
  },
  'server.admin-link': {
    zh: '管理员“{name}”已建立。三天内打开下面的链接设置密码，只能用一次：',
    en: 'administrator “{name}” was added. Open this link within three days to set the password; it works once:',
  },
  'server.bad-port': {
    zh: '{option} 应为 0 到 65535 的端口号，写的是“{found}”',
    en: '{option} takes a port from 0 to 65535, found "{found}"',
  },
  'server.port-taken': {
    zh: '端口 {port} 用不了：{detail}。请换一个端口（--port）',
    en: 'port {port} cannot be used: {detail}; choose another one (--port)',
  },
  'server.sign-in-first': {
    zh: '请先登录，或带上有效的接口令牌',
    en: 'sign in first, or send a valid bearer token',
  },
  'server.not-yours': { zh: '没有这项权限', en: 'you may not do this' },
  'server.foreign-form': { zh: '请求来自其他网站，已拒绝', en: 'the request comes from another site' },
  'server.form-expired': {
    zh: '页面已过期，请刷新后重新提交',
    en: 'the form has expired; reload the page and send it again',
  },
  'server.invalid': { zh: '内容有误：{detail}', en: 'invalid: {detail}' },
  'server.bad-request': { zh: '请求有误：{detail}', en: 'bad request: {detail}' },
  'server.bug': {
    zh: '程序出错，已写入日志，请联系管理员',
    en: 'a bug of this program; it is in the log, please tell the administrator',
  },
  'server.too-many': { zh: '请求太频繁，请一分钟后再试', en: 'too many requests; try again in a minute' },
  'server.no-such-page': { zh: '没有这个地址：{path}', en: 'there is no such address: {path}' },
  'server.wrong-method': {
    zh: '{path} 不能用 {method} 访问，应为 {methods}',
    en: '{path} cannot be asked with {method}, expected {methods}',
  },
  'server.unknown-thing': { zh: '没有 {id}', en: 'there is no {id}' },
  'server.bad-cursor': { zh: '翻页标记无效', en: 'the cursor is not one of ours' },
  'server.account-name': {
    zh: '用户名“{name}”不能用：1～64 个字，以字母、汉字或数字开头',
    en: 'the name “{name}” cannot be used: 1 to 64 letters, digits, dots or dashes, beginning with a letter or digit',
  },
  'server.account-taken': { zh: '用户“{name}”已存在', en: 'there is a user “{name}” already' },
  'server.account-unknown': { zh: '没有用户“{name}”', en: 'there is no user “{name}”' },
  'server.account-unit': {
    zh: '角色 {role}：被考核单位的用户必须指明单位，其他用户不能指明单位',
    en: 'role {role}: a unit’s user names the unit, no other user does',
  },
  'server.last-administrator': {
    zh: '“{name}”是最后一个管理员，不能停用',
    en: '“{name}” is the last administrator and cannot be shut out',
  },
  'server.token-name': { zh: '令牌名“{name}”不能用', en: 'the token name “{name}” cannot be used' },
  'server.token-taken': { zh: '已有名为“{name}”的令牌', en: 'there is a token “{name}” already' },
  'server.token-unknown': { zh: '没有令牌“{name}”', en: 'there is no token “{name}”' },
  'server.unknown-scope': {
    zh: '没有权限“{found}”，可用：{known}',
    en: 'no scope “{found}”; known: {known}',
  },
  'server.token-made': {
    zh: '令牌“{name}”只显示这一次：{secret}',
    en: 'token “{name}”, shown only now: {secret}',
  },
  'server.unknown-receiver': { zh: '没有接收方“{name}”', en: 'there is no receiver “{name}”' },
  'server.receiver-url': {
    zh: '接收方地址“{url}”无效，须为 http 或 https',
    en: 'the receiver’s address “{url}” is not an http or https address',
  },
  'server.receiver-taken': { zh: '已有接收方“{name}”', en: 'there is a receiver “{name}” already' },
  'server.receiver-removed': { zh: '已取消推送接收方“{name}”', en: 'receiver “{name}” removed' },
  'server.receiver-replayed': {
    zh: '将从序号 {seq} 之后向“{name}”重新推送',
    en: 'what comes after sequence number {seq} will be pushed to “{name}” again',
  },
  'server.receiver-made': {
    zh: '接收方“{name}”的验签密钥只显示这一次：{secret}',
    en: 'secret of receiver “{name}”, shown only now: {secret}',
  },
  'server.scheduler-running': {
    zh: '另一个进程（{holder}）正在对同一数据目录做定时检查。请先停止它，或用 --no-schedule 启动',
    en: 'another process ({holder}) runs the schedule of this database; stop it first, or start with --no-schedule',
  },
  'server.child-failed': {
    zh: '检查进程异常退出：{detail}',
    en: 'the inspecting process ended unexpectedly: {detail}',
  },
  'server.wrong-password': {
    zh: '用户名或密码不对',
    en: 'wrong name or password',
  },
  'server.locked': {
    zh: '连续输错，账号已锁定，请 15 分钟后再试',
    en: 'too many wrong passwords: the account is locked for a quarter of an hour',
  },
  'server.weak-password': {
    zh: '密码至少 10 个字符，不能只是几个字符的重复',
    en: 'a password has at least ten characters, and more than three different ones',
  },
  'server.invitation-gone': {
    zh: '链接已用过或已过期，请让管理员重新发一个',
    en: 'the link was used or has expired; ask the administrator for a new one',
  },
  'server.dispute-not-yours': {
    zh: '条目 {entry} 不是本单位的',
    en: 'entry {entry} is not your unit’s',
  },
}

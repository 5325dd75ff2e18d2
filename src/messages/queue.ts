/** Sentences of the shared queue: what coordinator and workers say and refuse. */
import type { MessageArea } from './catalogue.js'

export const queueMessages: MessageArea = {
  'cli.command.worker': {
    zh: '从共享队列领取检查任务，逐个执行并交回结果',
    en: 'take inspections from the shared queue and hand back their results',
  },
  'cli.option.redis': {
    zh: '共享队列所在的 Redis，如 redis://主机:6379',
    en: 'Redis of the shared queue, for example redis://host:6379',
  },
  'cli.option.worker-slots': { zh: '同时检查几个站点，默认 4', en: 'sites at once, 4 unless said' },
  'cli.option.vantage': {
    zh: '本机从哪里看（监测点名称），写入取证材料；默认 local',
    en: 'where this machine looks from: the name stands in the evidence; local unless said',
  },
  'cli.option.lease': {
    zh: '失联多少秒后，手上的站点由别的执行机接手；默认 30',
    en: 'seconds of silence after which another worker takes over; 30 unless said',
  },
  'cli.option.grace': {
    zh: '收到停止信号后，手上的站点最多再做多少秒，做不完的交回；默认 20',
    en: 'seconds that sites in hand may take to finish when stopped; the rest is handed back; 20 unless said',
  },
  'cli.option.store': {
    zh: '取证材料另存的地方：s3://存储桶/前缀，或各机共用的文件夹；记入数据目录，以后沿用',
    en: 'where evidence goes beside the data directory: s3://bucket/prefix or a folder that all machines see; remembered by the data directory',
  },
  'evidence.vantage': { zh: '监测点 {vantage}', en: 'seen from {vantage}' },
  'evidence.bad-store': {
    zh: '“{found}”不是可用的存放地点，应为 s3://存储桶/前缀 或一个文件夹',
    en: '“{found}” is no store; expected s3://bucket/prefix or a folder',
  },
  'evidence.store-keys': {
    zh: '要用 {store}，请先设置环境变量 AWS_ENDPOINT_URL_S3（如 https://主机:9000）、AWS_ACCESS_KEY_ID、AWS_SECRET_ACCESS_KEY',
    en: '{store} needs AWS_ENDPOINT_URL_S3 (for example https://host:9000), AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY in the environment',
  },
  'evidence.store-failed': {
    zh: '{store} 存取失败：{detail}。材料留在本机，恢复后自动补传',
    en: '{store} failed: {detail}; files stay on this machine and are sent once it works again',
  },
  'evidence.store-altered': {
    zh: '{store} 存下的内容与送出的不一致（{key}），已弃用；材料留在本机，请检查存储服务',
    en: '{store} kept other bytes than it was sent ({key}); they were thrown away and the file stays on this machine; look into the store',
  },
  'queue.no-url': {
    zh: '没有指定共享队列。请加上 --redis redis://主机:6379',
    en: 'no shared queue was named; add --redis redis://host:6379',
  },
  'queue.bad-url': {
    zh: '“{found}”不是 Redis 地址，应为 redis://主机:端口 或 rediss://主机:端口',
    en: '“{found}” is no URL of Redis; expected redis://host:port or rediss://host:port',
  },
  'queue.unreachable': {
    zh: '连不上共享队列 {url}：{detail}。请确认 Redis 已启动、地址和密码无误',
    en: 'the shared queue {url} cannot be reached: {detail}; see that Redis runs there and that the password is right',
  },
  'queue.unreadable': {
    zh: '共享队列里有一条读不懂的消息，已弃用',
    en: 'a message in the shared queue cannot be read and was thrown away',
  },
  'queue.forged': {
    zh: '共享队列里有一条签名不符的消息（密钥 {by}），已弃用',
    en: 'a message in the shared queue is not signed by its key {by} and was thrown away',
  },
  'queue.stranger': {
    zh: '共享队列里有一条消息用的不是本单位的队列口令，已弃用。各台机器的 XUNCHA_QUEUE_SECRET 必须相同',
    en: 'a message in the shared queue was not written under this queue’s secret and was thrown away; XUNCHA_QUEUE_SECRET must be the same on all machines',
  },
  'queue.misfit': {
    zh: '交回的结果与所派任务不符（{by}），已弃用',
    en: 'a delivery does not fit its order ({by}) and was thrown away',
  },
  'queue.files-lost': {
    zh: '交回的结果缺 {count} 个取证文件（密钥 {by}），将重新检查该站点',
    en: 'a delivery by {by} lacks {count} files of its evidence; the site is inspected again',
  },
  'queue.skew': {
    zh: '版本不一致：本机是 {own}，调度端是 {theirs}。请先升级到同一版本再启动执行机',
    en: 'versions differ: this worker is {own}, the coordinator is {theirs}; bring both to one version, then start the worker',
  },
  'queue.clock': {
    zh: '本机时钟与共享队列所在机器相差 {seconds} 秒，巡查时间会记错。请先校准两边的时钟（NTP）再启动',
    en: 'this machine’s clock is {seconds} s off that of the shared queue, and times of observation would be wrong; set both by NTP, then start again',
  },
  'queue.set-aside': {
    zh: '站点“{site}”多次检查失败，本次搁置，所属单位记为无法判定：{reason}',
    en: '“{site}” was set aside after its tries, and its units are inconclusive: {reason}',
  },
  'queue.working': {
    zh: '执行机已就绪：队列 {url}，同时检查 {slots} 个站点，监测点 {vantage}（{host}）',
    en: 'worker ready: queue {url}, {slots} sites at once, looking from {vantage} ({host})',
  },
  'queue.draining': {
    zh: '正在停止：不再领取任务，手上的站点 {seconds} 秒内做不完的交回队列',
    en: 'stopping: nothing more is taken; what is not finished within {seconds} s is handed back',
  },
  'queue.no-workers': {
    zh: '队列里还没有执行机，任务先排着。请在任一台机器上运行 xuncha worker --redis 地址',
    en: 'there is no worker yet, the orders wait; run xuncha worker --redis URL on any machine',
  },
  'queue.other-workers': {
    zh: '有执行机的版本是 {theirs}，与本机 {own} 不一致，领不到任务；请升级',
    en: 'some workers are {theirs} and get no orders of {own}; bring them to one version',
  },
  'queue.no-secret': {
    zh: '没有设置 XUNCHA_QUEUE_SECRET：凡能访问 {url} 的机器都会被当作自己的执行机',
    en: 'XUNCHA_QUEUE_SECRET is not set: every machine that reaches {url} is taken for a worker of ours',
  },
}

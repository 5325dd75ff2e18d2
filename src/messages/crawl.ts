/** Sentences of the crawl area. */
import type { MessageArea } from './catalogue.js'

export const crawlMessages: MessageArea = {
  'crawl.site-busy': {
    zh: '站点“{site}”正由另一个进程（进程号 {pid}）检查，状态目录 {folder}；请等它结束后再试，或用 --data 换一个目录',
    en: 'the site "{site}" is being inspected by another process (pid {pid}), its state is in {folder}; wait until it has finished, or choose another directory with --data',
  },
  'crawl.allow-private': {
    zh: 'allowPrivate 中的“{entry}”写法不对：应为 地址或网段[:端口[-端口]]，例如 127.0.0.1:8100-8199、10.0.0.0/8、[fd00::/8]:80',
    en: 'allowPrivate: "{entry}" is not an address or CIDR range with an optional port or port range, such as 127.0.0.1:8100-8199, 10.0.0.0/8 or [fd00::/8]:80',
  },
}

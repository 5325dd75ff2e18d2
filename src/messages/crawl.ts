/** Sentences of the crawl area. */
import type { MessageArea } from './catalogue.js'

export const crawlMessages: MessageArea = {
  'crawl.allow-private': {
    zh: 'allowPrivate 中的“{entry}”写法不对：应为 地址或网段[:端口[-端口]]，例如 127.0.0.1:8100-8199、10.0.0.0/8、[fd00::/8]:80',
    en: 'allowPrivate: "{entry}" is not an address or CIDR range with an optional port or port range, such as 127.0.0.1:8100-8199, 10.0.0.0/8 or [fd00::/8]:80',
  },
}

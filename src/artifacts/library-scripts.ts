/** Scripts that bring nothing of a portal's own: libraries, counters, sharing, players, accessibility, told by their addresses. */

const LIBRARIES =
  'jquery|zepto|swiper|superslide|bootstrap|respond|html5|modernizr|polyfill|analytics|hm\\.baidu|baidu\\.com|cnzz|tongji|stat\\b|count|visit|hits|jiucuo|conac|share|bdimg|barrierfree|accessib|wza|lazyload|qrcode|print|player|weather|tianqi'

/** Matches the address of such a script. @param also what else is one to whoever asks, as alternatives of a pattern */
export function libraryScripts(also: string): RegExp {
  return new RegExp(`${LIBRARIES}|${also}`, 'i')
}

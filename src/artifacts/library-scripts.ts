/** Scripts that bring nothing of a portal's own: libraries, counters, sharing, players, accessibility, told by their addresses. */

const LIBRARIES =
  'jquery|zepto|swiper|superslide|bootstrap|respond|html5|modernizr|polyfill|analytics|hm\\.baidu|baidu\\.com|cnzz|tongji|stat\\b|count|visit|hits|jiucuo|conac|share|bdimg|barrierfree|accessib|wza|lazyload|qrcode|print|player|weather|tianqi'

/** What a script of the portal's own is about, whatever library its name begins with: jquery.list.js brings a list. */
const OF_LISTS = /list|news|xxgk|zwgk|channel|column|article|content|(?:^|[._-]|get|load|show)(?:data|info)/i
/** Parts of the frame may be lists as well. */
const OF_THE_FRAME = /nav|menu|head|foot|banner/i

/** What jQuery's own files and its usual plugins are called; a site's own plugin bears another name. */
const PLUGIN =
  /\b(?:min|ui|form|slim|migrate|validate|validation|cookie|easing|mousewheel|superslide|super|slides?|slider|lazyload|scroll\w*|nicescroll|mcustomscrollbar|marquee\w*|jcmarquee|kxbdmarquee|carousel\w*|jcarousel\w*|cycle|nivo|fancybox|colorbox|lightbox|zoom|jqzoom|gallery|tmpl|json|md5|base64|placeholder|qrcode|share|print\w*|dotdotdot|autocomplete|select\w*|tabs?|treeview|ztree|timers?|touch\w*|backstretch|masonry|imagesloaded|poshytip|tooltip|raty|rotate|color|browser|nav\w*|menu\w*|date\w*|calendar|i18n|hotkeys|mobile|transit|waypoints|countup|fullpage|switchable|focus|banner|accordion|drag\w*|resize|media\w*|video\w*|player|pin|sticky|fixed|float|cityselect|flexslider|bxslider|owl\w*|particles|parallax|hover\w*|event\w*|ba|pngfix)\b/i

/** The part of an address that names the file. */
function fileOf(src: string): string {
  const path = src.split(/[?#]/, 1)[0] ?? ''
  return path.slice(path.lastIndexOf('/') + 1)
}

/** A script of the portal's own although its name holds a library's. */
function isOwn(file: string): boolean {
  if (OF_THE_FRAME.test(file)) return false
  if (OF_LISTS.test(file)) return true
  if (!/^jquery/i.test(file)) return false
  const rest = file.replace(/^jquery|\.js$/gi, '')
  return rest !== '' && !/\d/.test(rest) && !PLUGIN.test(rest.replace(/[_-]/g, '.'))
}

/** Tells such a script by its address. @param also what else is one to whoever asks, as alternatives of a pattern */
export function libraryScripts(also: string): (src: string) => boolean {
  const words = new RegExp(`${LIBRARIES}|${also}`, 'i')
  return (src) => words.test(src) && !isOwn(fileOf(src))
}

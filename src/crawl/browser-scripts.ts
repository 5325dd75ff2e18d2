/** What runs inside a page: expressions for an isolated world, where a page's own (broken or hostile) scripts cannot reach. */

/** Elements looked at per page; a page of more is read as it stands from there on. */
const ELEMENTS_MAX = 60_000

/**
 * The document as HTML, from an inert copy: same-origin iframes and open shadow roots inlined, <noscript> and <style>
 * left out, and what CSS hides marked `hidden`. Not marked: what a visitor opens by hovering or a click (menus, tabs, forms).
 */
export const SERIALISE = `(() => {
  const inert = document.implementation.createHTMLDocument('')
  const NEVER = new Set(['head','script','style','template','noscript','link','meta','title','base','option','optgroup','param','source','track','area','map','datalist','br','wbr'])
  let left = ${ELEMENTS_MAX}
  let frames = 20
  const named = (el, pattern) => {
    for (let up = el, i = 0; up && i < 6; up = up.parentElement, i++) {
      if (up.localName === 'nav' || pattern.test((up.id || '') + ' ' + (up.getAttribute('class') || ''))) return true
    }
    return false
  }
  const opens = (el) => {
    if (el.querySelector('form, textarea, input:not([type=hidden])')) return true
    return el.querySelector('a[href]') !== null && named(el, /nav|menu|tab(?!le)/i)
  }
  const marks = (el, view) => {
    const style = view.getComputedStyle(el)
    if (!style) return false
    if (style.display === 'none') return !opens(el)
    if (style.visibility !== 'hidden' && style.visibility !== 'collapse') return false
    for (const inner of el.querySelectorAll('*')) {
      if (left-- <= 0) return false
      if (view.getComputedStyle(inner).visibility === 'visible') return false
    }
    return !opens(el)
  }
  const absolute = (el, copy, base) => {
    for (const name of ['href', 'src', 'action']) {
      const raw = el.getAttribute(name)
      if (!raw || /^\\s*(#|javascript:|data:|mailto:|tel:)/i.test(raw)) continue
      try { copy.setAttribute(name, new URL(raw, base).href) } catch {}
    }
  }
  const frameOf = (el, depth) => {
    if (depth >= 3 || frames <= 0) return null
    let doc = null
    try { doc = el.contentDocument } catch { return null }
    if (!doc || !doc.body || doc.body.childElementCount + doc.body.textContent.trim().length === 0) return null
    frames--
    const box = inert.createElement('div')
    box.setAttribute('data-xuncha-frame', doc.URL)
    fill(doc.body, box, doc, depth + 1, true)
    return box
  }
  const fill = (root, into, doc, depth, rebase) => {
    for (const child of root.childNodes) into.append(inert.importNode(child, true))
    if (depth <= 6) tidy(root, into, doc, depth, rebase)
  }
  const tidy = (root, copyRoot, doc, depth, rebase) => {
    const view = doc.defaultView || window
    const walk = doc.createTreeWalker(root, 1)
    const walkCopy = inert.createTreeWalker(copyRoot, 1)
    const pairs = []
    for (let el = walk.nextNode(), copy = walkCopy.nextNode(); el && copy && left > 0; el = walk.nextNode(), copy = walkCopy.nextNode()) {
      left--
      pairs.push([el, copy])
    }
    let hidden = null
    const drop = []
    for (const [el, copy] of pairs) {
      if (rebase) absolute(el, copy, doc.baseURI)
      if (el.localName === 'noscript' || el.localName === 'style') drop.push(copy)
      if (NEVER.has(el.localName) || (hidden && hidden.contains(el))) continue
      hidden = null
      if (el.localName !== 'input' && marks(el, view)) { hidden = el; copy.setAttribute('hidden', ''); continue }
      if (el.shadowRoot) {
        const box = inert.createElement('div')
        fill(el.shadowRoot, box, doc, depth + 1, rebase)
        copy.append(box)
      }
      if (el.localName === 'iframe' || el.localName === 'frame') {
        const box = frameOf(el, depth)
        if (box) copy.replaceWith(box)
      }
    }
    for (const copy of drop) copy.remove()
  }
  const html = inert.importNode(document.documentElement, true)
  tidy(document.documentElement, html, document, 0, false)
  const frameset = html.querySelector(':scope > frameset')
  if (frameset) {
    const body = inert.createElement('body')
    body.append(...frameset.childNodes)
    frameset.replaceWith(body)
  }
  return '<!DOCTYPE html>' + html.outerHTML.slice(0, 12000000)
})()`

/** The document as it stands, with its doctype. */
export const DOCUMENT = `(document.doctype ? new XMLSerializer().serializeToString(document.doctype) : '') + document.documentElement.outerHTML`

/** Size of the page in CSS pixels. */
export const PAGE_SIZE = `(() => {
  const html = document.documentElement, body = document.body
  return {
    width: Math.max(html.scrollWidth, html.clientWidth),
    height: Math.max(html.scrollHeight, html.clientHeight, body ? body.scrollHeight : 0),
  }
})()`

const FOLD = `const fold = (text) => text.normalize('NFKC').replace(/[\\s\\u200b\\ufeff]+/g, '')`

/** Rectangles in page coordinates: of everything that has an address, and of the smallest element round each text. */
export function placesScript(texts: readonly string[]): string {
  return `(() => {
    ${FOLD}
    const box = (el) => {
      const r = el.getBoundingClientRect()
      return [r.left + scrollX, r.top + scrollY, r.width, r.height].map(Math.round)
    }
    const links = []
    for (const el of document.querySelectorAll('a[href],area[href],img[src],iframe[src],embed[src]')) {
      if (links.length >= 5000) break
      const rect = box(el)
      const href = el.href || el.src
      if (rect[2] > 0 && rect[3] > 0 && typeof href === 'string') links.push([href, ...rect])
    }
    const skip = new Set(['SCRIPT', 'STYLE', 'NOSCRIPT', 'TEMPLATE'])
    const texts = ${JSON.stringify(texts)}.map((text) => {
      const wanted = fold(text)
      if (!wanted || !document.body) return null
      const holds = (el) => !skip.has(el.tagName) && fold(el.textContent || '').includes(wanted)
      let found = null
      let at = document.body
      for (let depth = 0; depth < 600; depth++) {
        const next = [...at.children].find((el) => holds(el) && box(el)[2] > 0) || [...at.children].find(holds)
        if (!next) break
        at = next
        found = next
      }
      const rect = found ? box(found) : null
      return rect && rect[2] > 0 && rect[3] > 0 ? rect : null
    })
    return { links, texts }
  })()`
}

/** Scrolls to a height in page coordinates, at once. */
export function scrollScript(y: number): string {
  return `window.scrollTo({ left: 0, top: ${Math.max(0, Math.round(y))}, behavior: 'instant' })`
}

/** Resolves after two painted frames, or 300 ms where nothing paints. */
export const PAINTED = `new Promise((done) => {
  const timer = setTimeout(done, 300)
  requestAnimationFrame(() => requestAnimationFrame(() => { clearTimeout(timer); done() }))
})`

/** A page is walked down this far: nobody looks further, and a list that grows as it is scrolled has no end. */
const WALKED_PX = 40_000

/**
 * Scrolls a page of more than one screen down to its end and back, as a visitor would, so that pictures which load
 * when they come into view are there; then waits for them, at most 1,500 ms. The page itself is not touched.
 */
export const WALK_DOWN = `(async () => {
  const painted = () => new Promise((done) => {
    const timer = setTimeout(done, 100)
    requestAnimationFrame(() => { clearTimeout(timer); done() })
  })
  const last = Math.min(document.documentElement.scrollHeight, ${WALKED_PX})
  if (last <= innerHeight) return
  const until = performance.now() + 1500
  for (let y = 0; y < last && performance.now() < until; y += innerHeight) {
    scrollTo({ left: 0, top: y, behavior: 'instant' })
    await painted()
  }
  const loading = () => [...document.images].slice(0, 500).some((image) =>
    !image.complete && image.getClientRects().length > 0)
  const end = performance.now() + 1500
  while (loading() && performance.now() < end) await new Promise((done) => setTimeout(done, 30))
  scrollTo({ left: 0, top: 0, behavior: 'instant' })
})()`

/**
 * Finds the entry with this text that leads nowhere as written, brings it into view, and starts to watch what
 * changes by itself. Gives where to click, or null when no such entry can be seen.
 */
export function armScript(text: string): string {
  return `(async () => {
    ${FOLD}
    const wanted = fold(${JSON.stringify(text)})
    const isVoid = (el) => el.localName !== 'a' || !el.hasAttribute('href') || /^\\s*(#|javascript:|$)/i.test(el.getAttribute('href'))
    const label = (el) => fold(el.innerText || el.textContent || '') || fold(el.getAttribute('title') || '') || fold(el.getAttribute('alt') || (el.querySelector('img[alt]') || { getAttribute: () => '' }).getAttribute('alt') || '')
    const seen = (el) => {
      const r = el.getBoundingClientRect()
      return r.width > 0 && r.height > 0 && getComputedStyle(el).visibility === 'visible'
    }
    const all = [...document.querySelectorAll('a,[onclick],[role=button],[role=link],[role=menuitem],area,li,span')].slice(0, 20000)
    const fits = all.filter((el) => { const own = label(el); return own !== '' && (own === wanted || (wanted.length >= 100 && own.startsWith(wanted))) })
    const entry = fits.find((el) => el.localName === 'a' && isVoid(el) && seen(el)) || fits.find((el) => isVoid(el) && seen(el))
    if (!entry) return null
    document.addEventListener('submit', (event) => event.preventDefault(), true)
    entry.scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' })
    const own = new Set()
    const changed = []
    let armed = false
    const watch = new MutationObserver((list) => {
      for (const one of list) {
        if (!armed) own.add(one.target)
        else if (changed.length < 50) changed.push(one.target)
      }
    })
    watch.observe(document, { subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: ['style', 'class', 'open', 'hidden', 'aria-expanded', 'aria-hidden', 'src', 'value'] })
    await new Promise((done) => setTimeout(done, 500))
    const count = () => [...document.querySelectorAll('a')].slice(0, 3000).filter((el) => { const r = el.getBoundingClientRect(); return r.width > 0 && r.height > 0 }).length
    const href = entry.getAttribute('href') || ''
    const hash = /^#(.+)/.exec(href.trim())
    let anchor = false
    try { anchor = hash !== null && document.getElementById(decodeURIComponent(hash[1])) !== null } catch {}
    // What such an address does by itself, loading its own page anew, is nothing; a base element may make it another page's.
    const bare = (url) => String(url).replace(/#.*$/s, '')
    if (entry.localName === 'a' && /^#?$/.test(href.trim()) && bare(entry.href) === bare(document.URL)) {
      const stay = (event) => { if (entry.contains(event.target)) event.preventDefault() }
      // Put in place as the click sets out: it comes after every script that wants the click undecided.
      addEventListener('click', () => { removeEventListener('click', stay); addEventListener('click', stay) }, true)
    }
    globalThis.xuncha = {
      count,
      links: count(),
      scroll: scrollY,
      start() { armed = true },
      took: () => {
        for (const one of watch.takeRecords()) changed.push(one.target)
        // Exactly the same node only: a script added to <body> by itself must not hide a menu that opened.
        const fresh = changed.filter((node) => !own.has(node))
        const jumped = Math.abs(scrollY - globalThis.xuncha.scroll) > 2 && !(scrollY === 0 && /^\\s*#?\\s*$/.test(href))
        return fresh.length > 0 || jumped
      },
      press: () => entry.click(),
    }
    const r = entry.getBoundingClientRect()
    const x = r.left + r.width / 2, y = r.top + r.height / 2
    const top = document.elementFromPoint(x, y)
    return { x, y, free: top !== null && (entry === top || entry.contains(top) || top.contains(entry)), anchor, back: /顶部|^top$/i.test(label(entry)) || /top/i.test((entry.id || '') + ' ' + (entry.getAttribute('class') || '')) }
  })()`
}

/** Finds the search field by name, id or being the only search-like one; marks it and its button. True when there is one. */
export function searchFieldScript(field: string): string {
  return `(() => {
    const name = ${JSON.stringify(field)}
    const seen = (el) => { const r = el.getBoundingClientRect(); return r.width > 0 && r.height > 0 }
    const boxes = [...document.querySelectorAll('input,textarea')].filter((el) => el.localName === 'textarea' || /^(text|search|)$/.test(el.type))
    const own = boxes.filter((el) => el.name === name || el.id === name)
    const box = own.find(seen) || own[0] || boxes.filter(seen).find((el) => /search|keyword|query|\\bq\\b|key/i.test(el.name + ' ' + el.id + ' ' + el.className) || /搜索|检索|关键/.test(el.placeholder || ''))
    if (!box) return false
    const near = box.form || box.closest('div,td,li,section,header') || document.body
    const label = (el) => (el.value || '') + (el.innerText || '') + (el.title || '') + (el.alt || '')
    const buttons = [...near.querySelectorAll('input[type=submit],input[type=image],input[type=button],button,a,img,span,i')].filter(seen)
    const button = buttons.find((el) => /搜索|搜 索|检索|查询|search/i.test(label(el))) || buttons.find((el) => /submit|image/.test(el.type || '')) || buttons.find((el) => /search|btn/i.test(el.className + ' ' + el.id))
    box.setAttribute('data-xuncha-field', '')
    if (button) button.setAttribute('data-xuncha-button', '')
    return true
  })()`
}

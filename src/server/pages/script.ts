/** The console's only script: the current entry of the navigation in sight, keys for the review queue, live progress of a run. Every page works without it. */

/** Sent as /assets/console.js; plain JavaScript for the browser, no library. */
export const CONSOLE_SCRIPT = `'use strict';
(() => {
  // On a phone the navigation is wider than the screen: one sees where one is.
  const current = document.querySelector('nav a[aria-current]');
  const bar = current && current.parentElement;
  if (bar && bar.scrollWidth > bar.clientWidth)
    bar.scrollLeft = current.offsetLeft - bar.offsetLeft - (bar.clientWidth - current.offsetWidth) / 2;
  const items = [...document.querySelectorAll('[data-item]')];
  let at = items.length > 0 ? 0 : -1;
  const mark = (scroll) => {
    items.forEach((item, n) => item.classList.toggle('here', n === at));
    if (scroll && items[at]) items[at].scrollIntoView({ block: 'center' });
  };
  mark(false);
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || at < 0) return;
    const target = event.target;
    if (target instanceof HTMLElement && /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)) {
      if (event.key === 'Escape') target.blur();
      return;
    }
    if (event.key === 'j' || event.key === 'k') {
      at = Math.max(0, Math.min(items.length - 1, at + (event.key === 'j' ? 1 : -1)));
      mark(true);
      return;
    }
    const reason = items[at].querySelector('[name=reason]');
    if (event.key === 'r' && reason) {
      event.preventDefault();
      reason.focus();
      return;
    }
    const button = [...items[at].querySelectorAll('button[data-key]')].find((one) => one.dataset.key === event.key);
    if (!button) return;
    event.preventDefault();
    if (button.form && button.form.reportValidity()) button.click();
  });
  const live = document.querySelector('[data-live]');
  if (live && 'EventSource' in window) {
    const source = new EventSource(live.dataset.live);
    const told = live.querySelector('[data-told]');
    const meter = live.querySelector('progress');
    const update = (event) => {
      let run;
      try { run = JSON.parse(event.data); } catch { return; }
      const units = run.progress && run.progress.units;
      if (meter && units) { meter.max = Math.max(1, units.total); meter.value = units.done; }
      if (told && units) told.textContent = units.done + ' / ' + units.total;
      if (run.status !== 'running') { source.close(); location.reload(); }
    };
    for (const name of ['message', 'progress', 'run', 'done', 'end']) source.addEventListener(name, update);
  }
})();
`

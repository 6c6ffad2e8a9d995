import { createHash } from 'node:crypto';

/** Says that a page is brought up to date by itself: such a look keeps no session open. */
export const LIVE_HEADER = 'tributary-live';

/**
 * The only script there is, for the pages that say `live`; each works without it. It asks for its own page again, takes
 * over what is marked `data-live`, the title, and what is new for a screen reader. A plain request passes every proxy,
 * and one that leads to the sign-in page ends it. Whoever looks away asks for nothing.
 */
export const liveScript = `
(() => {
  'use strict';
  const EVERY = 20000;
  const LONGEST = 300000;
  const said = document.querySelector('[data-live-said]');
  let wait = EVERY;
  let timer;

  const placeOf = (element) => {
    if (!element) return undefined;
    const href = element.getAttribute('href');
    return element.id ? '#' + CSS.escape(element.id) : href ? 'a[href="' + CSS.escape(href) + '"]' : undefined;
  };

  const takeOver = (region, fresh) => {
    if (!fresh || region.innerHTML === fresh.innerHTML) return;
    const focused = region.contains(document.activeElement) ? placeOf(document.activeElement) : undefined;
    region.replaceChildren(...fresh.childNodes);
    if (focused) region.querySelector(focused)?.focus({ preventScroll: true });
  };

  const bringUpToDate = (html) => {
    const fresh = new DOMParser().parseFromString(html, 'text/html');
    for (const region of document.querySelectorAll('[data-live]')) {
      takeOver(region, fresh.querySelector('[data-live="' + region.dataset.live + '"]'));
    }
    document.title = fresh.title;
    const news = fresh.querySelector('[data-live-said]')?.dataset.liveSaid ?? '';
    if (news !== said.dataset.liveSaid) said.textContent = said.dataset.liveSaid = news;
  };

  const end = () => {
    clearTimeout(timer);
    document.removeEventListener('visibilitychange', lookAgain);
    document.querySelector('[data-live-ended]').hidden = false;
    said.textContent = document.querySelector('[data-live-ended]').textContent;
  };

  const look = async () => {
    try {
      const answer = await fetch(location.href, { headers: { '${LIVE_HEADER}': '1' }, redirect: 'manual', cache: 'no-store' });
      if (answer.type === 'opaqueredirect' || answer.status === 401 || answer.status === 403) return end();
      if (!answer.ok) throw new Error('not now');
      bringUpToDate(await answer.text());
      wait = EVERY;
    } catch {
      wait = Math.min(wait * 2, LONGEST);
    }
    next();
  };

  const next = () => {
    clearTimeout(timer);
    if (!document.hidden) timer = setTimeout(look, wait);
  };
  const lookAgain = () => {
    clearTimeout(timer);
    if (!document.hidden) void look();
  };

  document.addEventListener('visibilitychange', lookAgain);
  next();
})();
`.trimStart();

export const liveVersion = createHash('sha256').update(liveScript).digest('hex').slice(0, 12);

// SPDX-License-Identifier: Apache-2.0
'use strict';
(() => {
  const POLL = 15000, PROOF = 40000, STALE = 60000, TOGETHER = 300, QUIET = 10000, SLOWEST = 30000, AGAIN = 5000, LOOK = 2000;
  const text = document.body.dataset;
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const sections = () => all('[data-live]');
  const topics = (section) => section.dataset.topics.split(' ');
  document.documentElement.setAttribute('data-js', '');
  // One polite announcement at most each ten seconds; of several the newest is said
  let words = '', spoken = -QUIET, speaking = 0;
  function say(newest) {
    words = newest;
    speaking ||= setTimeout(() => {
      [speaking, spoken] = [0, performance.now()];
      document.getElementById('live-status').textContent = words;
    }, Math.max(0, spoken + QUIET - performance.now()));
  }
  // Each section remembers when it last was true; a host that restarts leaves the last numbers there, greyed
  const seen = new WeakMap(), age = (section) => Date.now() - seen.get(section);
  let lost = false, connected = false, opened = false, pause = 1000;
  function check() {
    const late = sections().filter((one) => age(one) >= STALE);
    sections().filter((one) => !late.includes(one)).forEach((one) => one.removeAttribute('data-stale'));
    for (const one of late) {
      // As the clocks of the venue show it, wherever the reader sits
      const since = new Date(seen.get(one) + text.offset * 1000).toISOString().slice(11, 16);
      one.setAttribute('data-stale', text.textStale.replace('{0}', since));
    }
    if (lost !== late.length > 0) say(lost ? text.textBack : text.textLost);
    lost = late.length > 0;
  }
  const busy = new WeakSet(), again = new WeakSet();
  const said = (section) => all('[data-announce]', section).map((one) => one.textContent).join(' ');
  async function refresh(section) {
    // What changes while an answer is on its way may not be in it
    if (busy.has(section)) return void again.add(section);
    if (section.querySelector('input:focus, select:focus, textarea:focus')) return;
    busy.add(section);
    const before = said(section), open = all('details[open][id]', section).map((one) => one.id);
    const scrolled = all('.scroll', section).map((one) => one.scrollLeft);
    try {
      await window.htmx.ajax('GET', section.dataset.live, {source: section, target: section, swap: 'innerHTML'});
      open.forEach((id) => document.getElementById(id)?.setAttribute('open', ''));
      all('.scroll', section).forEach((one, at) => { one.scrollLeft = scrolled[at] || 0; });
      if (said(section) && said(section) !== before) say(said(section));
    } catch (unreachable) { /* The next round tries again; check() tells the reader when it takes long */ }
    busy.delete(section);
    if (again.delete(section)) want((one) => one === section);
    check();
  }
  // Signed out meanwhile: the whole page asks for itself, since only so the sign-in page leads back to it
  document.addEventListener('htmx:beforeOnLoad', (event) => {
    if (event.detail.xhr.status !== 401) return;
    event.preventDefault();
    location.assign(location.pathname + location.search);
  });
  // What is drawn anew between a press and its release takes the press away: it has to wait for that, and not for ever
  let pressed = -LOOK;
  const press = (event) => { if (!event.key || event.key === ' ') pressed = performance.now(); };
  for (const begin of ['pointerdown', 'keydown']) document.addEventListener(begin, press, true);
  for (const end of ['pointercancel', 'pointerup', 'keyup']) document.addEventListener(end, () => setTimeout(() => { pressed = -LOOK; }), true);
  // What had the focus has it again in the new text, so that nobody loses the place who goes by the keyboard
  const stops = (section) => all('a[href], button, summary, [tabindex]', section);
  let focused = null;
  document.addEventListener('htmx:beforeSwap', ({detail}) => {
    const section = detail.target;
    if (!section.dataset.live) return;
    const held = performance.now() - pressed < LOOK;
    detail.shouldSwap = detail.xhr.status === 200 && !held;
    if (held) want((one) => one === section);
    if (detail.shouldSwap) seen.set(section, Date.now());
    const at = stops(section).indexOf(document.activeElement);
    focused = at < 0 ? null : {at, html: document.activeElement.outerHTML};
  });
  document.addEventListener('htmx:afterSwap', ({detail: {target}}) => {
    if (!focused || !target.dataset.live || target.contains(document.activeElement)) return;
    const now = stops(target);
    (now.find((one) => one.outerHTML === focused.html) || now[focused.at])?.focus({preventScroll: true});
    focused = null;
  });
  // What changes together is fetched together
  const wanted = new Set();
  let gathering = 0;
  function want(which) {
    sections().filter(which).forEach((one) => wanted.add(one));
    gathering ||= setTimeout(() => {
      gathering = 0;
      [...wanted].forEach((one) => wanted.delete(one) && refresh(one));
    }, TOGETHER);
  }
  // The browser resumes a stream that broke; one that was refused is asked for again, more slowly each time. All tabs
  // of a browser share six connections to a host, so only a page that can be seen keeps one
  let stream = null;
  function listen() {
    if (stream || document.hidden) return;
    const mine = stream = new EventSource('/api/v1/events');
    mine.onopen = () => {
      // What was on its way when the page was written may have arrived before anybody listened
      want((one) => opened || one.querySelector('.state-stopped, .state-waiting'));
      [connected, opened, pause] = [true, true, 1000];
    };
    mine.onerror = () => {
      connected = false;
      if (mine.readyState !== EventSource.CLOSED || stream !== mine) return;
      stream = null;
      setTimeout(listen, pause = Math.min(pause * 2, SLOWEST));
    };
    new Set(sections().flatMap(topics)).forEach((topic) =>
      mine.addEventListener(topic, () => want((one) => topics(one).includes(topic))));
  }
  function seenOrNot() {
    if (document.hidden) {
      stream?.close();
      [stream, connected] = [null, false];
    } else {
      opened = true;
      listen();
      check();
      want((one) => age(one) > POLL);
    }
  }
  if (sections().length) {
    sections().forEach((one) => seen.set(one, Date.now()));
    listen();
    setInterval(() => document.hidden || want((one) => !connected || age(one) > PROOF), POLL);
    setInterval(() => document.hidden || check(), LOOK);
    document.addEventListener('visibilitychange', seenOrNot);
  }
  document.addEventListener('click', async (event) => {
    const button = event.target.closest('[data-copy]'), from = button?.dataset.copy;
    if (!from) return;
    const value = from.startsWith('#') ? document.querySelector(from).textContent.trim() : from;
    const done = await navigator.clipboard?.writeText(value).then(() => true, () => false);
    if (!done) { // Without TLS browsers offer only this
      const field = Object.assign(document.createElement('textarea'), {value, className: 'visually-hidden'});
      document.body.append(field);
      field.select();
      document.execCommand('copy');
      field.remove();
      button.focus({preventScroll: true});
    }
    button.setAttribute('data-copied', '');
    setTimeout(() => button.removeAttribute('data-copied'), AGAIN);
    say(text.textCopied);
  });
  function take(zone, files) {
    const input = zone?.querySelector('input[type=file]');
    if (input && files.length) Object.assign(input, {files}).dispatchEvent(new Event('change', {bubbles: true}));
  }
  for (const [kind, over] of [['dragover', true], ['dragleave', false], ['drop', false]]) {
    all('[data-drop]').forEach((zone) => zone.addEventListener(kind, (event) => {
      event.preventDefault();
      zone.toggleAttribute('data-over', over);
      if (kind === 'drop') take(zone, event.dataTransfer.files);
    }));
  }
  document.addEventListener('paste', (event) => take(document.querySelector('[data-drop]'), event.clipboardData.files));
  // A second press sends nothing twice; what only downloads may be asked for again a little later
  document.addEventListener('submit', (event) => {
    if (event.target.dataset.sent) event.preventDefault();
    event.target.dataset.sent = 'yes';
    setTimeout(() => delete event.target.dataset.sent, AGAIN);
  });
})();

// SPDX-License-Identifier: Apache-2.0
'use strict';
(() => {
  const BASE = '/gate/mobile-waiter/', ALIVE = 60000, AGAIN = 10000, MOST = 300, PAUSE = 250;
  const TEXT = {
    en: {
      name: 'English', other: 'Русский', title: 'Waiter', tables: 'Tables', back: 'Back', code: 'Code from the page “Devices”',
      enrol: 'Use this phone', enrolWhat: 'An administrator makes a code for this phone. Scan its QR code, or type the code here.',
      who: 'Your name', begin: 'Begin', end: 'End my session', free: 'free', ordered: 'On the table', order: 'New order',
      nothing: 'Nothing ordered yet.', search: 'Search', all: 'All', send: 'Send order', bill: 'Bill', billSure: 'Make the bill of {0}?',
      sent: 'Order {0} was sent.', billed: 'Bill {0}: {1}.', cancelled: 'Cancelled: {0}.', cancel: 'Cancel one', more: 'One more', less: 'One less',
      noGoods: 'Nothing found.', lost: 'No connection. What you entered is kept.', total: 'Total', yes: 'Yes', no: 'No', asked: 'Table {0}',
      cancelSure: 'Cancel one {0}?', pending: 'An order has not arrived yet. It is sent again and can’t be doubled.', forget: 'Enrol again',
      left: '{0} left', resend: 'Send again', drop: 'Don’t send',
    },
    ru: {
      name: 'Русский', other: 'English', title: 'Официант', tables: 'Столы', back: 'Назад', code: 'Код со страницы «Устройства»',
      enrol: 'Подключить телефон', enrolWhat: 'Администратор создаёт код для этого телефона. Отсканируйте QR-код или введите код здесь.',
      who: 'Ваше имя', begin: 'Начать', end: 'Закончить сеанс', free: 'свободен', ordered: 'На столе', order: 'Новый заказ',
      nothing: 'Пока ничего не заказано.', search: 'Поиск', all: 'Все', send: 'Отправить заказ', bill: 'Счёт', billSure: 'Закрыть счёт на {0}?',
      sent: 'Заказ {0} отправлен.', billed: 'Счёт {0}: {1}.', cancelled: 'Отменено: {0}.', cancel: 'Отменить одну', more: 'Ещё одну', less: 'На одну меньше',
      noGoods: 'Ничего не найдено.', lost: 'Нет связи. Введённое сохранено.', total: 'Итого', yes: 'Да', no: 'Нет', asked: 'Стол {0}',
      cancelSure: 'Отменить одну позицию: {0}?', pending: 'Заказ ещё не дошёл. Он отправляется повторно и не удвоится.', forget: 'Подключить заново',
      left: 'осталось {0}', resend: 'Отправить снова', drop: 'Не отправлять',
    },
  };
  const kept = {
    get: (key) => localStorage.getItem('webgate.waiter.' + key),
    set: (key, value) => (value === null ? localStorage.removeItem('webgate.waiter.' + key) : localStorage.setItem('webgate.waiter.' + key, value)),
  };
  let language = kept.get('language') || (navigator.language.startsWith('ru') ? 'ru' : 'en');
  const t = (key, ...values) => values.reduce((text, value, at) => text.replace(`{${at}}`, value), TEXT[language][key]);
  const money = (amount) => new Intl.NumberFormat(language, {minimumFractionDigits: 2, maximumFractionDigits: 2}).format(amount);
  const number = (amount) => new Intl.NumberFormat(language, {maximumFractionDigits: 3}).format(amount);
  const at = (id) => document.getElementById(id), view = at('view');
  let table = null, busy = false, timer = 0;

  function make(tag, properties, ...inside) {
    const {dataset, ...rest} = properties || {};
    const one = Object.assign(document.createElement(tag), rest);
    Object.assign(one.dataset, dataset || {});
    one.append(...inside.filter((part) => part !== null));
    return one;
  }
  const button = (text, act, properties) => make('button', {type: 'button', onclick: act, ...properties}, text);

  /** A refusal with the words of the host; without a status nothing has arrived. */
  class Refused extends Error {
    constructor(status, problem) {
      super(problem?.detail || t('lost'));
      Object.assign(this, {status, code: problem?.code});
    }
  }

  async function ask(method, path, body, key) {
    const headers = {'Accept': 'application/json', 'Accept-Language': language};
    if (kept.get('token')) headers.Authorization = 'Bearer ' + kept.get('token');
    if (body) headers['Content-Type'] = 'application/json';
    if (key) headers['Idempotency-Key'] = key;
    let answer;
    try {
      answer = await fetch(path, {method, headers, body: body ? JSON.stringify(body) : undefined, cache: 'no-store', credentials: 'omit'});
    } catch (unreachable) {
      throw new Refused(0);
    }
    const text = await answer.text();
    let json = null;
    try { json = text ? JSON.parse(text) : null; } catch (other) { /* a page of somebody in between */ }
    if (!answer.ok) throw new Refused(answer.status, json);
    return json;
  }
  const session = (rest) => BASE + 'sessions/' + kept.get('session') + '/' + rest;

  function trouble(text) {
    at('trouble').textContent = text || '';
    at('trouble').hidden = !text;
  }
  const told = (text) => { at('done').textContent = text || ''; };

  /** One thing at a time; what the host refuses is shown in its words. */
  async function act(step) {
    if (busy) return;
    busy = true;
    try {
      trouble('');
      await step();
    } catch (refused) {
      if (!(refused instanceof Refused)) throw refused;
      refuse(refused);
    } finally {
      busy = false;
    }
  }
  function refuse(refused) {
    trouble(refused.message);
    if (refused.status === 401) { kept.set('token', null); kept.set('session', null); enrol(); trouble(refused.message); }
    else if (refused.status === 404 && refused.code === 'seat-unknown') { kept.set('session', null); sign(); trouble(refused.message); }
    else if (refused.status === 0 || refused.status === 503) { clearTimeout(timer); timer = setTimeout(() => act(show), AGAIN); }
  }

  function head(text, back) {
    at('title').textContent = text;
    document.title = text;
    at('back').hidden = !back;
    at('back').textContent = '‹ ' + t('back');
    at('back').onclick = back;
    at('language').textContent = TEXT[language].other;
    at('language').lang = language === 'ru' ? 'en' : 'ru';
  }
  function put(...parts) {
    view.replaceChildren(...parts.filter(Boolean));
  }
  function form(what, ...inside) {
    return make('form', {onsubmit: (event) => { event.preventDefault(); act(what); }}, ...inside);
  }

  function enrol() {
    head(t('title'));
    const code = make('input', {id: 'code', autocomplete: 'off', autocapitalize: 'characters', required: true, spellcheck: false});
    put(form(() => redeem(code.value), make('p', {className: 'muted'}, t('enrolWhat')),
      make('label', {htmlFor: 'code'}, t('code')), code,
      make('p', {}, ''), make('button', {className: 'main', id: 'enrol'}, t('enrol'))));
  }
  async function redeem(code) {
    const device = await ask('POST', '/api/v1/enrolments/redeem', {code: code.trim()});
    kept.set('token', device.deviceToken);
    kept.set('session', null);
    sign();
  }

  function sign() {
    table = null;
    head(t('title'));
    const who = make('input', {id: 'who', autocomplete: 'name', required: true, maxLength: 100, value: kept.get('who') || ''});
    put(form(async () => {
      kept.set('who', who.value.trim());
      const opened = await ask('POST', BASE + 'sessions', {waiter: who.value.trim()});
      kept.set('session', opened.session);
      await show();
    }, make('label', {htmlFor: 'who'}, t('who')), who, make('p', {}, ''), make('button', {className: 'main', id: 'begin'}, t('begin'))),
    make('p', {}, ''), button(t('forget'), () => { kept.set('token', null); enrol(); }));
    who.focus();
  }

  /** What was sent and not answered is sent again with its key, before anything else: it is taken once. */
  const waiting = () => JSON.parse(kept.get('sending') || 'null');
  async function deliver(sending) {
    kept.set('sending', JSON.stringify(sending));
    const document = await ask('POST', session('documents'), sending.draft, sending.key).catch((refused) => {
      // The document itself was refused: the person decides anew. Else nobody knows whether it has arrived
      if ([400, 409, 413, 422].includes(refused.status)) kept.set('sending', null);
      throw refused;
    });
    kept.set('sending', null);
    if (document.kind === 'order') { basket(document.place, null); told(t('sent', document.number)); }
    else if (document.kind === 'bill') told(t('billed', document.number, money(document.total)));
    else told(t('cancelled', document.lines.map((line) => line.name).join(', ')));
    return document;
  }
  const key = () => [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');

  /** What is to be ordered at a table, by code; kept on the phone until it is sent. */
  function basket(place, now) {
    const all = JSON.parse(kept.get('baskets') || '{}');
    if (now === undefined) return all[place] || {};
    if (now === null) delete all[place]; else all[place] = now;
    kept.set('baskets', JSON.stringify(all));
    return now;
  }

  async function show() {
    if (!kept.get('token')) return enrol();
    if (!kept.get('session')) return sign();
    if (waiting()) {
      try {
        await deliver(waiting());
      } catch (refused) {
        if (waiting()) { again(); }
        throw refused;
      }
    }
    return table === null ? tables() : one(table);
  }
  function again() {
    head(t('title'));
    put(make('p', {}, t('pending')), button(t('resend'), () => act(show), {className: 'main', id: 'resend'}), make('p', {}, ''),
      button(t('drop'), () => { kept.set('sending', null); act(show); }, {id: 'drop'}));
  }

  async function tables() {
    const all = await ask('GET', session('tables'));
    table = null;
    head(t('tables'));
    const since = (text) => new Intl.DateTimeFormat(language, {hour: '2-digit', minute: '2-digit'}).format(new Date(text));
    put(make('ul', {className: 'tables'}, ...all.map((each) => make('li', {},
      button('', () => act(() => one(each.table)), {className: each.since ? 'open' : '', dataset: {table: each.table}}),
    ))), make('p', {}, ''), button(t('end'), () => act(leave), {id: 'end'}));
    view.querySelectorAll('.tables button').forEach((each, place) => {
      const {table: name, since: from, total} = all[place];
      each.append(make('strong', {}, name), make('span', {className: from ? 'sum' : 'muted'}, from ? money(total) : t('free')),
        ...(from ? [make('small', {}, since(from))] : []));
    });
    clearTimeout(timer);
    timer = setTimeout(() => document.hidden || table !== null || act(show), ALIVE);
  }
  async function leave() {
    await ask('DELETE', BASE + 'sessions/' + kept.get('session'));
    kept.set('session', null);
    told('');
    sign();
  }

  async function one(name) {
    const [all, goods] = await Promise.all([ask('GET', session('tables')), ask('GET', session('goods?limit=' + MOST))]);
    table = name;
    const open = all.find((each) => each.table === name) || {lines: [], orders: [], total: 0};
    head(t('asked', name), () => act(() => { told(''); return tables(); }));
    const lines = make('ul', {className: 'list', id: 'ordered'}, ...open.lines.map((line) => make('li', {},
      make('span', {className: 'what'}, line.name, make('small', {}, number(line.quantity) + ' × ' + money(line.price))),
      make('span', {className: 'sum'}, money(line.sum)),
      button('−', () => sure(t('cancelSure', line.name), () => cancel(open, line)), {ariaLabel: t('cancel') + ': ' + line.name}))));
    put(make('h2', {}, t('ordered')), open.lines.length ? lines : make('p', {className: 'muted'}, t('nothing')),
      open.lines.length ? make('p', {id: 'total'}, make('strong', {className: 'sum'}, t('total') + ' ' + money(open.total))) : null,
      make('h2', {}, t('order')), menu(name, goods), foot(name, open));
  }

  /** What can be ordered; where there is more than fits, the host looks for it. What was chosen stands there in any case. */
  function menu(name, goods) {
    const groups = [...new Set(goods.map((each) => each.group).filter(Boolean))];
    let group = null, found = goods, looking = 0, asked = 0;
    const list = make('ul', {className: 'list', id: 'menu'});
    const search = make('input', {id: 'search', type: 'search', autocomplete: 'off'});
    const fold = (text) => text.toLowerCase().replaceAll('ё', 'е');
    const fits = (each) => (!group || each.group === group) && fold(each.name + ' ' + each.code).includes(fold(search.value.trim()));
    function fill() {
      const chosen = basket(name), shown = found.filter(fits), seen = new Set(found.map((each) => each.code));
      const others = Object.entries(chosen).filter(([code]) => !seen.has(code))
        .map(([code, each]) => ({code, name: each.name, price: each.price, available: null}));
      list.replaceChildren(...[...others, ...shown].map(item));
      if (!others.length && !shown.length) list.append(make('li', {className: 'muted'}, t('noGoods')));
      pressed.forEach((each) => each.setAttribute('aria-pressed', String((each.dataset.group || null) === group)));
    }
    function item(each) {
      const count = make('span', {className: 'count'}, number(basket(name)[each.code]?.quantity || 0));
      const change = (by) => {
        const now = basket(name), quantity = Math.max(0, (now[each.code]?.quantity || 0) + by);
        if (quantity) now[each.code] = {quantity, price: each.price, name: each.name}; else delete now[each.code];
        basket(name, now);
        count.textContent = number(quantity);
        view.querySelector('#send').disabled = !Object.keys(now).length;
      };
      const left = each.available === null ? null : make('small', {}, t('left', number(each.available)));
      return make('li', {dataset: {code: each.code}}, make('span', {className: 'what'}, each.name, make('small', {}, money(each.price)), left),
        button('−', () => change(-1), {ariaLabel: t('less') + ': ' + each.name}), count,
        button('+', () => change(1), {ariaLabel: t('more') + ': ' + each.name}));
    }
    function look() {
      const turn = ++asked;
      ask('GET', session('goods?limit=' + MOST + '&search=' + encodeURIComponent(search.value.trim()))).then((answer) => {
        if (turn !== asked) return; // somebody has typed on
        found = answer;
        fill();
      }, refuse);
    }
    search.oninput = () => {
      clearTimeout(looking);
      if (goods.length < MOST) fill(); else looking = setTimeout(look, PAUSE);
    };
    const pressed = [null, ...groups].map((each) => button(each || t('all'), () => { group = each; fill(); }, {dataset: each ? {group: each} : {}}));
    fill();
    return make('div', {}, make('label', {htmlFor: 'search'}, t('search')), search,
      groups.length ? make('div', {className: 'groups'}, ...pressed) : null, list);
  }

  function foot(name, open) {
    const send = () => deliver({key: key(), draft: {kind: 'order', place: name,
      lines: Object.entries(basket(name)).map(([code, each]) => ({code, quantity: each.quantity, price: each.price}))}})
      .catch((refused) => {
        // The new price is on the page the next time: the person sees it and sends again
        if (refused.code === 'price-changed') reprice(name, refused);
        throw refused;
      }).then(() => one(name));
    return make('footer', {}, button(t('send'), () => act(send), {className: 'main', id: 'send', disabled: !Object.keys(basket(name)).length}),
      button(t('bill'), () => sure(t('billSure', money(open.total)), () => deliver({key: key(), draft: {kind: 'bill', place: name, total: open.total}})
        .then(tables)), {id: 'bill', disabled: !open.lines.length}));
  }
  function reprice(name, refused) {
    const now = basket(name);
    Promise.all(Object.keys(now).map((code) => ask('GET', session('goods?code=' + encodeURIComponent(code))).then((each) => {
      now[code].price = each.price;
    }))).then(() => {
      basket(name, now);
      return one(name);
    }).then(() => trouble(refused.message), refuse);
  }

  /** Takes one back from the newest order that still has it. */
  async function cancel(open, line) {
    let last = null;
    for (const order of [...open.orders].reverse()) {
      const quantity = Math.min(1, line.quantity);
      try {
        await deliver({key: key(), draft: {kind: 'cancellation', of: order, lines: [{code: line.code, quantity, price: line.price}]}});
        return one(table);
      } catch (refused) {
        if (!['too-much-back', 'price-changed'].includes(refused.code)) throw refused;
        last = refused;
      }
    }
    throw last;
  }

  function sure(question, step) {
    const before = document.activeElement;
    const box = make('div', {role: 'alertdialog', ariaLabel: question}, make('p', {}, make('strong', {}, question)),
      button(t('yes'), () => act(step), {className: 'main', id: 'yes'}), ' ', button(t('no'), () => { box.remove(); before.focus(); }, {id: 'no'}));
    view.prepend(box);
    box.querySelector('#no').focus();
    box.scrollIntoView({block: 'center'});
  }

  at('language').onclick = () => {
    language = language === 'ru' ? 'en' : 'ru';
    kept.set('language', language);
    document.documentElement.lang = language;
    told('');
    act(show);
  };
  document.documentElement.lang = language;
  document.addEventListener('visibilitychange', () => document.hidden || act(show));
  setInterval(() => {
    if (!document.hidden && kept.get('session')) ask('PUT', BASE + 'sessions/' + kept.get('session')).then(() => at('trouble').hidden || act(show), refuse);
  }, ALIVE);
  const scanned = new URLSearchParams(location.hash.slice(1)).get('code');
  head(t('title'));
  if (scanned) {
    history.replaceState(null, '', location.pathname);
    act(async () => { enrol(); await redeem(scanned); });
  } else {
    act(show);
  }
})();

// SPDX-License-Identifier: Apache-2.0
'use strict';
(() => {
  const BASE = '/gate/mobile-waiter/', ALIVE = 60000, AGAIN = 10000, LONGEST = 20000, MOST = 300, PAUSE = 250;
  const TEXT = {
    en: {
      name: 'English', other: 'Русский', title: 'Waiter', tables: 'Tables', back: 'Back', code: 'Code from the page “Devices”',
      enrol: 'Use this phone', enrolWhat: 'An administrator makes a code for this phone. Scan its QR code, or type the code here.',
      who: 'Your name', begin: 'Begin', end: 'End my session', free: 'free', ordered: 'On the table', order: 'New order',
      nothing: 'Nothing ordered yet.', search: 'Search', all: 'All', send: 'Send order', bill: 'Bill', billSure: 'Make the bill of {0}?',
      sent: 'Order {0} was sent.', billed: 'Bill {0}: {1}.', cancelled: 'Cancelled: {0}.', cancel: 'Cancel', more: 'One more', less: 'One less',
      noGoods: 'Nothing found.', lost: 'No connection. What you entered is kept.', total: 'Total', yes: 'Yes', no: 'No', asked: 'Table {0}',
      cancelSure: 'Cancel {1} × {0}?', cancelMeasured: 'Cancel {1} of {0}?', nothingLeft: 'Nothing of {0} can be cancelled any more.', pending: 'What you sent last has no answer yet. It is sent again and can’t be doubled.', forget: 'Enrol again',
      pendingOther: 'What you sent last has no answer, and this phone has been enrolled anew since. If it has arrived, sending it again would double it. If in doubt choose “Don’t send” and look at the table: what you entered is kept.',
      left: '{0} left', resend: 'Send again', drop: 'Don’t send',
      comment: 'Comment', another: 'One more with another comment', amount: 'Quantity', amountOf: 'Quantity, {0}',
      badAmount: 'A number with at most three places after the point, such as 0.250.', tooMuch: 'At most {0}.', split: 'Split bill', splitTitle: 'Table {0}: split bill',
      choose: 'Choose what this guest pays. The rest stays on the table.', allOf: 'All of it', pay: 'Bill of {0}', paid: 'Paid in parts: {0}', partSure: 'Make a bill of {0}? The rest stays on the table.',
    },
    ru: {
      name: 'Русский', other: 'English', title: 'Официант', tables: 'Столы', back: 'Назад', code: 'Код со страницы «Устройства»',
      enrol: 'Подключить телефон', enrolWhat: 'Администратор создаёт код для этого телефона. Отсканируйте QR-код или введите код здесь.',
      who: 'Ваше имя', begin: 'Начать', end: 'Закончить сеанс', free: 'свободен', ordered: 'На столе', order: 'Новый заказ',
      nothing: 'Пока ничего не заказано.', search: 'Поиск', all: 'Все', send: 'Отправить заказ', bill: 'Счёт', billSure: 'Закрыть счёт на {0}?',
      sent: 'Заказ {0} отправлен.', billed: 'Счёт {0}: {1}.', cancelled: 'Отменено: {0}.', cancel: 'Отменить', more: 'Ещё одну', less: 'На одну меньше',
      noGoods: 'Ничего не найдено.', lost: 'Нет связи. Введённое сохранено.', total: 'Итого', yes: 'Да', no: 'Нет', asked: 'Стол {0}',
      cancelSure: 'Отменить {1} × {0}?', cancelMeasured: 'Отменить: {0}, {1}?', nothingLeft: '{0}: отменять уже нечего.', pending: 'На отправленное ответа ещё нет. Оно отправляется повторно и не удвоится.', forget: 'Подключить заново',
      pendingOther: 'На отправленное ответа ещё нет, а телефон с тех пор подключили заново. Если оно дошло, повторная отправка его удвоит. Если не уверены, выберите «Не отправлять» и посмотрите на стол: введённое сохранено.',
      left: 'осталось {0}', resend: 'Отправить снова', drop: 'Не отправлять',
      comment: 'Комментарий', another: 'Ещё, но с другим комментарием', amount: 'Количество', amountOf: 'Количество, {0}',
      badAmount: 'Число, не более трёх знаков после запятой, например 0,250.', tooMuch: 'Не более {0}.', split: 'Разделить счёт', splitTitle: 'Стол {0}: по частям',
      choose: 'Отметьте, что оплачивает этот гость. Остальное останется на столе.', allOf: 'Всё', pay: 'Счёт на {0}', paid: 'Оплачено частями: {0}', partSure: 'Выписать счёт на {0}? Остальное останется на столе.',
    },
  };
  const kept = {
    get: (key) => localStorage.getItem('webgate.waiter.' + key),
    set: (key, value) => (value === null ? localStorage.removeItem('webgate.waiter.' + key) : localStorage.setItem('webgate.waiter.' + key, value)),
  };
  let language = kept.get('language') || (navigator.language.startsWith('ru') ? 'ru' : 'en');
  const t = (key, ...values) => values.reduce((text, value, at) => text.replace(`{${at}}`, () => value), TEXT[language][key]);
  const money = (amount) => new Intl.NumberFormat(language, {minimumFractionDigits: 2, maximumFractionDigits: 2}).format(amount);
  // Without marks between thousands: a quantity that is shown is one that may be typed, and 1,500 reads as one and a half
  const number = (amount) => new Intl.NumberFormat(language, {maximumFractionDigits: 3, useGrouping: false}).format(amount);
  const at = (id) => document.getElementById(id), view = at('view');
  let table = null, splitting = false, busy = false, pressed = false, turns = 0, timer = 0;

  /** Properties of the element; what a screen reader is told is set as attributes: not every browser has properties for it. */
  function make(tag, properties, ...inside) {
    const {dataset, role, aria, ...rest} = properties || {};
    const one = Object.assign(document.createElement(tag), rest);
    Object.assign(one.dataset, dataset || {});
    if (role) one.setAttribute('role', role);
    Object.entries(aria || {}).forEach(([name, value]) => one.setAttribute('aria-' + name, value));
    one.append(...inside.filter((part) => part !== null));
    return one;
  }
  /** What somebody typed, in thousandths; null where it is no quantity. Both signs that part a number are taken. */
  function thousandths(text) {
    const found = /^(\d{1,9})(?:[.,](\d{1,3}))?$/.exec(text.trim() || '0');
    return found ? Number(found[1]) * 1000 + Number((found[2] || '').padEnd(3, '0')) : null;
  }
  const milli = (quantity) => Math.round(quantity * 1000);
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
    // A phone that has left the network may wait for minutes: meanwhile nothing could be tapped
    const control = new AbortController(), limit = setTimeout(() => control.abort(), LONGEST);
    let answer, text;
    try {
      answer = await fetch(path, {method, headers, body: body ? JSON.stringify(body) : undefined, cache: 'no-store', credentials: 'omit', signal: control.signal});
      text = await answer.text();
    } catch (unreachable) {
      throw new Refused(0);
    } finally {
      clearTimeout(limit);
    }
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
    turns++;
    const parts = [view, document.querySelector('header')];
    parts.forEach((part) => part.setAttribute('aria-busy', 'true'));
    try {
      trouble('');
      await step();
    } catch (refused) {
      if (!(refused instanceof Refused)) throw refused;
      refuse(refused);
    } finally {
      busy = false;
      parts.forEach((part) => part.removeAttribute('aria-busy'));
    }
  }
  /** Looks anew by itself: it makes nobody wait, and what somebody does or is asked meanwhile is not drawn over. */
  async function look() {
    if (document.hidden || busy || occupied() || !kept.get('token') || !kept.get('session')) return;
    if (waiting()) return void await act(show);
    const turn = turns, undisturbed = () => turn === turns && !occupied();
    try {
      await show(undisturbed);
      if (undisturbed()) trouble('');
    } catch (refused) {
      if (!(refused instanceof Refused)) throw refused;
      if (undisturbed()) refuse(refused);
    }
  }
  function refuse(refused) {
    trouble(refused.message);
    if (refused.status === 401) { kept.set('token', null); kept.set('session', null); enrol(); trouble(refused.message); }
    else if (refused.status === 404 && refused.code === 'seat-unknown') { kept.set('session', null); sign(); trouble(refused.message); }
    else if (refused.status === 0 || refused.status === 503) { clearTimeout(timer); timer = setTimeout(look, AGAIN); }
  }

  /** Whether somebody chooses what a guest pays, is being asked, types or presses: that is not thrown away by looking anew. */
  const occupied = () => (splitting || pressed || view.querySelector('[role=alertdialog], input:focus')) && !waiting();

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
    splitting = false;
    head(t('title'));
    const code = make('input', {id: 'code', autocomplete: 'off', autocapitalize: 'characters', required: true, spellcheck: false});
    put(form(() => redeem(code.value), make('p', {className: 'muted'}, t('enrolWhat')),
      make('label', {htmlFor: 'code'}, t('code')), code,
      make('p', {}, ''), make('button', {className: 'main', id: 'enrol'}, t('enrol'))));
  }
  async function redeem(code) {
    const device = await ask('POST', '/api/v1/enrolments/redeem', {code: code.trim()});
    kept.set('token', device.deviceToken);
    kept.set('device', device.device);
    kept.set('session', null);
    sign();
  }

  function sign() {
    table = null;
    splitting = false;
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
  /** Keys are those of a device: sent under another one, a document that has arrived would be there twice. */
  const ofAnother = (sending) => (sending.device || null) !== kept.get('device');
  async function deliver(sending) {
    if (waiting() && waiting().key !== sending.key) {
      // Another window of this phone has sent something that nobody answered: that comes first
      again();
      throw new Refused(0, {detail: t('pending')});
    }
    kept.set('sending', JSON.stringify({...sending, device: kept.get('device')}));
    const document = await ask('POST', session('documents'), sending.draft, sending.key).catch((refused) => {
      // The document itself was refused: the person decides anew. Else nobody knows whether it has arrived
      if ([400, 409, 413, 422].includes(refused.status)) kept.set('sending', null);
      // Until that is known nothing else may be sent: a second tap would be a second document
      else again();
      throw refused;
    });
    kept.set('sending', null);
    if (document.kind === 'order') { basket(document.place, null); told(t('sent', document.number)); }
    else if (document.kind === 'bill') told(t('billed', document.number, money(document.total)));
    else told(t('cancelled', document.lines.map((line) => line.name).join(', ')));
    return document;
  }
  const key = () => [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');

  /** What is to be ordered at a table, by code, a line for each comment; kept on the phone until it is sent. */
  function basket(place, now) {
    const all = JSON.parse(kept.get('baskets') || '{}');
    if (now === undefined) {
      const found = all[place] || {};
      // As an earlier version of this page has kept it
      Object.values(found).forEach((each) => { each.lines = each.lines || [{quantity: each.quantity, comment: ''}]; });
      return found;
    }
    if (now === null) delete all[place]; else all[place] = now;
    kept.set('baskets', JSON.stringify(all));
    return now;
  }

  async function show(undisturbed) {
    if (!kept.get('token')) return enrol();
    if (!kept.get('session')) return sign();
    if (waiting()) {
      if (ofAnother(waiting())) return again();
      await deliver(waiting());
    }
    return table === null ? tables(undisturbed) : one(table, undisturbed);
  }
  function again() {
    head(t('title'));
    const resend = () => act(async () => {
      // Another window of this phone may have had its answer meanwhile
      if (waiting()) await deliver(waiting());
      await show();
    });
    put(make('p', {}, t(waiting() && ofAnother(waiting()) ? 'pendingOther' : 'pending')), button(t('resend'), resend, {className: 'main', id: 'resend'}), make('p', {}, ''),
      button(t('drop'), () => { kept.set('sending', null); act(show); }, {id: 'drop'}));
  }

  async function tables(undisturbed = () => true) {
    const all = await ask('GET', session('tables'));
    if (!undisturbed()) return;
    clearTimeout(timer);
    timer = setTimeout(() => table !== null || look(), ALIVE);
    splitting = false;
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
  }
  async function leave() {
    await ask('DELETE', BASE + 'sessions/' + kept.get('session'));
    kept.set('session', null);
    told('');
    sign();
  }

  async function one(name, undisturbed = () => true) {
    const [all, goods] = await Promise.all([ask('GET', session('tables')), ask('GET', session('goods?limit=' + MOST))]);
    if (!undisturbed()) return;
    table = name;
    splitting = false;
    const open = all.find((each) => each.table === name) || {table: name, lines: [], billed: [], cancellable: [], total: 0};
    const paid = open.billed.reduce((sum, line) => sum + Math.round(line.sum * 100), 0) / 100;
    head(t('asked', name), () => act(() => { told(''); return tables(); }));
    const lines = make('ul', {className: 'list', id: 'ordered'}, ...open.lines.map((line) => make('li', {},
      make('span', {className: 'what'}, line.name, make('small', {}, number(line.quantity) + ' × ' + money(line.price))),
      make('span', {className: 'sum'}, money(line.sum)),
      button('−', () => act(() => cancel(open, line)), {aria: {label: t('cancel') + ': ' + line.name}}))));
    put(make('h2', {}, t('ordered')), open.lines.length ? lines : make('p', {className: 'muted'}, t('nothing')),
      open.lines.length ? make('p', {id: 'total'}, make('strong', {className: 'sum'}, t('total') + ' ' + money(open.total))) : null,
      paid ? make('p', {id: 'paid', className: 'muted'}, t('paid', money(paid))) : null,
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
        .map(([code, each]) => ({code, name: each.name, price: each.price, unit: each.unit, whole: each.whole !== false, available: null}));
      list.replaceChildren(...[...others, ...shown].map(item));
      if (!others.length && !shown.length) list.append(make('li', {className: 'muted'}, t('noGoods')));
      pressed.forEach((each) => each.setAttribute('aria-pressed', String((each.dataset.group || null) === group)));
    }
    function item(each) {
      const lines = (basket(name)[each.code]?.lines || []).map((line) => ({...line}));
      if (!lines.length) lines.push({quantity: 0, comment: ''});
      const other = button(t('another'), () => {
        const line = {quantity: 0, comment: ''};
        lines.push(line);
        other.before(row(line));
        other.previousSibling.querySelector(each.whole ? '.more' : 'input').focus();
      }, {className: 'wide another'});
      function keep() {
        const now = basket(name), chosen = lines.filter((line) => line.quantity);
        if (chosen.length) now[each.code] = {lines: chosen, price: each.price, name: each.name, unit: each.unit, whole: each.whole}; else delete now[each.code];
        basket(name, now);
        other.hidden = !lines.every((line) => line.quantity && line.comment.trim());
        ready(name);
      }
      function row(line) {
        const comment = make('input', {className: 'wide comment', maxLength: 200, autocomplete: 'off', value: line.comment,
          placeholder: t('comment'), aria: {label: t('comment') + ': ' + each.name}, oninput: () => { line.comment = comment.value; keep(); }});
        const inside = make('div', {className: 'row'});
        const shown = () => { comment.hidden = !line.quantity; inside.classList.toggle('full', !comment.hidden); };
        const set = (quantity) => { line.quantity = quantity; shown(); keep(); };
        shown();
        if (!each.whole) {
          const [amount, bad] = amountField((each.unit ? t('amountOf', each.unit) : t('amount')) + ': ' + each.name, line.quantity, null, (chosen) => set((chosen || 0) / 1000));
          inside.append(amount, make('span', {aria: {hidden: 'true'}}, each.unit || ''), bad, comment);
          return inside;
        }
        const count = make('span', {className: 'count'}, number(line.quantity));
        const change = (by) => { set(Math.max(0, line.quantity + by)); count.textContent = number(line.quantity); };
        inside.append(button('−', () => change(-1), {className: 'less', aria: {label: t('less') + ': ' + each.name}}), count,
          button('+', () => change(1), {className: 'more', aria: {label: t('more') + ': ' + each.name}}), comment);
        return inside;
      }
      const left = each.available === null ? null : make('small', {}, t('left', number(each.available)));
      other.hidden = !lines.every((line) => line.quantity && line.comment.trim());
      return make('li', {dataset: {code: each.code}}, make('span', {className: 'what'}, each.name,
        make('small', {}, money(each.price) + (each.whole || !each.unit ? '' : ' / ' + each.unit)), left), ...lines.map(row), other);
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

  /** Where a quantity is typed, and what is said where it is none; act gets thousandths, or null where it is wrong. */
  let fields = 0;
  function amountField(label, quantity, most, chosen) {
    const bad = make('small', {className: 'bad wide', id: 'bad' + ++fields, aria: {live: 'polite'}});
    const amount = make('input', {className: 'amount', inputMode: 'decimal', autocomplete: 'off', aria: {label: label}, value: quantity ? number(quantity) : ''});
    amount.setAttribute('aria-describedby', bad.id);
    const take = (value) => {
      const fits = value !== null && (most === null || value <= most);
      bad.textContent = fits ? '' : value === null ? t('badAmount') : t('tooMuch', number(most / 1000));
      amount.setAttribute('aria-invalid', String(!fits));
      chosen(fits ? value : null);
    };
    amount.oninput = () => take(thousandths(amount.value));
    // What the page sets is a number already: it is written for the person, and never read back
    const set = (value) => { amount.value = value ? number(value / 1000) : ''; take(value); };
    return [amount, bad, set];
  }
  /** Nothing is sent while something that was typed is no quantity. */
  function ready(name) {
    const send = view.querySelector('#send');
    if (send) send.disabled = !Object.keys(basket(name)).length || Boolean(view.querySelector('#menu [aria-invalid=true]'));
  }

  /** What goods between two quantities cost, in hundredths: as the host counts, rounded half up. Both in thousandths. */
  function cost(price, from, to) {
    const upTo = (quantity) => (BigInt(Math.round(price * 100)) * BigInt(quantity) + 500n) / 1000n;
    return Number(upTo(to) - upTo(from));
  }

  /** A bill or a cancellation; where it is refused somebody else was quicker: the table is shown as it is now. */
  async function settle(name, draft) {
    try {
      await deliver({key: key(), draft});
    } catch (refused) {
      if (!waiting()) await one(name);
      throw refused;
    }
  }

  /** A bill of a part: lines, or some of them; the rest stays on the table. */
  function split(name, open) {
    splitting = true;
    head(t('splitTitle', name), () => act(() => one(name)));
    const parts = open.lines.map((line) => {
      const before = open.billed.find((each) => each.code === line.code && each.price === line.price);
      return {line, from: before ? milli(before.quantity) : 0, most: milli(line.quantity), chosen: 0};
    });
    const sum = () => parts.reduce((all, part) => all + cost(part.line.price, part.from, part.from + (part.chosen || 0)), 0) / 100;
    const pay = button('', () => busy || sure(t(everything() ? 'billSure' : 'partSure', money(sum())), bill), {className: 'main', id: 'pay'});
    const everything = () => parts.every((part) => part.chosen === part.most);
    function shown() {
      pay.textContent = t('pay', money(sum()));
      pay.disabled = !parts.some((part) => part.chosen) || parts.some((part) => part.chosen === null);
    }
    async function bill() {
      const lines = parts.filter((part) => part.chosen).map((part) => ({code: part.line.code, quantity: part.chosen / 1000, price: part.line.price}));
      const all = everything();
      await settle(name, {kind: 'bill', place: name, lines, total: sum()});
      await (all ? tables() : one(name));
    }
    function row(part) {
      const {line} = part;
      const [amount, bad, set] = amountField(t('amount') + ': ' + line.name, 0, part.most, (chosen) => { part.chosen = chosen; shown(); });
      return make('li', {dataset: {code: line.code}}, make('span', {className: 'what'}, line.name, make('small', {}, number(line.quantity) + ' × ' + money(line.price))),
        make('div', {className: 'row'}, button('−', () => set(Math.max(0, (part.chosen || 0) - 1000)), {className: 'less', aria: {label: t('less') + ': ' + line.name}}), amount,
          button('+', () => set(Math.min(part.most, (part.chosen || 0) + 1000)), {className: 'more', aria: {label: t('more') + ': ' + line.name}}),
          button(t('allOf'), () => set(part.most), {className: 'all', aria: {label: t('allOf') + ': ' + line.name}}), bad));
    }
    put(make('p', {}, t('choose')), make('ul', {className: 'list', id: 'split'}, ...parts.map(row)), make('footer', {}, pay));
    shown();
    at('title').focus();
  }

  function foot(name, open) {
    const order = () => ({key: key(), draft: {kind: 'order', place: name,
      lines: Object.entries(basket(name)).flatMap(([code, each]) => each.lines.map((line) => ({
        code, quantity: line.quantity, price: each.price, ...(line.comment.trim() ? {comment: line.comment.trim()} : {})})))}});
    async function send() {
      try {
        await deliver(order());
      } catch (refused) {
        // The new price is on the page the next time: the person sees it and sends again
        if (refused.code === 'price-changed') await reprice(name);
        throw refused;
      }
      await one(name);
    }
    return make('footer', {}, button(t('send'), () => act(send), {className: 'main', id: 'send', disabled: !Object.keys(basket(name)).length}),
      button(t('split'), () => busy || split(name, open), {id: 'part', disabled: !open.lines.length}),
      // Not while something is under way: the question would be about figures that are about to change
      button(t('bill'), () => busy || sure(t('billSure', money(open.total)), () => settle(name, {kind: 'bill', place: name, total: open.total})
        .then(tables)), {id: 'bill', disabled: !open.lines.length}));
  }
  async function reprice(name) {
    const now = basket(name);
    await Promise.all(Object.keys(now).map((code) => ask('GET', session('goods?code=' + encodeURIComponent(code))).then((each) => {
      now[code].price = each.price;
    })));
    basket(name, now);
    await one(name);
  }

  /** Takes one back, or what was measured at once, from the newest order that still has some of it. */
  async function cancel(open, line) {
    const order = open.cancellable.filter((each) => each.code === line.code && each.price === line.price).pop();
    if (!order) {
      await one(open.table);
      throw new Refused(409, {detail: t('nothingLeft', line.name)});
    }
    const goods = await ask('GET', session('goods?code=' + encodeURIComponent(line.code))).catch((refused) => {
      // They are not sold any more, and can be cancelled all the same
      if (refused.code === 'goods-unknown') return {unit: null, whole: Number.isInteger(order.quantity)};
      throw refused;
    });
    const quantity = goods.whole ? Math.min(1, order.quantity) : order.quantity;
    const question = goods.whole || !goods.unit ? t('cancelSure', line.name, number(quantity))
      : t('cancelMeasured', line.name, number(quantity) + ' ' + goods.unit);
    sure(question, () => settle(open.table, {kind: 'cancellation', of: order.order, lines: [{code: line.code, quantity, price: line.price}]})
      .then(() => one(open.table)));
  }

  function sure(question, step) {
    const before = document.activeElement;
    const box = make('div', {role: 'alertdialog', aria: {label: question}}, make('p', {}, make('strong', {}, question)),
      button(t('yes'), () => act(step), {className: 'main', id: 'yes'}), ' ', button(t('no'), () => { box.remove(); before.focus(); }, {id: 'no'}));
    box.onkeydown = (event) => { if (event.key === 'Escape') box.querySelector('#no').click(); };
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
  document.addEventListener('visibilitychange', look);
  view.addEventListener('pointerdown', () => { pressed = true; });
  // After the click, which comes between
  for (const end of ['pointerup', 'pointercancel']) document.addEventListener(end, () => setTimeout(() => { pressed = false; }));
  setInterval(() => {
    if (!document.hidden && kept.get('session')) ask('PUT', BASE + 'sessions/' + kept.get('session')).then(() => {
      if (occupied()) trouble('');
      else if (!at('trouble').hidden) look();
    }, refuse);
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

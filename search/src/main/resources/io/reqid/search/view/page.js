'use strict';
(() => {
  const ROW = 24, REQUEST = 68, DETAIL = 160, OVERSCAN = 600, STEP = 14, MOST_STEPS = 30, LONGEST = 1000;
  const SIGNS = ['\u00b7', '\u25cb', '\u25cf', '\u25b2', '\u2716'];
  const LEVELS = ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR'];
  const by = id => document.getElementById(id);
  const list = by('list'), canvas = by('canvas'), search = by('search');

  /** All rows, a parent before its children. end: the place behind its last descendant. */
  const rows = [];
  let events = 0, mentions = 0;
  for (const request of JSON.parse(by('data').textContent).requests) {
    const open = [add({ kind: 'request', depth: 0, request, data: request })];
    for (const data of request.rows) {
      if (data.v !== undefined) data.v = LEVELS.indexOf(data.v);
      const kind = data.t !== undefined ? 'node' : data.c !== undefined ? 'note' : 'event';
      while (rows[open[open.length - 1]].depth > data.d) close(open.pop());
      const place = add({ kind, depth: data.d + 1, request, data, parent: open[open.length - 1] });
      if (kind === 'node') open.push(place);
      if (kind === 'event') data.k ? mentions++ : events++;
    }
    while (open.length) close(open.pop());
  }

  function add(row) {
    row.open = row.kind !== 'event';
    row.height = row.kind === 'request' ? REQUEST : ROW;
    row.end = rows.length + 1;
    return rows.push(row) - 1;
  }

  /** Counts what is inside, for when it is closed. */
  function close(place) {
    const row = rows[place];
    row.end = rows.length;
    row.inside = 0;
    row.worst = -1;
    for (let i = place + 1; i < row.end; i = rows[i].end) {
      const child = rows[i];
      row.inside += child.kind === 'event' ? 1 : child.inside || 0;
      row.worst = Math.max(row.worst, child.kind === 'event' ? child.data.v ?? -1 : child.worst ?? -1);
    }
  }

  /** The rows that are shown, and where each begins. */
  let shown = [], tops = [0], picked = 0, needle = '';
  const drawn = new Map();

  function layOut() {
    shown = needle ? matching() : opened();
    measure();
    draw();
  }

  function opened() {
    const places = [];
    for (let i = 0; i < rows.length; i = rows[i].open || rows[i].kind === 'event' ? i + 1 : rows[i].end) places.push(i);
    return places;
  }

  function matching() {
    const keep = new Uint8Array(rows.length);
    let found = 0;
    for (let i = 0; i < rows.length; i++) {
      if (rows[i].kind === 'event' && haystack(rows[i]).includes(needle)) {
        found++;
        for (let at = i; at !== undefined && !keep[at]; at = rows[at].parent) keep[at] = 1;
      }
    }
    by('count').textContent = `${found.toLocaleString('en')} of ${counted(events + mentions, 'event')}`;
    const places = [];
    for (let i = 0; i < rows.length; i++) if (keep[i]) places.push(i);
    return places;
  }

  function haystack(row) {
    const data = row.data;
    return row.hay ??= [data.m, data.x, data.g, data.p, data.s, data.i, data.n && 'task ' + data.n, LEVELS[data.v], data.z]
      .filter(Boolean).join('\n').toLowerCase();
  }

  function measure() {
    tops = new Float64Array(shown.length + 1);
    for (let i = 0; i < shown.length; i++) tops[i + 1] = tops[i] + rows[shown[i]].height;
    canvas.style.height = tops[shown.length] + 'px';
  }

  /** The last of the shown rows that begins at or above a height. */
  function at(height) {
    let low = 0, high = shown.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (tops[middle] <= height) low = middle; else high = middle - 1;
    }
    return low;
  }

  function draw() {
    const first = at(list.scrollTop - OVERSCAN), last = at(list.scrollTop + list.clientHeight + OVERSCAN);
    const wanted = new Set(shown.slice(first, last + 1));
    for (const [place, element] of drawn) {
      if (!wanted.has(place)) { element.remove(); drawn.delete(place); }
    }
    let moved = false;
    for (let i = first; i <= last && i < shown.length; i++) {
      const place = shown[i], row = rows[place];
      let element = drawn.get(place);
      if (!element) {
        element = make(row, place);
        drawn.set(place, element);
        canvas.append(element);
      }
      element.style.top = tops[i] + 'px';
      if (row.kind === 'event' && row.open && element.offsetHeight !== row.height) {
        row.height = element.offsetHeight;
        moved = true;
      }
    }
    if (moved) { measure(); draw(); }
    list.setAttribute('aria-activedescendant', drawn.has(picked) ? 'row' + picked : '');
  }

  function redraw(place) {
    drawn.get(place)?.remove();
    drawn.delete(place);
  }

  function part(name, className, text) {
    const element = document.createElement(name);
    if (className) element.className = className;
    if (text !== undefined) element.textContent = text;
    return element;
  }

  function button(text, title, action) {
    const element = part('button', '', text);
    element.type = 'button';
    element.title = title;
    element.addEventListener('click', event => { event.stopPropagation(); action(); });
    return element;
  }

  function make(row, place) {
    const element = part('div', 'row ' + row.kind), main = part('div', 'main'), data = row.data;
    element.id = 'row' + place;
    element.setAttribute('role', 'treeitem');
    element.setAttribute('aria-level', row.depth + 1);
    element.setAttribute('aria-selected', place === picked);
    element.classList.toggle('picked', place === picked);
    if (row.kind !== 'note') element.setAttribute('aria-expanded', row.open);
    main.append(part('span', 'offset', row.kind === 'event' && data.o !== undefined ? '+' + span(data.o) : ''));
    main.append(axis(row), text(row, place));
    main.addEventListener('click', () => { pick(place); if (row.kind === 'event') toggle(place); });
    element.append(main);
    if (row.kind === 'event') {
      if (data.v !== undefined) element.classList.add('v' + data.v);
      if (data.k) element.classList.add('mention');
      if (row.open) element.append(detail(row));
    }
    return element;
  }

  function axis(row) {
    const outer = part('span', 'axis'), element = part('span', 'scale'), data = row.data, length = row.request.length || 1;
    const put = (className, from, content) => {
      const mark = part('i', className, content);
      mark.style.left = Math.min(Math.max(from / length, 0), 1) * 100 + '%';
      element.append(mark);
      return mark;
    };
    if (row.kind === 'request' && row.request.start) {
      for (let i = 0; i < 4; i++) put('tick', row.request.length * i / 4, span(row.request.length * i / 4));
    } else if (row.kind === 'node' && data.f !== undefined) {
      put('bar', data.f).style.width = Math.max((data.e - data.f) / length, 0) * 100 + '%';
    } else if (row.kind === 'event' && data.o !== undefined) {
      put('mark v' + (data.v ?? ''), data.o, SIGNS[data.v] ?? SIGNS[2]);
    }
    outer.append(element);
    return outer;
  }

  function text(row, place) {
    const element = part('span', 'text'), data = row.data;
    const steps = Math.max(row.depth - 1, 0);
    element.style.paddingLeft = 8 + Math.min(steps, MOST_STEPS) * STEP + (row.kind === 'event' ? 20 : 0) + 'px';
    if (steps > MOST_STEPS) element.append(part('span', 'depth', `(${steps}) `));
    if (row.kind === 'note') {
      element.classList.add('note');
      element.append(data.c);
    } else if (row.kind === 'event') {
      eventText(element, data);
    } else {
      const twist = button(row.open ? '\u25be' : '\u25b8', row.open ? 'Close' : 'Open', () => { pick(place); toggle(place); });
      twist.className = 'twist';
      twist.tabIndex = -1;
      const name = part('b', '', row.kind === 'request' ? data.id : data.t);
      const closed = row.open ? '' : part('span', row.worst >= 0 ? 'inside v' + row.worst : 'inside', inside(row));
      if (row.kind === 'request') requestText(element, data, [twist, name, closed]);
      else element.append(twist, name, part('span', 'about', ' ' + data.a), closed);
      if (data.l) element.classList.add('loose');
    }
    return element;
  }

  function inside(row) {
    const sign = row.worst >= 3 ? ' ' + SIGNS[row.worst] + ' ' + LEVELS[row.worst] : '';
    return ` (${counted(row.inside, 'event')} inside${sign})`;
  }

  function counted(number, noun) {
    return `${number.toLocaleString('en')} ${noun}${number === 1 ? '' : 's'}`;
  }

  function requestText(element, data, name) {
    const line = part('span', 'line');
    line.append(...name, button('Copy id', 'Copy the request id', () => copy(data.id, 'the id')));
    if (data.reqid) {
      line.append(button('Copy reqid', data.reqid, () => copy(data.reqid, 'the command')));
      line.append(button('Copy grep', data.grep, () => copy(data.grep, 'the command')));
    }
    element.append(line, part('span', 'facts', data.facts.join(' \u00b7 ') + (data.start ? ' \u00b7 ' + data.start : '')));
  }

  function eventText(element, data) {
    element.append(part('span', 'sign', data.k ? '\u2248' : SIGNS[data.v] ?? ' '), part('span', 'level', LEVELS[data.v] ?? ''));
    if (data.k) element.append(part('span', 'thread', `[mention in ${data.i ?? 'no request'}] `));
    if (data.h) element.append(part('span', 'thread', data.h + ' '));
    const message = part('span', 'message');
    const feed = data.m.indexOf('\n');
    const line = (data.g ? data.g.slice(data.g.lastIndexOf('.') + 1) + ': ' : '') + (feed < 0 ? data.m : data.m.slice(0, feed));
    highlight(message, line.slice(0, LONGEST));
    element.append(message);
    if (data.r) element.append(part('span', 'rest', ' ' + data.r));
  }

  function highlight(element, line) {
    const lower = line.toLowerCase();
    let from = 0;
    if (needle && lower.length === line.length) {
      for (let i = lower.indexOf(needle); i >= 0; i = lower.indexOf(needle, from)) {
        element.append(line.slice(from, i), part('mark', '', line.slice(i, i + needle.length)));
        from = i + needle.length;
      }
    }
    element.append(line.slice(from));
  }

  function detail(row) {
    const element = part('div', 'detail'), data = row.data;
    const facts = [data.z, LEVELS[data.v], data.s, data.n && 'task ' + data.n, data.p && 'thread ' + data.p, data.g, data.w];
    element.append(part('p', '', facts.filter(Boolean).join(' \u00b7 ')));
    element.append(button('Copy text', 'Copy time, level, thread, logger, message and stack trace', () => copy(asText(data), 'the event')));
    element.append(part('pre', '', data.m + (data.x ? '\n' + data.x : '')));
    return element;
  }

  function asText(data) {
    const head = [data.z, LEVELS[data.v], data.p && `[${data.p}]`, data.g && data.g + ':'].filter(Boolean).join(' ');
    return (head ? head + ' ' : '') + data.m + (data.x ? '\n' + data.x : '');
  }

  /** As Times.span has it. */
  function span(nanos) {
    const millis = nanos / 1e6;
    if (millis < 10 && nanos % 1e6) return millis.toFixed(2) + 'ms';
    if (millis < 10000) return Math.floor(millis) + 'ms';
    if (millis < 60000) return (Math.floor(millis / 100) / 10).toFixed(1) + 's';
    const seconds = Math.floor(millis / 1000), two = number => String(number).padStart(2, '0');
    return seconds < 3600 ? `${Math.floor(seconds / 60)}m${two(seconds % 60)}s`
      : `${Math.floor(seconds / 3600)}h${two(Math.floor(seconds % 3600 / 60))}m`;
  }

  async function copy(what, name) {
    let done = false;
    try {
      await navigator.clipboard.writeText(what);
      done = true;
    } catch {
      done = copyByHand(what);
    }
    by('said').textContent = done ? `Copied ${name}` : 'The browser refused to copy';
  }

  /** For browsers that keep the clipboard from pages of files. */
  function copyByHand(what) {
    const area = part('textarea');
    area.value = what;
    document.body.append(area);
    area.select();
    const done = document.execCommand('copy');
    area.remove();
    list.focus();
    return done;
  }

  function toggle(place) {
    const row = rows[place];
    if (row.kind === 'note') return;
    row.open = !row.open;
    if (row.kind === 'event') row.height = row.open ? DETAIL : ROW;
    redraw(place);
    layOut();
  }

  function pick(place) {
    const before = picked;
    picked = place;
    for (const one of [before, place]) {
      drawn.get(one)?.classList.toggle('picked', one === picked);
      drawn.get(one)?.setAttribute('aria-selected', one === picked);
    }
    list.setAttribute('aria-activedescendant', 'row' + place);
  }

  function move(index) {
    if (!shown.length) return;
    const i = Math.max(0, Math.min(shown.length - 1, index));
    pick(shown[i]);
    const height = Math.min(rows[shown[i]].height, ROW);
    if (tops[i] < list.scrollTop) list.scrollTop = tops[i];
    if (tops[i] + height > list.scrollTop + list.clientHeight) list.scrollTop = tops[i] + height - list.clientHeight;
    draw();
  }

  function setAll(open) {
    for (const row of rows) if (row.kind === 'node' || row.kind === 'request') row.open = open;
    drawn.forEach(element => element.remove());
    drawn.clear();
    while (rows[picked] && !open && rows[picked].parent !== undefined) picked = rows[picked].parent;
    layOut();
  }

  const KEYS = {
    ArrowDown: i => move(i + 1),
    ArrowUp: i => move(i - 1),
    PageDown: i => move(at(tops[i] + list.clientHeight)),
    PageUp: i => move(at(tops[i] - list.clientHeight)),
    Home: () => move(0),
    End: () => move(shown.length - 1),
    ArrowRight: i => rows[picked].open ? move(i + 1) : toggle(picked),
    ArrowLeft: () => {
      const row = rows[picked];
      if (row.open && row.kind !== 'note' && !(needle && row.kind !== 'event')) toggle(picked);
      else if (row.parent !== undefined) move(shown.indexOf(row.parent));
    },
    Enter: () => toggle(picked),
    ' ': () => toggle(picked),
    c: () => {
      const row = rows[picked];
      if (row.kind === 'event') copy(asText(row.data), 'the event');
      else if (row.kind === 'request') copy(row.data.id, 'the id');
      else copy(row.data.t ?? row.data.c, 'the line');
    },
  };

  list.addEventListener('keydown', event => {
    const action = KEYS[event.key];
    if (!action || event.target !== list || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    action(Math.max(shown.indexOf(picked), 0));
  });
  document.addEventListener('keydown', event => {
    if (event.key === '/' && event.target !== search) {
      event.preventDefault();
      search.focus();
      search.select();
    } else if (event.key === 'Escape') {
      if (event.target === search && search.value) { search.value = ''; look(); }
      list.focus();
    }
  });
  search.addEventListener('keydown', event => {
    if (event.key === 'Enter' || event.key === 'ArrowDown') {
      event.preventDefault();
      look();
      list.focus();
      move(Math.max(shown.findIndex(i => rows[i].kind === 'event'), 0));
    }
  });

  function look() {
    const text = search.value.toLowerCase();
    if (text === needle) return;
    needle = text;
    drawn.forEach(element => element.remove());
    drawn.clear();
    list.scrollTop = 0;
    if (!needle) total();
    layOut();
  }

  function total() {
    by('count').textContent = counted(events, 'event') + (mentions ? ` and ${counted(mentions, 'mention')}` : '');
  }

  let waiting = 0;
  search.addEventListener('input', () => {
    clearTimeout(waiting);
    waiting = setTimeout(look, events > 5000 ? 150 : 0);
  });
  let asked = false;
  const later = () => {
    if (!asked) {
      asked = true;
      requestAnimationFrame(() => { asked = false; draw(); });
    }
  };
  list.addEventListener('scroll', later, { passive: true });
  addEventListener('resize', later);
  by('expand').addEventListener('click', () => setAll(true));
  by('collapse').addEventListener('click', () => setAll(false));
  by('keys').addEventListener('click', () => {
    by('help').hidden = !by('help').hidden;
    by('keys').setAttribute('aria-expanded', !by('help').hidden);
    later();
  });
  total();
  layOut();
})();

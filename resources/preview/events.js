// What the LMS would log of what one does here: a list beside the unit, with the entry of its log and the xAPI statements.
(function () {
  'use strict';
  var panel = document.getElementById('events');
  var toggle = document.getElementById('events-toggle');
  if (!panel || !toggle) return;

  var kMostRows = 500;
  var kPause = 700; // milliseconds
  var find = function (selector) { return panel.querySelector(selector); };
  var list = find('ol');
  var detail = find('.event-detail');
  var filter = find('input[type=search]');
  var source = find('select');
  var count = find('[role=status]');
  var note = find('.event-note');
  var events = []; // the oldest first
  var last = 0;
  var chosen = null;
  var timer = 0;

  function matches(event) {
    var text = (event.name + ' ' + event.title + ' ' + event.block).toLowerCase();
    var isWanted = !source.value || (source.value === 'xapi' ? event.xapi.length > 0 : event.source === source.value);
    return isWanted && filter.value.toLowerCase().split(/\s+/).every(function (word) { return text.indexOf(word) >= 0; });
  }
  function shown() { return events.filter(matches); }

  function part(tag, className, text) {
    var element = document.createElement(tag);
    if (className) element.className = className;
    if (text) element.textContent = text;
    return element;
  }

  function rowOf(event) {
    var row = part('li');
    var button = part('button');
    button.type = 'button';
    button.dataset.number = event.number;
    button.append(part('time', '', event.time.slice(11, 19)), ' ', part('b', '', event.name), ' ',
      part('span', '', event.title + (event.source === 'browser' ? ' · browser' : '')));
    button.addEventListener('click', function () { choose(event); });
    row.append(button);
    return row;
  }

  function mark() {
    list.querySelectorAll('button').forEach(function (button) {
      if (chosen && Number(button.dataset.number) === chosen.number) button.setAttribute('aria-current', 'true');
      else button.removeAttribute('aria-current');
    });
  }

  function tellCount() {
    var all = shown().length;
    count.textContent = all === 1 ? '1 event' : all + ' events';
    find('.event-empty').hidden = all > 0;
    ['copy', 'save', 'clear'].forEach(function (name) { find('[data-do="' + name + '"]').disabled = all === 0; });
  }

  function render() {
    list.replaceChildren.apply(list, shown().slice(-kMostRows).reverse().map(rowOf));
    mark();
    tellCount();
  }

  // New ones stand on top; who reads further below stays there.
  function add(fresh) {
    events = events.concat(fresh).slice(-kMostRows * 4);
    var place = list.scrollTop;
    var height = list.scrollHeight;
    fresh.filter(matches).forEach(function (event) { list.prepend(rowOf(event)); });
    while (list.children.length > kMostRows) list.lastElementChild.remove();
    if (place > 0) list.scrollTop = place + list.scrollHeight - height;
    tellCount();
  }

  function pretty(value) { return JSON.stringify(value, null, 2); }

  // The LMS logs what scripts of pages say as a text of JSON; people read it more easily as what it is.
  function readable(tracking) {
    var copy = Object.assign({}, tracking);
    if (copy.event_source !== 'browser' || typeof copy.event !== 'string') return { json: copy, isUnpacked: false };
    try {
      copy.event = JSON.parse(copy.event);
      return { json: copy, isUnpacked: typeof copy.event === 'object' };
    } catch (error) {
      return { json: copy, isUnpacked: false };
    }
  }

  function choose(event) {
    chosen = event;
    mark();
    var tracking = readable(event.tracking);
    find('.event-title').textContent = event.title || event.name;
    find('[data-do=jump]').hidden = !event.unit;
    find('.event-tracking').textContent = pretty(tracking.json);
    find('.event-packed').hidden = !tracking.isUnpacked;
    find('.event-xapi').textContent = event.xapi.length ? event.xapi.map(pretty).join('\n\n')
      : 'The LMS sends no statement about this event.';
    detail.hidden = false;
  }

  function jump() {
    var place = '/xblock/' + chosen.unit + '?';
    var link = [].find.call(document.querySelectorAll('nav a'), function (each) {
      return (each.getAttribute('data-page') || '').indexOf(place) === 0;
    });
    var frame = document.getElementById('unit');
    if (!link || !frame) { tell('This learner does not see the unit any more.'); return; }
    var reveal = function () {
      var block = [].find.call(frame.contentDocument.querySelectorAll('[data-usage-id]'), function (each) {
        return each.dataset.usageId === chosen.block;
      });
      if (!block) return;
      block.scrollIntoView({ block: 'center' });
      block.style.outline = '3px solid #1f5fbf';
      setTimeout(function () { block.style.outline = ''; }, 2000);
    };
    if (link.getAttribute('aria-current')) { reveal(); return; }
    frame.addEventListener('load', reveal, { once: true });
    document.dispatchEvent(new CustomEvent('preview-open', { detail: link.getAttribute('data-page') }));
  }

  function lines() {
    return shown().map(function (event) {
      return JSON.stringify({ tracking: event.tracking, xapi: event.xapi });
    }).join('\n') + '\n';
  }

  function tell(text) { note.textContent = text; }

  function copy() {
    var text = lines();
    var done = function () { tell('Copied, one event a line.'); };
    if (navigator.clipboard) { navigator.clipboard.writeText(text).then(done, function () { copyOldWay(text, done); }); return; }
    copyOldWay(text, done);
  }
  function copyOldWay(text, done) { // over a network, without encryption
    var area = part('textarea');
    area.value = text;
    panel.append(area);
    area.select();
    if (document.execCommand('copy')) done();
    else tell('The browser does not let this page copy; save the events instead.');
    area.remove();
  }

  function save() {
    var link = part('a');
    link.href = URL.createObjectURL(new Blob([lines()], { type: 'application/x-ndjson' }));
    link.download = 'events.jsonl';
    link.click();
    setTimeout(function () { URL.revokeObjectURL(link.href); }, 1000);
  }

  function clear() {
    events = [];
    chosen = null;
    detail.hidden = true;
    tell('');
    render();
  }

  function ask() {
    clearTimeout(timer);
    if (panel.hidden) return;
    fetch('/__preview/events?after=' + last, { credentials: 'same-origin' }).then(function (answer) {
      return answer.json();
    }).then(function (said) {
      if (said.message) { tell(said.message); return; }
      if (said.gap && last > 0) tell('So much happened that some events are missing.');
      last = said.last;
      if (said.events.length) add(said.events);
      timer = setTimeout(ask, said.events.length < 100 ? kPause : 0);
    }).catch(function () {
      tell('The preview does not answer; it may have been stopped.');
      timer = setTimeout(ask, 5 * kPause);
    });
  }

  toggle.addEventListener('click', function () {
    panel.hidden = !panel.hidden;
    toggle.setAttribute('aria-expanded', String(!panel.hidden));
    ask();
  });
  panel.addEventListener('click', function (event) {
    var button = event.target.closest('[data-do]');
    if (!button) return;
    ({ jump: jump, copy: copy, save: save, clear: clear })[button.dataset.do]();
  });
  filter.addEventListener('input', render);
  source.addEventListener('change', render);
  list.addEventListener('keydown', function (event) {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    var row = document.activeElement.closest('li');
    var next = row && (event.key === 'ArrowDown' ? row.nextElementSibling : row.previousElementSibling);
    if (!next) return;
    event.preventDefault();
    next.firstElementChild.focus();
    next.firstElementChild.click();
  });
  tellCount();
}());

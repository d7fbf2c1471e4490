// Opens units beside the outline, and loads the one that is open anew when the course has changed.
(function () {
  'use strict';
  var frame = document.getElementById('unit');
  var links = [];
  var units = 0; // custom pages stand behind them
  var back = document.getElementById('back');
  var next = document.getElementById('next');
  var open = -1;
  var version = null;
  var loads = 0; // how often a page was wished for: the last wish counts

  // What is typed in the page that is open and not kept by the server yet: it goes into the page that replaces it.
  function fieldsOf(page) {
    return Array.prototype.slice.call(page.querySelectorAll('input:not([type=hidden]):not([type=file]), textarea, select'));
  }
  function nameOf(field) {
    var isChoice = /^(radio|checkbox)$/.test(field.type);
    return field.tagName + ' ' + (field.name || field.id) + (isChoice ? ' ' + field.value : '');
  }
  function isChanged(field) {
    if (/^(radio|checkbox)$/.test(field.type)) return field.checked !== field.defaultChecked;
    if (!field.options) return field.value !== field.defaultValue;
    return Array.prototype.some.call(field.options, function (option) { return option.selected !== option.defaultSelected; });
  }
  function typed(page) {
    var at = page.activeElement;
    var isText = at && /^(INPUT|TEXTAREA)$/.test(at.tagName) && at.selectionStart !== undefined;
    return {
      fields: fieldsOf(page).filter(isChanged).map(function (field) {
        return { name: nameOf(field), value: field.value, isOn: field.checked };
      }),
      focus: at && at !== page.body ? at.id : '',
      selection: isText ? [at.selectionStart, at.selectionEnd] : null
    };
  }
  // Some blocks draw their fields later: they are waited for.
  var kTries = 20;
  function typeAgain(page, kept, tries) {
    fieldsOf(page).forEach(function (field) {
      var at = kept.fields.findIndex(function (each) { return each.name === nameOf(field); });
      if (at < 0) return;
      var old = kept.fields.splice(at, 1)[0];
      if (/^(radio|checkbox)$/.test(field.type)) field.checked = old.isOn;
      else field.value = old.value;
      field.dispatchEvent(new Event('input', { bubbles: true }));
    });
    var at = kept.focus && page.getElementById(kept.focus);
    if (at) {
      kept.focus = '';
      if (page.activeElement === page.body) at.focus({ preventScroll: true });
      if (kept.selection && kept.selection[0] !== null) at.setSelectionRange(kept.selection[0], kept.selection[1]);
    }
    if ((kept.fields.length || kept.focus) && tries > 0) setTimeout(typeAgain, 100, page, kept, tries - 1);
  }

  // `old`: the window whose place, typing and programs the new page takes over.
  function load(address, old, states) {
    var place = old ? old.scrollY : 0;
    var kept = old && frame.contentDocument ? typed(frame.contentDocument) : null;
    frame.onload = function () {
      var page = frame.contentWindow;
      if (states && page.scriptoriumPreview && page.scriptoriumPreview.programs) page.scriptoriumPreview.programs.put(states);
      if (kept) typeAgain(frame.contentDocument, kept, kTries);
      if (place) page.scrollTo(0, place);
    };
    frame.src = address;
  }

  function show(index, keepsPlace) {
    if (index < 0 || index >= links.length) return;
    links.forEach(function (link, at) {
      if (at === index) link.setAttribute('aria-current', 'page');
      else link.removeAttribute('aria-current');
    });
    open = index;
    back.disabled = index === 0 || index >= units;
    next.disabled = index >= units - 1;
    document.body.classList.remove('shows-outline');
    var details = links[index].closest('details');
    if (details) details.open = true;
    var inner = keepsPlace ? frame.contentWindow : null;
    var programs = inner && inner.scriptoriumPreview && inner.scriptoriumPreview.programs;
    var address = links[index].getAttribute('data-page');
    loads += 1;
    var wish = loads;
    if (programs) programs.states().then(function (states) { if (wish === loads) load(address, inner, states); });
    else load(address, inner, null);
    document.title = links[index].textContent + ' · ' + document.body.getAttribute('data-course');
    if (!keepsPlace) history.replaceState(null, '', links[index].getAttribute('href'));
  }

  function log(name, data) {
    fetch('/event', {
      method: 'POST',
      credentials: 'same-origin',
      headers: { 'X-CSRFToken': window.scriptoriumToken() },
      body: new URLSearchParams({ event_type: name, event: JSON.stringify(data), page: location.href })
    }).catch(function () { /* the preview was stopped */ });
  }

  // Steps are logged as the LMS's learning client logs them; `to` is where they lead.
  function sequenceOf(link) { return link.getAttribute('href').split('/').slice(0, -1).join('/'); }
  function logStep(name, to) {
    if (open < 0 || open >= units || to < 0 || to >= units) return;
    var tabs = links.slice(0, units).filter(function (link) { return sequenceOf(link) === sequenceOf(links[open]); });
    var target = tabs.indexOf(links[to]);
    var isElsewhere = name === 'tab_selected' && target < 0;
    if (isElsewhere) {
      log('edx.ui.lms.outline.selected', { target_url: links[to].href, target_name: links[to].textContent, widget_placement: 'accordion' });
      return;
    }
    var data = {
      current_tab: tabs.indexOf(links[open]) + 1,
      id: links[open].getAttribute('href').split('/').pop(),
      tab_count: tabs.length,
      widget_placement: name === 'tab_selected' ? 'left' : 'top'
    };
    if (name === 'tab_selected') data.target_tab = target + 1;
    log('edx.ui.lms.sequence.' + name, data);
  }
  function step(by) {
    logStep(by < 0 ? 'previous_selected' : 'next_selected', open + by);
    show(open + by, false);
  }

  function readOutline() {
    links = Array.prototype.slice.call(document.querySelectorAll('nav a'));
    units = document.querySelectorAll('nav a:not(.page)').length;
    links.forEach(function (link, index) {
      link.addEventListener('click', function (event) {
        event.preventDefault();
        if (index !== open) logStep('tab_selected', index);
        show(index, false);
      });
    });
  }
  back.addEventListener('click', function () { step(-1); });
  next.addEventListener('click', function () { step(1); });
  document.getElementById('toggle').addEventListener('click', function () {
    document.body.classList.toggle('shows-outline');
  });

  // The outline may have changed as well as the unit.
  function renew() {
    fetch(location.href, { credentials: 'same-origin' }).then(function (answer) {
      return answer.text();
    }).then(function (text) {
      var fresh = new DOMParser().parseFromString(text, 'text/html').querySelector('nav');
      var now = document.querySelector('nav');
      var page = links[open] && links[open].getAttribute('data-page');
      if (!fresh || !page) return location.reload();
      if (fresh.textContent !== now.textContent) {
        now.replaceChildren.apply(now, Array.prototype.slice.call(fresh.childNodes));
        readOutline();
      }
      var place = links.findIndex(function (link) { return link.getAttribute('data-page') === page; });
      show(Math.max(place, 0), place >= 0);
    });
  }
  function look() {
    fetch('/__version', { credentials: 'same-origin' }).then(function (answer) {
      return answer.ok ? answer.json() : null;
    }).then(function (said) {
      if (!said) return;
      var isNew = version !== null && said.version !== version;
      version = said.version;
      if (isNew) renew();
    }).catch(function () { /* the preview was stopped */ });
  }
  look();
  setInterval(look, 300);

  document.addEventListener('preview-open', function (event) {
    var place = links.findIndex(function (link) { return link.getAttribute('data-page') === event.detail; });
    show(place, false);
  });

  readOutline();
  var wanted = decodeURIComponent(location.pathname).replace(/^\/learning/, '').replace(/\/(dates)$/, '/pages/$1');
  var first = links.findIndex(function (link) { return link.getAttribute('href') === wanted; });
  show(Math.max(first, 0), false);
}());

// What pages of blocks find in the LMS, as far as it needs no library (globals.js has the rest), and what the pages themselves
// do: their height for the client, completion by viewing, notes about blocks that the LMS does not show.
(function () {
  'use strict';

  // Posts fields (an object, or pairs) as a form, or JSON; gives the answer's JSON.
  async function post(url, fields, asJson) {
    const headers = { 'X-CSRFToken': window.scriptoriumToken(), Accept: 'application/json' };
    let body = fields;
    if (asJson) {
      headers['Content-Type'] = 'application/json';
      body = JSON.stringify(fields);
    } else if (!(fields instanceof FormData)) {
      body = new URLSearchParams(Array.isArray(fields) ? fields : Object.entries(fields || {}));
    }
    const answer = await fetch(url, { method: 'POST', credentials: 'same-origin', headers, body });
    if (!answer.ok) throw new Error('The preview answered ' + answer.status + '.');
    return answer.json();
  }

  function handlerUrl(element, handler, suffix, query) {
    const block = element.closest ? element.closest('.xblock') : element[0].closest('.xblock');
    const path = '/courses/' + block.dataset.courseId + '/xblock/' + block.dataset.usageId + '/handler/' + handler;
    return path + (suffix ? '/' + suffix : '') + (query ? '?' + query : '');
  }

  function made(tag, attributes, ...content) {
    const element = document.createElement(tag);
    Object.entries(attributes || {}).forEach(([name, value]) => element.setAttribute(name, value));
    element.append(...content);
    return element;
  }

  // Formulas in a part of the page, once MathJax is there; it looks at the whole page when it starts.
  function typeset(element) {
    const hub = window.MathJax && window.MathJax.Hub;
    if (hub && hub.Queue) hub.Queue(['Typeset', hub, element]);
  }

  // HTML that comes later: its scripts run one after the other, as jQuery has it.
  function fill(element, html) {
    if (window.jQuery) {
      window.jQuery(element).html(html);
    } else {
      element.innerHTML = html;
      element.querySelectorAll('script').forEach((old) => {
        if (old.type && !/javascript|module/.test(old.type)) return;
        const script = document.createElement('script');
        for (const attribute of old.attributes) script.setAttribute(attribute.name, attribute.value);
        script.textContent = old.textContent;
        old.replaceWith(script);
      });
    }
    start(element);
    typeset(element);
  }

  // Says that something happened to a block: to the page's own scripts, and to authors' as the LMS does, through jQuery.
  const followers = [];
  function announce(element, name, details) {
    followers.forEach((follow) => follow(name, element));
    if (window.jQuery) window.jQuery(element).trigger(name, details || []);
    else element.dispatchEvent(new CustomEvent(name, { bubbles: true, detail: details }));
  }

  // Functions that start blocks, by a CSS selector; each starts an element once.
  const starters = [];
  function start(root) {
    starters.forEach(({ selector, begin, started }) => {
      const found = [...root.querySelectorAll(selector)];
      if (root.matches && root.matches(selector)) found.unshift(root);
      found.filter((element) => !started.has(element)).forEach((element) => {
        started.add(element);
        try { begin(element); } catch (error) { console.error(error); }
      });
    });
    [...root.querySelectorAll('.xblock:not(.xblock-initialized)')].reverse().forEach((block) => {
      block.classList.add('xblock-initialized');
      announce(block, 'xblock-initialized');
    });
  }
  function onBlock(selector, begin) {
    starters.push({ selector, begin, started: new WeakSet() });
  }

  // The client shows the page in a frame as high as this says; the page says it whenever it changes.
  function reportSize(type) {
    if (window.parent === window) return;
    document.documentElement.classList.add('in-frame');
    document.addEventListener('DOMContentLoaded', () => {
      document.body.classList.add('view-in-mfe');
      const content = document.getElementById('content');
      const target = document.referrer ? new URL(document.referrer).origin : '*';
      let last = -1;
      const say = () => {
        if (content.offsetHeight === last) return;
        last = content.offsetHeight;
        window.parent.postMessage({ type, payload: { width: content.offsetWidth, height: last } }, target);
      };
      new ResizeObserver(say).observe(content);
      new MutationObserver(say).observe(document.body, { childList: true, subtree: true, attributes: true });
      window.addEventListener('load', say);
      say();
      leadToPlaces(target);
    });
  }

  // Links to places in the page move the client, which scrolls.
  function leadToPlaces(target) {
    const lead = (hash) => {
      const place = hash.length > 1 && document.getElementById(decodeURIComponent(hash.slice(1)));
      if (place) window.parent.postMessage({ offset: place.getBoundingClientRect().top + window.scrollY }, target);
      return !!place;
    };
    document.addEventListener('click', (event) => {
      const link = event.target.closest('a[href^="#"]');
      if (!link || link.hasAttribute('aria-controls') || link.hasAttribute('data-toggle')) return;
      event.preventDefault();
      lead(link.getAttribute('href'));
    });
    window.addEventListener('message', (event) => {
      if (event.data && typeof event.data.hashName === 'string') lead(event.data.hashName);
    });
  }

  // A block that is complete once it was seen: half of it, or as much as fits, for some seconds.
  onBlock('[data-mark-completed-on-view-after-delay]', (block) => {
    const delay = Number(block.dataset.markCompletedOnViewAfterDelay);
    let timer = 0;
    const observer = new IntersectionObserver((entries) => {
      const isSeen = entries[entries.length - 1].isIntersecting;
      clearTimeout(timer);
      if (isSeen) timer = setTimeout(complete, delay);
    });
    function complete() {
      observer.disconnect();
      post(handlerUrl(block, 'publish_completion'), { completion: 1 }, true)
        .then(() => block.removeAttribute('data-mark-completed-on-view-after-delay'), () => {});
    }
    if (!block.classList.contains('is-hidden')) observer.observe(block);
  });

  // The LMS shows nothing of a type it does not know. Authors should not wonder why.
  onBlock('.xblock.is-hidden', (block) => {
    const note = document.createElement('aside');
    note.className = 'preview-note';
    note.textContent = 'Learners see nothing here: a standard LMS has no blocks of type “' + block.dataset.blockType + '”.';
    block.after(note);
  });

  // Nor should they where the preview, which is offline, asks no other server.
  document.addEventListener('securitypolicyviolation', (event) => {
    const isPicture = event.effectiveDirective === 'img-src';
    if (event.effectiveDirective !== 'frame-src' && !isPicture) return;
    // Of pictures, only one that is a whole block: elsewhere there is text around them.
    document.querySelectorAll(isPicture ? '.google-docs-document img' : '#content iframe').forEach((frame) => {
      const isIt = !frame.hidden && frame.src.startsWith(event.blockedURI) && !frame.closest('.video');
      if (!isIt) return;
      const note = document.createElement('p');
      note.className = 'preview-note';
      note.textContent = 'The preview asks no other server. On the LMS this ' + (isPicture ? 'picture' : 'page') + ' is shown here: ' + frame.src;
      frame.hidden = true;
      frame.after(note);
    });
  });

  // Dates in the visitor's own way and time zone.
  onBlock('.localized-datetime[data-datetime]', (place) => {
    const moment = new Date(place.dataset.datetime.replace(' ', 'T'));
    if (Number.isNaN(moment.getTime())) return;
    const options = { year: 'numeric', month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit', timeZoneName: 'short' };
    place.textContent = (place.dataset.string || '{date}').replace('{date}', moment.toLocaleString(undefined, options));
  });

  onBlock('a.instructor-info-action[href]', (link) => {
    const panel = document.getElementById(link.getAttribute('href').slice(1));
    link.setAttribute('aria-expanded', 'false');
    link.addEventListener('click', (event) => {
      event.preventDefault();
      event.stopPropagation();
      panel.hidden = !panel.hidden;
      link.setAttribute('aria-expanded', String(!panel.hidden));
    });
  });

  // What authors' scripts call.
  const kMostKeptAlive = 60000; // bytes; browsers refuse more
  const listeners = [];
  const Logger = {
    log(type, data, element) {
      listeners.filter((each) => each.type === type && (!each.element || each.element === element))
        .forEach((each) => each.callback(type, data, element));
      const fields = new URLSearchParams({ event_type: type, event: JSON.stringify(data), page: location.href });
      return fetch('/event', {
        method: 'POST',
        credentials: 'same-origin',
        headers: { 'X-CSRFToken': window.scriptoriumToken() },
        body: fields,
        keepalive: fields.toString().length < kMostKeptAlive, // also when the page is left
      }).catch(() => {});
    },
    listen(type, element, callback) { listeners.push({ type, element, callback }); },
  };
  // As LMS: link_clicked_events.js.
  document.addEventListener('click', (event) => {
    const link = event.target.closest && event.target.closest('a[href]');
    if (!link || link.getAttribute('href').startsWith('#') || /^(javascript|blob|data):/.test(link.href)) return;
    Logger.log('edx.ui.lms.link_clicked', { current_url: location.href, target_url: link.href });
  }, true);
  function Runtime() {}
  Object.assign(Runtime.prototype, { handlerUrl, children: (element) => [...element.querySelectorAll('.xblock')], notify() {} });
  window.Logger = Logger;
  window.log_event = Logger.log;
  window.gettext = (text) => text;
  window.ngettext = (one, many, count) => (count === 1 ? one : many);
  window.interpolate = (text, values, isNamed) => (isNamed
    ? text.replace(/%\((\w+)\)s/g, (all, name) => String(values[name]))
    : text.replace(/%s/g, () => String(values.shift())));
  window.LmsRuntime = { v1: Runtime };
  const startAgain = (element) => start(element.jquery ? element[0] : element);
  window.XBlock = { Runtime: { v1: Runtime }, initializeBlock: startAgain, initializeBlocks: startAgain };
  const onAnnounced = (follow) => { followers.push(follow); };
  window.scriptoriumPreview = { post, handlerUrl, made, fill, typeset, onBlock, announce, onAnnounced, reportSize };

  // What authors coloured themselves was coloured for the LMS, which is light.
  function keepColours() {
    const own = '#content style, #content link[rel=stylesheet], #content [style*=color], #content [style*=background], #content font[color], #content [bgcolor]';
    const isColoured = [...document.querySelectorAll(own)].some((part) => !part.closest('.preview-note, .imageinput, [id^=imageinput_], .jsinput .error_message')) || document.querySelector('link[rel=stylesheet]:not([href^="/__preview/"])');
    document.documentElement.classList.toggle('keeps-light', !!isColoured);
  }

  document.addEventListener('DOMContentLoaded', () => {
    keepColours();
    start(document.body);
    keepColours();
  });
}());

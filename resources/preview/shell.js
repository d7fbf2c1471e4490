// Opens units beside the outline, and loads the one that is open anew when the course has changed.
(function () {
  'use strict';
  var frame = document.getElementById('unit');
  var links = Array.prototype.slice.call(document.querySelectorAll('nav a'));
  var units = document.querySelectorAll('nav a:not(.page)').length; // custom pages stand behind the units
  var back = document.getElementById('back');
  var next = document.getElementById('next');
  var open = -1;
  var version = null;

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
    var place = keepsPlace && frame.contentWindow ? frame.contentWindow.scrollY : 0;
    frame.onload = function () { if (place) frame.contentWindow.scrollTo(0, place); };
    frame.src = links[index].getAttribute('data-page');
    document.title = links[index].textContent + ' · ' + document.body.getAttribute('data-course');
    if (!keepsPlace) history.replaceState(null, '', links[index].getAttribute('href'));
  }

  links.forEach(function (link, index) {
    link.addEventListener('click', function (event) {
      event.preventDefault();
      show(index, false);
    });
  });
  back.addEventListener('click', function () { show(open - 1, false); });
  next.addEventListener('click', function () { show(open + 1, false); });
  document.getElementById('toggle').addEventListener('click', function () {
    document.body.classList.toggle('shows-outline');
  });

  // The outline may have changed as well as the unit; an answer that is being typed is not taken away.
  function isTyping() {
    var inside = frame.contentDocument && frame.contentDocument.activeElement;
    return !!inside && /^(INPUT|TEXTAREA|SELECT)$/.test(inside.tagName);
  }
  function renew() {
    fetch(location.href, { credentials: 'same-origin' }).then(function (answer) {
      return answer.text();
    }).then(function (text) {
      var fresh = new DOMParser().parseFromString(text, 'text/html').querySelector('nav');
      var now = document.querySelector('nav');
      if (fresh && fresh.textContent !== now.textContent) location.reload();
      else show(open, true);
    });
  }
  setInterval(function () {
    fetch('/__version', { credentials: 'same-origin' }).then(function (answer) {
      return answer.ok ? answer.json() : null;
    }).then(function (said) {
      if (!said) return;
      var isNew = version !== null && said.version !== version;
      if (isNew && isTyping()) return;
      version = said.version;
      if (isNew) renew();
    }).catch(function () { /* the preview was stopped */ });
  }, 300);

  var wanted = decodeURIComponent(location.pathname);
  var first = links.findIndex(function (link) { return link.getAttribute('href') === wanted; });
  show(Math.max(first, 0), false);
}());

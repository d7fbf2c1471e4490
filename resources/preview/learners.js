// What is kept of the learner as whom one looks: the menu of the frame, and the notes about answers to earlier versions of
// problems.
(function () {
  'use strict';

  // Gives the answer's words when something is in the way.
  function post(address, wish) {
    return fetch(address, {
      method: 'POST',
      credentials: 'same-origin',
      headers: { 'X-CSRFToken': window.scriptoriumToken(), 'Content-Type': 'application/json' },
      body: JSON.stringify(wish)
    }).then(function (answer) {
      return answer.json().then(function (said) { return answer.ok ? '' : said.message || 'This was refused.'; });
    }).catch(function () { return 'The preview does not answer; it may have been stopped.'; });
  }

  document.addEventListener('click', function (event) {
    var button = event.target.closest('[data-grade-again], [data-forget-block]');
    if (!button) return;
    var block = button.getAttribute('data-grade-again') || button.getAttribute('data-forget-block');
    var isGrading = button.hasAttribute('data-grade-again');
    button.disabled = true;
    post(isGrading ? '/__preview/grade' : '/__preview/forget', { block: block }).then(function (problem) {
      if (!problem) return location.reload();
      button.parentNode.querySelector('.said').textContent = problem;
    });
  });

  var menu = document.querySelector('details.persona');
  if (!menu) return;
  var words = menu.querySelector('.said');

  function unit() {
    var link = document.querySelector('nav a[aria-current]:not(.page)');
    var found = link && /^\/xblock\/([^?]+)/.exec(link.getAttribute('data-page'));
    return found ? found[1] : '';
  }

  function tell() {
    words.textContent = '';
    fetch('/__preview/learner', { credentials: 'same-origin' }).then(function (answer) {
      return answer.json();
    }).then(function (kept) {
      var text = kept.answered === 0 ? 'Nothing is answered yet.'
        : kept.answered === 1 ? 'One problem is answered.' : kept.answered + ' problems are answered.';
      if (kept.stale.length) {
        text += ' Changed since, and not graded again: ' +
          kept.stale.map(function (each) { return each.title; }).join(', ') + '.';
      }
      words.textContent = text;
      menu.querySelector('[data-forget="unit"]').disabled = !unit();
    }).catch(function () { /* the preview was stopped */ });
  }

  var dates = document.getElementById('relative-dates');
  if (dates) {
    dates.addEventListener('change', function () {
      post('/__preview/dates', { relative: dates.checked }).then(function (problem) {
        if (problem) { words.textContent = problem; return; }
        location.reload();
      });
    });
  }

  menu.addEventListener('toggle', function () { if (menu.open) tell(); });
  menu.addEventListener('keydown', function (event) {
    if (event.key !== 'Escape') return;
    menu.open = false;
    menu.querySelector('summary').focus();
  });
  document.addEventListener('click', function (event) {
    if (!menu.contains(event.target)) menu.open = false;
  });
  window.addEventListener('blur', function () { menu.open = false; }); // a click into the unit's frame
  menu.addEventListener('click', function (event) {
    var what = event.target.getAttribute && event.target.getAttribute('data-forget');
    if (!what) return;
    if (what === 'everyone' && !window.confirm('Forget what every learner has done in this course?')) return;
    var wish = { everyone: what === 'everyone' };
    if (what === 'unit') wish.block = unit();
    post('/__preview/forget', wish).then(function (problem) {
      if (problem) { words.textContent = problem; return; }
      var frame = document.getElementById('unit');
      if (frame && frame.contentWindow) frame.contentWindow.location.reload();
      tell();
    });
  });
}());

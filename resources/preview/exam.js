// The clock of a timed exam in the frame: how long there is, and the way to hand in.
(function () {
  'use strict';
  var frame = document.getElementById('unit');
  var bar = document.getElementById('exam');
  var course = bar && bar.getAttribute('data-course');
  var attempts = '/api/edx_proctoring/v1/proctored_exam/attempt';
  var running = null;
  var ends = 0;

  function clock(seconds) {
    function two(value) { return String(Math.floor(value)).padStart(2, '0'); }
    return (seconds >= 3600 ? two(seconds / 3600) + ':' : '') + two((seconds / 60) % 60) + ':' + two(seconds % 60);
  }

  function show() {
    bar.hidden = !running || running.attempt_status !== 'started';
    if (bar.hidden) return;
    var left = Math.max(0, (ends - Date.now()) / 1000);
    bar.querySelector('b').textContent = running.exam_display_name + ': ' + clock(left) + ' left';
    bar.classList.toggle('is-low', left < running.low_threshold_sec);
    if (left === 0) { running = null; frame.contentWindow.location.reload(); }
  }

  // After each page: it may have begun or ended the exam.
  function ask() {
    fetch(attempts + '/course_id/' + course + '?is_learning_mfe=true', { credentials: 'same-origin' }).then(function (answer) {
      return answer.ok ? answer.json() : {};
    }).then(function (said) {
      var active = said.active_attempt || {};
      running = active.attempt_id ? active : null;
      ends = Date.now() + (active.time_remaining_seconds || 0) * 1000;
      show();
    }).catch(function () { /* the preview was stopped */ });
  }

  if (!bar) return;
  bar.querySelector('button').addEventListener('click', function () {
    if (!running) return; // the time was over meanwhile
    fetch(attempts + '/' + running.attempt_id, {
      method: 'PUT',
      credentials: 'same-origin',
      headers: { 'X-CSRFToken': window.scriptoriumToken(), 'Content-Type': 'application/json' },
      body: JSON.stringify({ action: 'stop' })
    }).then(function (answer) {
      if (answer.ok) frame.contentWindow.location.replace(answer.headers.get('Content-Location'));
    }, function () { /* the preview was stopped */ });
  });
  frame.addEventListener('load', ask);
  setInterval(show, 1000);
}());

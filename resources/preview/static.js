// Search in an export that opens from disk: all words, in titles before texts; and what paper needs.
(function () {
  'use strict';
  var box = document.getElementById('static-search');
  var found = document.getElementById('static-found');
  var up = document.body.getAttribute('data-up') || '';
  var pages = window.courseText || [];

  function near(text, word) {
    var at = text.toLowerCase().indexOf(word);
    if (at < 0) return text.slice(0, 140);
    var from = Math.max(0, at - 60);
    return (from > 0 ? '…' : '') + text.slice(from, at + 90) + '…';
  }

  function search() {
    var words = box.value.toLowerCase().split(/\s+/).filter(Boolean);
    found.textContent = '';
    found.hidden = !words.length;
    if (!words.length) return;
    var hits = pages.map(function (page) {
      var title = page.title.toLowerCase();
      var text = page.text.toLowerCase();
      var all = words.every(function (word) { return title.includes(word) || text.includes(word); });
      return { page: page, rank: !all ? 0 : words.every(function (word) { return title.includes(word); }) ? 2 : 1 };
    }).filter(function (hit) { return hit.rank; }).sort(function (a, b) { return b.rank - a.rank; });
    hits.slice(0, 40).forEach(function (hit) {
      var link = document.createElement('a');
      link.href = up + hit.page.path;
      link.textContent = hit.page.title;
      var about = document.createElement('span');
      about.textContent = (hit.page.place ? hit.page.place + ' — ' : '') + near(hit.page.text, words[0]);
      link.appendChild(about);
      found.appendChild(link);
    });
    if (!hits.length) found.textContent = 'Nothing of the course has these words.';
  }

  if (box) {
    box.addEventListener('input', search);
    box.addEventListener('keydown', function (event) {
      if (event.key === 'Escape') { box.value = ''; search(); }
      if (event.key === 'Enter' && found.querySelector('a')) location.href = found.querySelector('a').href;
    });
  }
  window.addEventListener('beforeprint', function () {
    document.querySelectorAll('details').forEach(function (details) { details.open = true; });
  });
}());

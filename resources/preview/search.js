// The search of the frame: through what the learner may see of the course.
(function () {
  'use strict';
  var box = document.getElementById('search');
  var found = document.getElementById('found');
  if (!box) return;
  var asked = 0;
  var timer = 0;

  function entry(hit) {
    var link = document.createElement('a');
    link.href = '#';
    link.textContent = hit.title;
    var about = document.createElement('small');
    about.innerHTML = hit.excerpt; // escaped by the preview, but for <b>
    if (hit.place) {
      var place = document.createElement('span');
      place.textContent = hit.place;
      about.prepend(place);
    }
    link.append(about);
    link.addEventListener('click', function (event) {
      event.preventDefault();
      document.dispatchEvent(new CustomEvent('preview-open', { detail: '/xblock/' + hit.unit + '?show_title=1' }));
    });
    var item = document.createElement('li');
    item.append(link);
    return item;
  }

  function show(said) {
    var words = document.createElement('p');
    words.setAttribute('role', 'status');
    words.textContent = said.total === 0 ? 'Nothing that this learner may see has these words.'
      : said.total === 1 ? 'One place' : said.total + ' places' + (said.total > said.results.length ? '; the best ' + said.results.length : '');
    var list = document.createElement('ul');
    list.append.apply(list, said.results.map(entry));
    found.replaceChildren(words, list);
  }

  function ask() {
    var words = box.value.trim();
    var now = ++asked;
    document.body.classList.toggle('searches', !!words);
    found.hidden = !words;
    if (!words) { found.replaceChildren(); return; }
    fetch('/__preview/search?q=' + encodeURIComponent(words), { credentials: 'same-origin' }).then(function (answer) {
      return answer.json();
    }).then(function (said) { if (now === asked) show(said); }).catch(function () { /* the preview was stopped */ });
  }

  box.addEventListener('input', function () {
    clearTimeout(timer);
    timer = setTimeout(ask, 150);
  });
  box.addEventListener('keydown', function (event) {
    var first = found.querySelector('a');
    if (event.key === 'Escape') { box.value = ''; ask(); }
    if (event.key === 'Enter' && first) first.click();
    if (event.key === 'ArrowDown' && first) { event.preventDefault(); first.focus(); }
  });
  found.addEventListener('keydown', function (event) {
    if (event.key === 'Escape') { box.value = ''; ask(); box.focus(); return; }
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    var links = Array.prototype.slice.call(found.querySelectorAll('a'));
    var next = links[links.indexOf(document.activeElement) + (event.key === 'ArrowDown' ? 1 : -1)];
    event.preventDefault();
    (next || box).focus();
  });
}());

// Notes of learners on passages of texts: marks in the text, a button for words that are selected, and a dialog.
(function () {
  'use strict';
  if (location.protocol === 'file:') return;
  const { onBlock } = window.scriptoriumPreview;
  const course = '/courses/' + window.$$course_id + '/edxnotes/';

  function made(tag, attributes, ...content) {
    const element = document.createElement(tag);
    Object.entries(attributes || {}).forEach(([name, value]) => element.setAttribute(name, value));
    element.append(...content);
    return element;
  }

  async function send(method, address, wish) {
    const headers = { 'X-CSRFToken': window.scriptoriumToken(), 'Content-Type': 'application/json' };
    const answer = await fetch(address, { method, credentials: 'same-origin', headers, body: JSON.stringify(wish) });
    const said = answer.status === 204 ? {} : await answer.json();
    if (!answer.ok) throw new Error(said.error_msg || said.detail || 'This was refused.');
    return said;
  }

  // All notes of the course, asked for once a page.
  let known = null;
  function notesOf(usage) {
    known = known || fetch(course + 'notes/?page_size=1000', { credentials: 'same-origin' })
      .then((answer) => (answer.ok ? answer.json() : { results: [] })).catch(() => ({ results: [] }));
    return known.then((said) => said.results.filter((note) => note.usage_id === usage));
  }

  // The texts of a block in order, without scripts and what formulas are drawn with.
  function textsOf(block) {
    const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT, (node) => (
      node.parentElement.closest('script, style, .MathJax_SVG, .MathJax, .MathJax_Preview') ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT));
    const texts = [];
    for (let at = 0, node = walker.nextNode(); node; node = walker.nextNode()) {
      texts.push({ node, at });
      at += node.data.length;
    }
    return texts;
  }

  // Where the quote stands, nearest to where it once was; -1.
  function placeOf(whole, quote, wished) {
    let best = -1;
    for (let at = whole.indexOf(quote); at >= 0; at = whole.indexOf(quote, at + 1)) {
      if (best < 0 || Math.abs(at - wished) < Math.abs(best - wished)) best = at;
    }
    return best;
  }

  function mark(block, note) {
    const texts = textsOf(block);
    const whole = texts.map(({ node }) => node.data).join('');
    const range = note.ranges[0] || { startOffset: 0 };
    const from = placeOf(whole, note.quote, range.startOffset);
    if (from < 0) return;
    const to = from + note.quote.length;
    let isFirst = true;
    texts.filter(({ node, at }) => at < to && at + node.data.length > from).forEach(({ node, at }) => {
      const start = Math.max(0, from - at);
      const end = Math.min(node.data.length, to - at);
      if (!node.data.slice(start, end).trim()) return;
      const part = start > 0 ? node.splitText(start) : node;
      if (end - start < part.data.length) part.splitText(end - start);
      const label = note.text ? 'Note: ' + note.text : 'Note without text';
      const element = made('mark', { class: 'note-mark', 'data-note': note.id, title: label });
      if (isFirst) Object.entries({ tabindex: '0', role: 'button', 'aria-label': label }).forEach(([name, value]) => element.setAttribute(name, value));
      isFirst = false;
      part.replaceWith(element);
      element.append(part);
      const open = () => edit(block, note);
      element.addEventListener('click', open);
      element.addEventListener('keydown', (event) => {
        if (event.key !== 'Enter' && event.key !== ' ') return;
        event.preventDefault();
        open();
      });
    });
  }

  function unmark(block, id) {
    block.querySelectorAll('mark[data-note="' + id + '"]').forEach((element) => {
      const parent = element.parentNode;
      element.replaceWith(...element.childNodes);
      parent.normalize();
    });
  }

  // Of a note that is there, or of a new one without an id.
  function edit(block, note) {
    const text = made('textarea', { rows: '4', maxlength: '10000' });
    const tags = made('input', { type: 'text', placeholder: 'exam, ask' });
    const said = made('p', { class: 'note-said', role: 'alert' });
    const save = made('button', { type: 'submit', class: 'btn-brand' }, 'Save');
    const cancel = made('button', { type: 'button' }, 'Cancel');
    const remove = made('button', { type: 'button', class: 'note-remove' }, 'Delete');
    const form = made('form', {}, made('blockquote', {}, note.quote), made('label', {}, 'Note', text),
      made('label', {}, 'Tags, with commas between', tags), said, made('p', { class: 'note-buttons' }, save, cancel, note.id ? remove : ''));
    const dialog = made('dialog', { class: 'note-dialog', 'aria-label': note.id ? 'Note' : 'New note' }, form);
    text.value = note.text || '';
    tags.value = (note.tags || []).join(', ');
    document.body.append(dialog);
    dialog.addEventListener('close', () => dialog.remove());
    const attempt = (work) => work.then(() => dialog.close(), (error) => { said.textContent = error.message; });
    cancel.addEventListener('click', () => dialog.close());
    remove.addEventListener('click', () => attempt(send('DELETE', '/api/v1/annotations/' + note.id + '/', {}).then(() => unmark(block, note.id))));
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      const wish = Object.assign({}, note, { text: text.value.trim(), tags: tags.value.split(',').map((tag) => tag.trim()).filter(Boolean) });
      const kept = note.id ? send('PUT', '/api/v1/annotations/' + note.id + '/', wish) : send('POST', '/api/v1/annotations/', wish);
      attempt(kept.then((fresh) => {
        if (note.id) unmark(block, note.id);
        mark(block, fresh);
      }));
    });
    dialog.showModal();
    text.focus();
  }

  // What is selected inside the block, as the start of a note; null when nothing is.
  function selectedIn(block) {
    const selection = window.getSelection();
    if (selection.isCollapsed || !selection.rangeCount) return null;
    const range = selection.getRangeAt(0);
    if (!block.contains(range.commonAncestorContainer)) return null;
    let from = -1;
    let to = -1;
    const texts = textsOf(block);
    texts.forEach(({ node, at }) => {
      if (!range.intersectsNode(node)) return;
      const start = node === range.startContainer ? range.startOffset : 0;
      const end = node === range.endContainer ? range.endOffset : node.data.length;
      if (end <= start) return;
      if (from < 0) from = at + start;
      to = at + end;
    });
    const quote = from < 0 ? '' : texts.map(({ node }) => node.data).join('').slice(from, to);
    if (!quote.trim()) return null;
    return { usage_id: block.dataset.usageId, quote, ranges: [{ start: '/', startOffset: from, end: '/', endOffset: to }] };
  }

  onBlock('.xblock-student_view-html', (block) => {
    const add = made('button', { type: 'button', class: 'note-add', hidden: '' }, 'Add a note');
    block.after(add);
    let chosen = null;
    document.addEventListener('selectionchange', () => {
      if (document.activeElement === add) return;
      chosen = selectedIn(block);
      add.hidden = !chosen;
    });
    add.addEventListener('pointerdown', (event) => event.preventDefault()); // the selection stays
    add.addEventListener('click', () => {
      if (chosen) edit(block, chosen);
      window.getSelection().removeAllRanges();
      add.hidden = true;
    });
    notesOf(block.dataset.usageId).then((notes) => {
      const show = () => notes.forEach((note) => mark(block, note));
      const hub = window.MathJax && window.MathJax.Hub;
      if (hub && hub.Queue) hub.Queue(show);
      else show();
    });
  });

  // The learning client's switch.
  window.addEventListener('message', (event) => {
    if (event.data === 'tools.toggleNotes') document.body.classList.toggle('hides-notes');
  });

  onBlock('.notes-filter', (box) => box.addEventListener('input', () => {
    const words = box.value.toLowerCase().split(/\s+/).filter(Boolean);
    document.querySelectorAll('.notes-list > li').forEach((item) => {
      const text = item.textContent.toLowerCase();
      item.hidden = !words.every((word) => text.includes(word));
    });
  }));
}());

// Annotated texts: each annotation opens a note, which leads to the problem about it and back. As LMS: annotatable_block.py's page.
(function () {
  'use strict';
  const { made, onBlock } = window.scriptoriumPreview;

  // A link of the LMS's that leads nowhere is a button.
  function asButton(link, act) {
    link.setAttribute('role', 'button');
    link.addEventListener('click', (event) => {
      event.preventDefault();
      event.stopPropagation();
      act();
    });
  }

  function toggle(link, target, shown, hidden) {
    if (!link) return;
    link.setAttribute('aria-expanded', 'true');
    asButton(link, () => {
      const isHidden = target.classList.toggle('is-folded');
      link.textContent = isHidden ? hidden : shown;
      link.setAttribute('aria-expanded', String(!isHidden));
    });
  }

  function goTo(place) {
    place.tabIndex = -1;
    place.focus();
    place.scrollIntoView({ block: 'center' });
  }

  // Problems about annotations are counted over the whole page.
  const problems = () => [...document.querySelectorAll('.annotation-input')];

  function follow(span, box) {
    span.tabIndex = 0;
    span.setAttribute('role', 'button');
    span.setAttribute('aria-expanded', 'false');
    let popup = null;
    const close = () => {
      if (popup) popup.remove();
      popup = null;
      span.setAttribute('aria-expanded', 'false');
    };
    const open = () => {
      const body = made('div', {});
      body.innerHTML = span.dataset.commentBody || '';
      popup = made('div', { class: 'annotatable-popup', role: 'note' }, made('b', {}, span.dataset.commentTitle || 'Commentary'), body);
      const problem = span.dataset.problemId && problems()[Number(span.dataset.problemId)];
      if (problem) {
        const reply = made('a', { href: '#', class: 'annotatable-reply' }, 'Reply to Annotation');
        asButton(reply, () => { close(); goTo(problem); });
        popup.append(reply);
      }
      span.after(popup);
      span.setAttribute('aria-expanded', 'true');
    };
    span.addEventListener('click', () => {
      if (popup) { close(); return; }
      box.querySelectorAll('.annotatable-span[aria-expanded=true]').forEach((other) => other.click());
      if (!box.querySelector('.annotatable-content').classList.contains('is-folded')) open();
    });
    span.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' && event.key !== ' ' && event.key !== 'Escape') return;
      event.preventDefault();
      if (event.key === 'Escape') close();
      else span.click();
    });
  }

  onBlock('.annotatable-wrapper', (box) => {
    const content = box.querySelector('.annotatable-content');
    toggle(box.querySelector('.annotatable-toggle-instructions'), box.querySelector('.annotatable-instructions'), 'Collapse Instructions', 'Expand Instructions');
    toggle(box.querySelector('.annotatable-toggle-annotations'), content, 'Hide Annotations', 'Show Annotations');
    box.querySelectorAll('.annotatable-span').forEach((span) => follow(span, box));
  });

  // A comment and one tag are the answer: a hidden field has both, as the LMS's annotationinput.js writes it.
  onBlock('.annotation-input', (box) => {
    const comment = box.querySelector('textarea.comment');
    const kept = box.querySelector('input.value');
    const list = box.querySelector('.tags');
    const tags = [...box.querySelectorAll('.tag')];
    if (!comment || !kept || !list) return;
    const prompts = [...box.querySelectorAll('.block:not(.block-highlight):not(.block-comment)')].map((block) => block.textContent.trim());
    comment.setAttribute('aria-label', prompts[0] || 'Your comment');
    list.setAttribute('role', 'radiogroup');
    list.setAttribute('aria-label', prompts[1] || 'Your tag');
    [...list.children].forEach((item) => item.setAttribute('role', 'presentation'));
    const update = () => {
      const options = tags.filter((tag) => tag.classList.contains('selected')).map((tag) => Number(tag.dataset.id));
      kept.value = JSON.stringify({ comment: comment.value, options });
      tags.forEach((tag) => tag.setAttribute('aria-checked', String(tag.classList.contains('selected'))));
    };
    const choose = (tag) => {
      tags.forEach((each) => each.classList.toggle('selected', each === tag));
      update();
    };
    tags.forEach((tag) => {
      tag.setAttribute('role', 'radio');
      tag.tabIndex = 0;
      tag.addEventListener('click', () => choose(tag));
      tag.addEventListener('keydown', (event) => {
        if (event.key !== 'Enter' && event.key !== ' ') return;
        event.preventDefault();
        choose(tag);
      });
    });
    comment.addEventListener('input', update);
    update();
  });

  onBlock('.annotation-return', (link) => asButton(link, () => {
    const at = problems().indexOf(link.closest('.annotation-input'));
    const span = document.querySelector('.annotatable-span[data-problem-id="' + at + '"]');
    if (span) { span.focus(); span.scrollIntoView({ block: 'center' }); }
  }));
}());

// Polls and the other blocks that live by their script.
(function () {
  'use strict';
  const { post, handlerUrl, fill, made, onBlock, onAnnounced } = window.scriptoriumPreview;

  // --- poll_question, word_cloud, conditional ---

  onBlock('.poll_question', (box) => {
    const data = JSON.parse(box.querySelector('.poll_question_div').textContent);
    const view = made('div', { class: 'poll-view' });
    box.append(view);
    const text = (html) => { const span = made('span'); const area = document.createElement('textarea'); area.innerHTML = html; span.innerHTML = area.value; return span; };
    function render() {
      view.replaceChildren();
      if (data.question) view.append(made('div', { class: 'poll-question-text' }, text(data.question)));
      Object.entries(data.answers).forEach(([key, label]) => {
        const count = data.poll_answers[key] || 0;
        const share = data.total ? Math.round((100 * count) / data.total) : 0;
        const button = made('button', { type: 'button', class: 'poll-answer-button', 'aria-pressed': String(data.poll_answer === key) }, text(label));
        if (data.poll_answer) {
          button.append(made('span', { class: 'poll-share' }, count + ' (' + share + ' %)'));
          button.style.setProperty('--share', share + '%');
        }
        button.disabled = !!data.poll_answer;
        button.addEventListener('click', () => vote(key));
        view.append(button);
      });
      if (data.poll_answer && data.reset === 'true') {
        const again = made('button', { type: 'button', class: 'btn-link' }, 'Change your vote');
        again.addEventListener('click', () => vote('reset_poll'));
        view.append(again);
      }
    }
    async function vote(what) {
      const answer = await post(box.dataset.ajaxUrl + '/' + what, {}).catch(() => null);
      if (!answer) return;
      data.poll_answer = what === 'reset_poll' ? '' : what;
      data.poll_answers = what === 'reset_poll' ? {} : answer.poll_answers;
      data.total = what === 'reset_poll' ? 0 : answer.total;
      render();
    }
    render();
  });

  onBlock('.word_cloud', (box) => {
    const result = box.querySelector('.result_cloud_section');
    function render(answer) {
      if (!answer || !answer.submitted) return;
      box.querySelector('.input_cloud_section').hidden = true;
      result.hidden = false;
      const own = Object.keys(answer.student_words || {});
      result.querySelector('.your_words').textContent = own.join(', ');
      const words = [...(answer.top_words || [])].map((word) => {
        const span = made('span', { style: 'font-size:' + Math.min(2.4, 0.9 + Math.log2(1 + word.size) / 3) + 'em' }, word.text);
        if (answer.display_student_percents) span.append(made('small', {}, ' (' + word.percent + '%)'));
        return span;
      });
      result.querySelector('.word_cloud_words').replaceChildren(...words.flatMap((word) => [word, ' ']));
    }
    const said = made('p', { class: 'preview-note', role: 'status', hidden: '' });
    box.append(said);
    const tell = (text) => { said.hidden = !text; said.textContent = text; };
    const send = (name, fields) => post(box.dataset.ajaxUrl + '/' + name, fields)
      .then((answer) => { tell(answer.error || ''); render(answer); }, (error) => tell('This was not kept: ' + error.message));
    box.querySelector('.save').addEventListener('click', () => {
      const words = [...box.querySelectorAll('.input-cloud')].map((input) => input.value.trim()).filter(Boolean);
      if (words.length) send('submit', words.map((word) => ['student_words[]', word]));
      else tell('Write at least one word.');
    });
    send('get_state', {});
  });

  onBlock('.conditional-wrapper', (box) => {
    const ask = () => post(box.dataset.url + '/conditional_get', {}).then((answer) => {
      fill(box, answer.fragments.map((part) => part.content).join(''));
    }, () => {});
    const sources = (box.dataset.depends || '').split(';');
    onAnnounced((name, element) => {
      if (name === 'contentChanged' && sources.some((source) => element.id === 'problem_' + source)) ask();
    });
    ask();
  });

  // --- what people or other services do ---

  onBlock('.discussion-module', (box) => {
    const button = box.querySelector('.discussion-show');
    const note = made('p', { class: 'preview-note', hidden: '' }, 'The preview has no forum: on the LMS, learners talk here.');
    box.append(note);
    button.addEventListener('click', () => {
      note.hidden = !note.hidden;
      button.querySelector('.button-text').textContent = note.hidden ? 'Show Discussion' : 'Hide Discussion';
    });
  });

  onBlock('.split-test-select', (select) => {
    const view = select.closest('.split-test-view');
    const show = () => {
      const child = [...view.querySelectorAll('.split-test-child')].find((each) => each.dataset.groupId === select.value);
      if (child) fill(view.querySelector('.split-test-child-container'), child.textContent);
    };
    select.addEventListener('change', show);
    show();
  });

  onBlock('.problem-reset-btn', (button) => button.addEventListener('click', () => {
    post(handlerUrl(button, 'reset_selected_children'), {}, true).then(() => location.reload(), () => {});
  }));

  onBlock('.done_onoffswitch-checkbox', (box) => {
    const state = box.closest('.xblock').querySelector('.xblock-json-init-args');
    box.checked = JSON.parse(state.textContent).state;
    box.addEventListener('change', () => post(handlerUrl(box, 'toggle_button'), { done: box.checked }, true).catch(() => {}));
    box.nextElementSibling.setAttribute('for', box.id);
  });

  // Polls and surveys: once voted, what all have chosen, unless it is private.
  onBlock('.poll-block', (block) => {
    const form = block.querySelector('form');
    const button = form.querySelector('.input-main');
    const said = made('p', { class: 'preview-note', role: 'status', hidden: '' });
    const names = new Set([...form.querySelectorAll('input[type=radio]')].map((input) => input.name));
    const isPrivate = block.dataset.private === '1';
    form.append(said);
    const say = (text) => { said.textContent = text; said.hidden = !text; };
    const reveal = (selector) => block.querySelectorAll(selector).forEach((part) => part.classList.remove('poll-hidden'));
    async function showResults() {
      const results = await post(handlerUrl(block, 'get_results'), {}, true).catch(() => null);
      if (!results || results.total === null) return;
      form.replaceWith(resultsView(results, form.querySelector('.poll-question-container')));
      reveal('.poll-feedback-container');
    }
    function lock(mayVote) {
      if (mayVote) return;
      button.disabled = true;
      form.querySelectorAll('input').forEach((input) => { input.disabled = true; });
    }
    form.addEventListener('change', () => {
      button.disabled = form.querySelectorAll('input:checked').length < names.size;
    });
    button.addEventListener('click', async () => {
      const chosen = Object.fromEntries([...form.querySelectorAll('input:checked')].map((input) => [input.name, input.value]));
      const answer = await post(handlerUrl(block, 'vote'), chosen, true).catch(() => null);
      if (!answer || !answer.success) { say(answer ? answer.errors.join(' ') : 'The preview does not answer; it may have been stopped.'); return; }
      say('');
      if (!isPrivate) { showResults(); return; }
      reveal('.poll-voting-thanks, .poll-feedback-container');
      if (answer.max_submissions > 1) {
        block.querySelector('.poll-current-count').textContent = answer.submissions_count;
        block.querySelector('.poll-max-submissions').textContent = answer.max_submissions;
        reveal('.poll-submissions-count');
      }
      lock(answer.can_vote);
    });
    const view = block.querySelector('.view-results-button');
    if (view) view.addEventListener('click', () => { view.disabled = true; showResults(); });
    const hasVoted = !block.dataset.canVote;
    if (hasVoted && !isPrivate) showResults();
    else if (hasVoted) { lock(false); reveal('.poll-voting-thanks, .poll-feedback-container'); }
  });

  function shareBar(answer, label, isFirst) {
    const bar = made('div', { class: 'vote-share' + (answer.choice ? ' is-own' : '') + (isFirst ? ' is-first' : '') });
    const text = made('span');
    text.innerHTML = label;
    if (answer.choice) text.append(made('small', {}, ' (your vote)'));
    bar.style.setProperty('--share', answer.percent + '%');
    bar.append(text, made('b', {}, answer.percent + ' %'));
    return bar;
  }

  function resultsView(results, question) {
    const view = made('div', { class: 'vote-results' });
    if (!results.answers) {
      if (question) view.append(question);
      view.append(...results.tally.map((answer) => shareBar(answer, answer.answer, answer.leader)));
    } else {
      const labels = Object.fromEntries(results.answers.map((answer) => [answer.key, answer.label]));
      results.tally.forEach((row) => {
        const head = made('h4');
        head.innerHTML = row.label;
        view.append(head, ...row.answers.map((answer) => shareBar(answer, made('span', {}, labels[answer.key]).innerHTML, answer.top)));
      });
    }
    view.append(made('p', { class: 'vote-count' }, results.total === 1 ? 'One person has voted.' : results.total + ' people have voted.'));
    return view;
  }

  // The LMS draws this from the same data; the preview takes no files, and nobody grades them.
  onBlock('.sga-block', (box) => {
    const state = JSON.parse(box.dataset.state);
    const most = state.max_score;
    box.prepend(made('h3', { class: 'hd hd-3 problem-header' }, state.display_name),
      made('div', { class: 'problem-progress' }, most + (most === 1 ? ' point' : ' points') + ' possible'),
      made('p', { class: 'preview-note' }, 'On the LMS, learners hand in one file here, of up to ' + Math.round(box.dataset.maxSize / 1e6) + ' MB, and the course team grades it. The preview takes no files.'));
    const action = box.querySelector('.instructor-info-action:not([href])');
    if (action) action.replaceWith(made('span', { class: 'instructor-info-action' }, 'On the LMS, the course team finds “Grade Submissions” here.'));
  });

  // The answer says where to go on: to the exam's first unit, or back to its door.
  function changeExam(url, method, wish) {
    const headers = { 'X-CSRFToken': window.scriptoriumToken(), 'Content-Type': 'application/json' };
    fetch(url, { method, credentials: 'same-origin', headers, body: JSON.stringify(wish) })
      .then((answer) => location.replace((answer.ok && answer.headers.get('Content-Location')) || location.href), () => {});
  }

  onBlock('.start-timed-exam', (button) => button.addEventListener('click', () => changeExam(button.dataset.ajaxUrl, 'POST',
    { exam_id: button.dataset.examId, start_clock: 'true', attempt_proctored: 'false' })));
  onBlock('.exam-action-button', (button) => button.addEventListener('click', () => changeExam(button.dataset.changeStateUrl, 'PUT',
    { action: button.dataset.action })));

  onBlock('.shift-dates', (button) => button.addEventListener('click', () => {
    post('/api/course_experience/v1/reset_course_deadlines', { course_key: window.$$course_id }, true).then(() => location.reload(), () => {});
  }));
}());

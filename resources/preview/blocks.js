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

  onBlock('.poll-block form', (form) => {
    const button = form.querySelector('.input-main');
    const names = new Set([...form.querySelectorAll('input[type=radio]')].map((input) => input.name));
    form.addEventListener('change', () => {
      button.disabled = form.querySelectorAll('input:checked').length < names.size;
    });
    button.addEventListener('click', () => {
      const chosen = Object.fromEntries([...form.querySelectorAll('input:checked')].map((input) => [input.name, input.value]));
      post(handlerUrl(form, 'vote'), chosen, true).catch(() => null).then(() => {
        form.parentElement.querySelectorAll('.poll-voting-thanks, .poll-feedback-container').forEach((part) => part.classList.remove('poll-hidden'));
        button.disabled = true;
      });
    });
  });

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

// Open response assessments, step by step. The server says how far the learner is; each step is drawn anew from that.
(function () {
  'use strict';
  const { post, handlerUrl, made, typeset, onBlock } = window.scriptoriumPreview;

  const kStatus = { open: 'In progress', done: 'Complete', waiting: 'Waiting', locked: 'Not available yet', start: 'Not open yet', due: 'Closed' };
  const kTitle = { response: 'Your Response', 'student-training': 'Learn to Assess Responses', 'peer-assessment': 'Assess Peers',
    'self-assessment': 'Assess Your Response', 'staff-assessment': 'Staff Grade', grade: 'Your Grade:', leaderboard: 'Top Responses' };
  const kBy = { staff: 'Course team', peer: 'Peer', self: 'Your assessment' };
  let count = 0;

  const html = (tag, attributes, text) => { const element = made(tag, attributes); element.innerHTML = text || ''; return element; };
  const paragraphs = (text) => text.split(/\n\n+/).map((part) => made('p', {}, part));
  const points = (number) => number + (number === 1 ? ' point' : ' points');
  const moment = (text) => new Date(text).toLocaleString([], { dateStyle: 'medium', timeStyle: 'short' });
  const note = (text, ...more) => made('div', { class: 'preview-note' }, text, ...more);
  function button(text, act, classes) {
    const element = made('button', { type: 'button', class: classes || 'action--submit' }, text);
    element.addEventListener('click', () => act(element));
    return element;
  }

  class Assessment {
    constructor(box) {
      this.box = box;
      this.list = box.querySelector('.openassessment__steps');
      this.id = 'oa' + (count += 1);
      this.opened = {};
    }

    ask(handler, body) { return post(handlerUrl(this.box, handler), body || {}, true); }

    async load() {
      this.view = await this.ask('preview_state');
      const steps = [...this.view.steps];
      if (this.view.hasLeaders) steps.push({ name: 'leaderboard', status: this.view.leaders ? 'done' : 'locked' });
      const names = steps.map((step) => step.name);
      [...this.list.children].forEach((item) => { if (!names.some((name) => item.classList.contains('step--' + name))) item.remove(); });
      const next = steps.find((step) => /open|waiting/.test(step.status)) || steps.find((step) => step.name === 'grade' && step.status === 'done');
      steps.forEach((step) => this.draw(step, step === next));
      const loading = this.box.querySelector('.openassessment__loading');
      if (loading) loading.remove();
      this.drawStaff();
      typeset(this.box);
    }

    // After a change: the step that is open now gets the focus.
    async go() {
      this.opened = {};
      await this.load();
      const open = this.list.querySelector('[aria-expanded=true]');
      if (open) open.focus();
    }

    draw(step, isNext) {
      let item = this.list.querySelector('.step--' + step.name);
      if (!item) {
        item = made('li', { class: 'openassessment__steps__step step--' + step.name });
        this.list.insertBefore(item, this.list.querySelector('.step--grade'));
      }
      item.classList.toggle('is--complete', step.status === 'done');
      const isOpen = this.opened[step.name] === undefined ? isNext : this.opened[step.name];
      const body = made('div', { class: 'step__content', id: this.id + step.name });
      body.hidden = !isOpen;
      const toggle = made('button', { type: 'button', class: 'ui-slidable', 'aria-expanded': String(isOpen), 'aria-controls': body.id },
        made('span', { class: 'step__title' }, kTitle[step.name]));
      toggle.addEventListener('click', () => {
        body.hidden = !body.hidden;
        this.opened[step.name] = !body.hidden;
        toggle.setAttribute('aria-expanded', String(!body.hidden));
      });
      const status = made('span', { class: 'step__status status--' + step.status }, this.label(step));
      item.replaceChildren(made('header', { class: 'step__header ui-slidable__control' }, made('span', {}, toggle), status), body);
      const parts = this.body(step);
      body.append(...(Array.isArray(parts) ? parts : [parts]));
    }

    label(step) {
      if (step.status === 'start') return 'Opens ' + moment(step.start);
      if (step.name === 'grade' && step.status === 'done') return this.view.grade.earned + ' of ' + points(this.view.grade.possible);
      return kStatus[step.status] + (step.status === 'open' && step.due ? ' · due ' + moment(step.due) : '');
    }

    body(step) {
      if (step.status === 'start') return made('p', {}, 'This step opens on ' + moment(step.start) + '.');
      if (step.status === 'due') return made('p', {}, 'This step closed on ' + moment(step.due) + '.');
      if (step.status === 'locked') return made('p', {}, step.name === 'leaderboard' ? 'The best responses show once you have your grade.' : 'Complete the steps before this one first.');
      return { response: () => this.response(step), 'student-training': () => this.training(step), 'peer-assessment': () => this.peers(step),
        'self-assessment': () => this.self(step), 'staff-assessment': () => this.staff(step), grade: () => this.grade(step), leaderboard: () => this.leaders() }[step.name]();
    }

    // What was handed in, prompt by prompt.
    answer(parts) {
      return made('div', { class: 'submission__answer' }, ...(parts || []).map((part, at) => {
        const prompt = this.view.prompts[at];
        const section = made('section', { class: 'submission__answer__part' });
        if (prompt) section.append(html('div', { class: 'submission__answer__part__prompt' }, prompt));
        section.append(made('blockquote', { class: 'submission__answer__part__text' }, ...(part ? paragraphs(part) : [made('p', {}, '(no text)')])));
        return section;
      }));
    }

    response(step) {
      const { view } = this;
      if (step.status === 'done') return [made('p', {}, 'You have submitted this response.'), this.answer(view.response)];
      const message = made('p', { class: 'response__status', role: 'status' });
      const fields = [];
      const prompts = (view.prompts.length ? view.prompts : ['']).map((prompt, at) => {
        const section = made('section', { class: 'submission__answer__part' }, html('div', { class: 'submission__answer__part__prompt' }, prompt));
        if (!view.text) return section;
        const field = made('textarea', { id: this.id + 'part' + at, name: 'response' + at + this.box.closest('.xblock').dataset.usageId, rows: '6' });
        field.defaultValue = (view.draft || [])[at] || '';
        fields.push(field);
        section.append(made('label', { for: field.id }, view.text === 'required' ? 'Your response (required)' : 'Your response (optional)'), field);
        return section;
      });
      const texts = () => (fields.length ? fields.map((field) => field.value) : ['']);
      const save = button('Save your progress', async () => {
        const said = await this.ask('save_submission', { submission: texts() }).catch((error) => ({ msg: error.message }));
        message.textContent = said.success ? 'Saved, but not submitted.' : said.msg;
      }, 'action--save');
      const submit = button('Submit your response', async () => {
        const [isDone, , sentence] = await this.ask('submit', { submission: texts() }).catch((error) => [false, '', error.message]);
        if (isDone) this.go();
        else message.textContent = sentence;
      }, 'action--submit submit btn-brand');
      const update = () => { submit.disabled = view.text === 'required' && !fields.some((field) => field.value.trim()); };
      fields.forEach((field) => field.addEventListener('input', update));
      update();
      const parts = [...prompts];
      if (view.files) parts.push(note('On the LMS, learners hand in files here (' + view.files + '). The preview keeps texts alone.'));
      if (view.isTeams) parts.push(note('On the LMS, a team hands in together. In the preview each learner is a team.'));
      if (view.showsRubric) parts.push(made('details', { class: 'rubric-shown' }, made('summary', {}, 'How it is assessed'), this.criteria()));
      return [...parts, made('div', { class: 'step__actions' }, save, submit), message];
    }

    criteria() {
      return made('dl', {}, ...this.view.criteria.flatMap((criterion) => [made('dt', {}, criterion.label, made('small', {}, criterion.prompt)),
        ...criterion.options.map((option) => made('dd', {}, option.label + ' (' + points(option.points) + ') ', made('small', {}, option.explanation)))]));
    }

    // The rubric as a form. `act` gets what was chosen, and says what is wrong with it.
    rubric(name, submitText, { feedback = true, act }) {
      const form = made('form', { class: 'assessment__rubric' });
      const id = this.id + name;
      this.view.criteria.forEach((criterion, at) => {
        const set = made('fieldset', { class: 'assessment__rubric__question', 'data-criterion': criterion.name },
          made('legend', {}, criterion.label), made('p', { class: 'question__prompt' }, criterion.prompt));
        criterion.options.forEach((option) => {
          const radio = made('input', { type: 'radio', name: id + at, value: option.name, required: '' });
          set.append(made('label', { class: 'answer' }, radio, made('span', {}, made('b', {}, option.label), ' · ' + points(option.points), made('small', {}, option.explanation))));
        });
        if (feedback && criterion.feedback) {
          const field = made('textarea', { rows: '2', class: 'answer__feedback', id: id + 'f' + at });
          field.required = criterion.feedback === 'required';
          set.append(made('label', { for: field.id }, 'Comments (' + criterion.feedback + ')'), field);
        }
        form.append(set);
      });
      const overall = made('textarea', { rows: '3', id: id + 'all' });
      overall.value = this.view.feedbackText;
      if (feedback) form.append(made('label', { for: overall.id }, this.view.feedbackPrompt || 'Comments on the whole response (optional)'), overall);
      const message = made('p', { class: 'response__status', role: 'status' });
      form.append(made('div', { class: 'step__actions' }, made('button', { type: 'submit', class: 'submit btn-brand' }, submitText)), message);
      form.addEventListener('submit', async (event) => {
        event.preventDefault();
        message.textContent = await act(this.chosen(form, feedback ? overall.value : ''), form).catch((error) => error.message) || '';
      });
      return form;
    }

    chosen(form, overall) {
      const options = {};
      const comments = {};
      form.querySelectorAll('fieldset').forEach((set) => {
        const radio = set.querySelector('input:checked');
        const field = set.querySelector('textarea');
        if (radio) options[set.dataset.criterion] = radio.value;
        if (field && field.value.trim()) comments[set.dataset.criterion] = field.value;
      });
      return { options_selected: options, criterion_feedback: comments, overall_feedback: overall };
    }

    // Sends an assessment; when it is kept, what follows shows.
    async send(handler, chosen, more) {
      const said = await this.ask(handler, Object.assign(chosen, more));
      if (!said.success) return said.msg;
      await this.go();
      return '';
    }

    training(step) {
      const { training } = this.view;
      if (step.status === 'done') return made('p', {}, 'You have assessed all ' + training.of + ' examples as the course team did.');
      const form = this.rubric('training', 'Compare with the course team', { feedback: false, act: async (chosen) => {
        const said = await this.ask('training_assess', chosen);
        if (!said.success) return said.msg;
        const wrong = Object.keys(said.corrections);
        if (!wrong.length) { await this.go(); return ''; }
        form.querySelectorAll('fieldset').forEach((set) => set.classList.toggle('is-corrected', wrong.includes(set.dataset.criterion)));
        return 'The course team chose otherwise for: ' + this.view.criteria.filter((each) => wrong.includes(each.name)).map((each) => each.label).join(', ') + '. Look again.';
      } });
      return [made('p', { class: 'step__progress' }, 'Example ' + (training.done + 1) + ' of ' + training.of), this.answer(training.parts), form];
    }

    peers(step) {
      const { peer } = this.view;
      const done = made('p', {}, 'You have assessed ' + peer.given + ' of ' + peer.mustGrade + ' responses.');
      if (step.status === 'done' && !this.goesOn) return [done, button('Assess another response', () => { this.goesOn = true; this.opened['peer-assessment'] = true; this.load(); }, 'action--continue')];
      const form = this.rubric('peer', 'Submit your assessment', { act: (chosen) => {
        this.goesOn = false;
        return this.send('peer_assess', chosen, { submission_uuid: peer.uuid });
      } });
      return [done, note('Peers are simulated: nobody wrote this.'), this.answer(peer.parts), form];
    }

    self(step) {
      if (step.status === 'done') return made('p', {}, 'You have assessed your response.');
      return [this.answer(this.view.response), this.rubric('self', 'Submit your assessment', { act: (chosen) => this.send('self_assess', chosen) })];
    }

    staff(step) {
      return step.status === 'done' ? made('p', {}, 'The course team has assessed your response.')
        : [made('p', {}, 'The course team will assess your response.'), note('Open this page as staff to assess it.')];
    }

    peerNote() {
      const { peer } = this.view;
      const ask = button('Have a simulated peer assess it', async () => { await this.ask('preview_peer'); await this.go(); }, 'btn-link');
      return note(peer.received + ' of ' + peer.required + ' simulated peers have assessed this response. ', ask);
    }

    grade(step) {
      const { view } = this;
      if (step.status !== 'done') {
        const parts = [made('p', {}, 'Your part is done. The grade shows once your response has been assessed.')];
        if (view.peer && view.peer.received < view.peer.required) parts.push(this.peerNote());
        return parts;
      }
      const { grade } = view;
      const rows = view.criteria.map((criterion) => made('tr', {}, made('th', { scope: 'row' }, criterion.label), ...grade.assessments.map((each) => {
        const option = criterion.options.find((one) => one.name === each.options[criterion.name]);
        const comment = each.feedback[criterion.name];
        return made('td', {}, option ? option.label + ' (' + option.points + ')' : '–', comment ? made('small', {}, comment) : '');
      })));
      const overall = made('tr', {}, made('th', { scope: 'row' }, 'Comments'), ...grade.assessments.map((each) => made('td', {}, each.overall || '–')));
      let peer = 0;
      const heads = grade.assessments.map((each) => made('th', { scope: 'col' }, each.by === 'peer' ? 'Peer ' + (peer += 1) : kBy[each.by], each.counts ? '' : made('small', {}, 'does not count')));
      const why = { staff: 'The course team’s assessment is the grade.', peer: 'For each criterion, the median of the peers’ points counts.', self: 'Your own assessment is the grade.' };
      return [made('p', { class: 'grade__value' }, grade.earned + ' of ' + points(grade.possible)), made('p', {}, why[grade.by]),
        made('div', { class: 'grade__table', tabindex: '0', role: 'region', 'aria-label': 'Assessments of your response' },
          made('table', {}, made('thead', {}, made('tr', {}, made('td', {}), ...heads)), made('tbody', {}, ...rows, overall))),
        ...(view.peer ? [this.peerNote()] : [])];
    }

    leaders() {
      return made('ol', { class: 'leaderboard' }, ...this.view.leaders.map((each) => made('li', {}, made('b', {}, points(each.points)), each.isOwn ? ' (your response)' : ' (simulated)', this.answer(each.parts))));
    }

    drawStaff() {
      const old = this.box.querySelector('.wrapper--staff-area');
      if (old) old.remove();
      const { learners } = this.view;
      if (!learners) return;
      const area = made('section', { class: 'wrapper--staff-area', 'aria-label': 'Grade learners' }, made('h4', {}, 'Grade learners'));
      if (!learners.length) area.append(made('p', {}, 'Nobody has submitted a response yet. Learners of this preview show here when they have.'));
      learners.forEach((learner, at) => {
        const grade = learner.earned === null ? 'no grade yet' : points(learner.earned) + (learner.staff ? ' by the course team' : '');
        area.append(made('details', {}, made('summary', {}, made('b', {}, learner.name), ' · ' + grade), this.answer(learner.parts),
          this.rubric('staff' + at, 'Submit assessment', { act: (chosen) => this.send('staff_assess', chosen, { submission_uuid: learner.uuid, assess_type: 'full-grade' }) })));
      });
      this.list.after(area);
    }
  }

  onBlock('.openassessment', (box) => new Assessment(box).load().catch(() => {
    box.querySelector('.openassessment__loading').replaceWith(note('The steps could not be loaded. They are there for enrolled learners.'));
  }));
}());

// Problems: the page is unpacked, and its buttons ask the problem's handlers.
(function () {
  'use strict';
  const { post, fill, onBlock } = window.scriptoriumPreview;

  // A function of a program in a frame, by its name there ("Game.grade"); null when it is not there (yet).
  function named(section, name) {
    const frame = section.querySelector('iframe');
    if (!frame || !name) return null;
    const path = name.split('.');
    const last = path.pop();
    try {
      let owner = frame.contentWindow;
      path.forEach((part) => { owner = owner && owner[part]; });
      return owner && typeof owner[last] === 'function' ? owner[last].bind(owner) : null;
    } catch (error) {
      return null; // a program of another server
    }
  }

  // As LMS: jsinput.js: what was kept goes back into the program, once it is ready.
  onBlock('.jsinput', (section) => {
    const kept = section.dataset.stored || section.dataset.initialState;
    let tries = 5;
    const put = () => {
      const set = named(section, section.dataset.setstate);
      if (set) set(kept);
      else if (--tries > 0) setTimeout(put, 200);
    };
    const frame = section.querySelector('iframe');
    if (kept && section.dataset.setstate && frame) frame.addEventListener('load', put);
  });

  class Problem {
    constructor(wrapper) {
      this.wrapper = wrapper;
      this.url = wrapper.dataset.url;
      this.show(wrapper.dataset.content);
    }

    one(selector) { return this.wrapper.querySelector(selector); }
    all(selector) { return [...this.wrapper.querySelectorAll(selector)]; }

    show(html) {
      fill(this.wrapper, html);
      this.wrapper.classList.add('is-shown');
      this.bind('.problem-action-btn.show', () => this.showAnswers());
      this.bind('.problem-action-btn.save', () => this.send('problem_save'));
      this.bind('.problem-action-btn.reset', () => this.send('problem_reset'));
      this.bind('.submit', () => this.submit());
      this.all('.hint-button').forEach((button) => button.addEventListener('click', () => this.hint()));
      this.all('.review-btn').forEach((button) => button.addEventListener('click', () => this.one('.problem-header').focus()));
      this.all('input[type=text], input:not([type])').forEach((input) => input.addEventListener('keydown', (event) => {
        if (event.key === 'Enter' && this.one('.submit') && !this.one('.submit').disabled) {
          event.preventDefault();
          this.submit();
        }
      }));
      this.all('[id$="_preview"]').forEach((place) => { place.hidden = /^\s*\\\(\s*\\\)\s*$/.test(place.textContent); });
      this.showProgress();
      this.followAnswers();
      this.wrapper.dispatchEvent(new CustomEvent('contentChanged', { bubbles: true }));
    }

    bind(selector, act) {
      const button = this.one(selector);
      if (button) button.addEventListener('click', () => act());
    }

    // The submit button waits for something to submit, as in the LMS.
    followAnswers() {
      const button = this.one('.submit');
      if (!button || button.dataset.shouldEnableSubmitButton !== 'True') return;
      const update = () => { button.disabled = !this.isAnswered(); };
      this.one('.problem').addEventListener('input', update);
      this.one('.problem').addEventListener('change', update);
      update();
    }

    isAnswered() {
      const fields = this.all('.problem input:not([type=hidden]), .problem select, .problem textarea');
      const texts = fields.filter((field) => field.matches('input[type=text], textarea, input[type=file]') && !field.closest('[style*="display:none"]') && field.style.display !== 'none');
      const groups = this.all('.choicegroup, fieldset').filter((group) => group.querySelector('input[type=radio], input[type=checkbox]'));
      const selects = this.all('.problem select');
      return texts.every((field) => field.value !== '')
        && groups.every((group) => group.querySelector('input:checked') || !group.querySelector('input[type=radio], input[type=checkbox]'))
        && selects.every((select) => !/dummy_default$/.test(select.value));
    }

    // Programs in frames say their answer when they are asked for it.
    async gatherFrames() {
      for (const section of this.all('.jsinput')) {
        const input = section.querySelector('input[id^="input_"]');
        const grade = named(section, section.getAttribute('data'));
        if (!input || !grade) continue;
        const state = named(section, section.dataset.getstate);
        input.value = state ? JSON.stringify({ answer: await grade(), state: await state() }) : await grade();
      }
    }

    async fields() {
      await this.gatherFrames();
      const form = new FormData();
      let hasFiles = false;
      this.all('[name^="input_"]').forEach((field) => {
        if (field.type === 'file') {
          hasFiles = true;
          [...field.files].forEach((file) => form.append(field.name, file));
        } else if (field.multiple && field.options) {
          [...field.selectedOptions].forEach((option) => form.append(field.name, option.value));
        } else if (!/^(radio|checkbox)$/.test(field.type) || field.checked) {
          form.append(field.name, field.value);
        }
      });
      return hasFiles ? form : [...form.entries()];
    }

    async ask(name, fields) {
      try {
        const answer = await post(this.url + '/' + name, fields || await this.fields());
        this.take(answer);
        return answer;
      } catch (error) {
        this.alert(error.message);
        return null;
      }
    }

    take(answer) {
      const data = this.wrapper.dataset;
      if (answer.current_score !== undefined) data.problemScore = answer.current_score === null ? 'None' : answer.current_score;
      if (answer.total_possible !== undefined) data.problemTotalPossible = answer.total_possible;
      if (answer.attempts_used !== undefined) data.attemptsUsed = answer.attempts_used;
    }

    async submit() {
      const button = this.one('.submit');
      const label = this.one('.submit-label');
      button.disabled = true;
      label.textContent = button.dataset.submitting;
      const answer = await this.ask('problem_check');
      label.textContent = button.dataset.value;
      button.disabled = false;
      if (!answer) return;
      if (/^(correct|incorrect|submitted)$/.test(answer.success)) {
        this.show(answer.contents);
        const notice = this.one('.notification-submit');
        if (notice) notice.focus({ preventScroll: true });
      } else {
        this.alert(answer.success);
      }
      window.Logger.log('problem_graded', [], this.wrapper);
    }

    async send(name) {
      const answer = await this.ask(name);
      if (!answer) return;
      if (answer.success === true && answer.html) {
        this.show(answer.html);
        if (name === 'problem_save') this.notify('save', answer.msg);
      } else {
        this.alert(answer.msg || answer.success);
      }
    }

    async showAnswers() {
      const answer = await this.ask('problem_show', {});
      if (!answer) return;
      if (!answer.answers) { this.alert(answer.success); return; }
      Object.entries(answer.answers).forEach(([key, value]) => this.showAnswer(key, value));
      this.one('.problem-action-btn.show').disabled = true;
      this.notify('show-answer');
    }

    showAnswer(key, value) {
      const find = (id) => document.getElementById(id);
      if (Array.isArray(value) && find('inputtype_' + key)) {
        value.forEach((choice) => {
          const input = find('input_' + key + '_' + choice);
          if (input) input.closest('.field, label').classList.add('is-answer');
        });
        return;
      }
      ['answer_' + key, 'solution_' + key].map(find).filter(Boolean).forEach((place) => {
        fill(place, Array.isArray(value) ? value.join(', ') : String(value));
        place.classList.add('is-filled');
      });
    }

    async hint() {
      const box = this.one('.problem-hint');
      const index = box.dataset.hintIndex === undefined ? 0 : Number(box.dataset.hintIndex) + 1;
      const answer = await this.ask('hint_button', { hint_index: index, input_id: this.wrapper.dataset.problemId });
      if (!answer) return;
      if (!answer.success) { this.alert(answer.msg); return; }
      box.dataset.hintIndex = answer.hint_index;
      const notice = this.notify('hint', answer.msg, true);
      notice.querySelector('.hint-button').disabled = !answer.should_enable_next_hint;
      this.one('.problem-action-btn.hint-button').disabled = !answer.should_enable_next_hint;
    }

    notify(name, text, isHtml) {
      this.all('.notification-gentle-alert').forEach((notice) => notice.classList.add('is-hidden'));
      const notice = this.one('.notification-' + name);
      if (!notice) return null;
      const message = notice.querySelector('.notification-message');
      if (text && isHtml) fill(message, text);
      else if (text) message.textContent = text;
      notice.classList.remove('is-hidden');
      return notice;
    }

    alert(text) {
      if (!this.notify('gentle-alert', text || 'The preview did not answer.')) window.alert(text);
    }

    // As LMS: problem display.js, renderProgressState.
    showProgress() {
      const { problemScore, problemTotalPossible, attemptsUsed, graded } = this.wrapper.dataset;
      const total = Number(problemTotalPossible);
      const place = this.one('.problem-progress');
      if (!place || !total) return;
      const kind = graded === 'True' ? 'graded' : 'ungraded';
      const points = total === 1 ? ' point' : ' points';
      const isHidden = problemScore === 'None';
      place.textContent = isHidden || Number(attemptsUsed) === 0
        ? total + points + ' possible (' + kind + (isHidden ? ', results hidden)' : ')')
        : Number(problemScore) + '/' + total + points + ' (' + kind + ')';
    }
  }

  onBlock('.problems-wrapper', (wrapper) => new Problem(wrapper));

  // A click into a picture is an answer: where it was. The problem's own page calls this.
  window.ImageInput = function ImageInput(id) {
    const picture = document.getElementById('imageinput_' + id);
    const input = document.getElementById('input_' + id);
    const mark = document.createElement('span');
    mark.className = 'image-mark';
    picture.replaceChildren(mark);
    picture.classList.add('image-ground');
    const place = (x, y) => {
      mark.style.left = x + 'px';
      mark.style.top = y + 'px';
      mark.hidden = false;
    };
    const given = /^\[(\d+),(\d+)\]$/.exec(input.value.replace(/ /g, ''));
    mark.hidden = true;
    if (given) place(Number(given[1]), Number(given[2]));
    picture.addEventListener('click', (event) => {
      const edge = picture.getBoundingClientRect();
      const x = Math.round(event.clientX - edge.left);
      const y = Math.round(event.clientY - edge.top);
      input.value = '[' + x + ',' + y + ']';
      place(x, y);
    });
  };
}());

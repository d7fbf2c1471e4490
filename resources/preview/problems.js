// Problems: the page is unpacked, and its buttons ask the problem's handlers.
(function () {
  'use strict';
  const { post, fill, onBlock, announce } = window.scriptoriumPreview;

  const kPatience = 10000; // milliseconds
  // Pictures of the LMS that no course has: beside fields that ask the server, and where a picture was clicked.
  const kWaiting = /<img [^>]*(?:class="loading"|id="cross_)[^>]*>/g;

  class Problem {
    constructor(wrapper) {
      this.wrapper = wrapper;
      this.url = wrapper.dataset.url;
      this.show(wrapper.dataset.content);
    }

    one(selector) { return this.wrapper.querySelector(selector); }
    all(selector) { return [...this.wrapper.querySelectorAll(selector)]; }

    show(html) {
      fill(this.wrapper, html.replace(kWaiting, ''));
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
      this.showProgress();
      this.followAnswers();
      announce(this.wrapper, 'contentChanged', [this.wrapper.dataset.problemId, html]);
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
      const texts = fields.filter((field) => field.matches('input[type=text], textarea, input[type=file]') && !field.closest('[style*="display:none"]') && field.style.display !== 'none')
        .filter((field) => { // of choices with fields, those of the chosen rows
          const row = field.closest('section[id^="forinput"]');
          return !row || row.querySelector('input:checked');
        });
      const groups = this.all('.choicegroup, fieldset').filter((group) => group.querySelector('input[type=radio], input[type=checkbox]'));
      const selects = this.all('.problem select');
      return texts.every((field) => field.value !== '')
        && groups.every((group) => group.querySelector('input:checked') || !group.querySelector('input[type=radio], input[type=checkbox]'))
        && selects.every((select) => !/dummy_default$/.test(select.value));
    }

    // Fields whose value is only known once somebody is asked: a program in a frame, or an author's script, which leaves a
    // function of one callback as the field's data "waitfor".
    async gather() {
      for (const field of this.all('input[waitfor]')) {
        const wait = field.waitFor || (window.jQuery && window.jQuery(field).data('waitfor'));
        if (!wait) continue;
        await Promise.race([
          new Promise((resolve) => { wait(resolve); }),
          new Promise((resolve, reject) => { setTimeout(() => reject(new Error('the program does not answer')), kPatience); }),
        ]);
      }
    }

    async fields() {
      try {
        await this.gather();
      } catch (error) {
        throw new Error('Could not grade your answer. The submission was aborted. (' + (error.message || error) + ')');
      }
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
        const sent = fields || await this.fields();
        if (!fields) this.answers = sent instanceof FormData ? '' : new URLSearchParams(sent).toString();
        this.log(name);
        const answer = await post(this.url + '/' + name, sent);
        this.take(answer);
        return answer;
      } catch (error) {
        this.alert(error.message);
        return null;
      }
    }

    // What the LMS's own script tells the log; the server has its events besides.
    log(name) {
      if (name === 'problem_show') window.Logger.log(name, { problem: this.wrapper.dataset.problemId });
      else if (name !== 'hint_button') window.Logger.log(name, this.answers);
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
        window.Logger.log('problem_graded', [this.answers, answer.contents], this.wrapper.dataset.problemId);
        const notice = this.one('.notification-submit');
        if (notice) notice.focus({ preventScroll: true });
      } else {
        this.alert(answer.success);
      }
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
      announce(this.wrapper, 'progressChanged');
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

// Drag and drop: items go from a bank onto the zones of a picture, by mouse, finger or keyboard. The classes are the LMS's, on which
// courses' styles stand.
(function () {
  'use strict';
  const { post, handlerUrl, made, typeset, onBlock } = window.scriptoriumPreview;
  const kHold = 250; // milliseconds until a finger drags instead of scrolling
  const kSlack = 5; // pixels that a mouse may tremble

  const html = (tag, attributes, text) => { const element = made(tag, attributes); element.innerHTML = text || ''; return element; };
  const rounded = (number) => number.toFixed(4).replace(/\.?0+$/, '');
  const hidden = (text) => made('span', { class: 'sr' }, text);

  class Board {
    constructor(box, data) {
      this.box = box;
      this.data = data;
      this.isAssessment = data.mode === 'assessment';
      this.grabbed = null;
      this.isAnswered = false;
      this.waiting = 0;
    }

    async load() {
      const [state, picture] = await Promise.all([this.ask('student_view_user_state', null), this.measure()]);
      this.state = state;
      this.width = picture.naturalWidth || 500;
      this.height = picture.naturalHeight || 500;
      this.picture = picture;
      this.build();
      this.update();
      typeset(this.box);
    }

    measure() {
      const picture = made('img', { class: 'target-img', alt: this.data.target_img_description || '', draggable: 'false' });
      return new Promise((resolve) => {
        picture.onload = picture.onerror = () => resolve(picture);
        picture.src = this.data.target_img_expanded_url;
      });
    }

    async ask(handler, body) {
      if (body !== null) return post(handlerUrl(this.box, handler), body, true);
      const answer = await fetch(handlerUrl(this.box, handler), { credentials: 'same-origin' });
      if (!answer.ok) throw new Error('The preview answered ' + answer.status + '.');
      return answer.json();
    }

    // --- what is drawn once ---

    build() {
      const { data } = this;
      const title = data.url_name + '-problem-title';
      this.box.setAttribute('role', 'group');
      if (data.show_title) this.box.setAttribute('aria-labelledby', title);
      else this.box.setAttribute('aria-label', 'Drag and drop problem');
      this.progress = made('div', { class: 'problem-progress', role: 'status' });
      this.bank = made('div', { class: 'item-bank', role: 'group', 'aria-label': 'Item bank' });
      this.zones = data.zones.map((zone, at) => this.zone(zone, at));
      this.items = data.items.map((item) => this.item(item));
      this.back = made('button', { type: 'button', class: 'bank-drop', hidden: '' }, 'Put back here');
      this.back.addEventListener('click', () => this.drop(null));
      this.bank.append(this.back);
      this.popup = made('div', { class: 'popup item-feedback-popup', hidden: '' });
      const board = made('div', { class: 'target-img-wrapper' }, this.picture, ...this.zones.map((zone) => zone.element));
      board.style.width = this.width + 'px';
      this.container = made('div', { class: 'drag-container' }, this.bank,
        made('div', { class: 'target', role: 'group', 'aria-label': 'Drop zones' }, board), this.popup);
      this.solution = made('div', { class: 'solution-span', hidden: '' });
      this.feedback = made('div', { class: 'feedback', hidden: '' });
      this.reader = made('div', { class: 'sr reader-feedback-area', 'aria-live': 'polite', 'aria-atomic': 'true' });
      const problem = made('div', { class: 'problem' });
      if (data.show_problem_header) problem.append(made('h4', { class: 'title1' }, 'Problem'));
      problem.append(html('div', { class: 'drag-text' }, data.problem_text), this.container, this.solution, this.actions(), this.feedback, this.help(), this.reader);
      this.box.replaceChildren();
      if (data.show_title) this.box.append(html('h3', { class: 'hd hd-3 problem-header', id: title }, data.title));
      this.box.append(this.progress, problem);
      if (!data.items.length || !data.zones.length) {
        this.box.append(made('p', { class: 'preview-note' }, 'This problem has no zones or items yet. Where it has no data at all, the LMS shows an example of its own.'));
      }
      this.box.addEventListener('keydown', (event) => this.press(event));
    }

    zone(zone, at) {
      const part = (percent, pixels, whole) => (zone[percent] !== undefined ? Number(zone[percent]) : (100 * Number(zone[pixels] || 0)) / whole) + '%';
      const name = html('span', { class: this.data.display_zone_labels ? 'zone-name' : 'zone-name sr' }, zone.title || 'Zone ' + (at + 1));
      const holds = hidden('');
      const button = made('button', { type: 'button', class: 'zone-drop' }, name, hidden(', drop zone. ' + (zone.description || '') + ' '), holds);
      const place = made('div', { class: 'item-wrapper item-align item-align-' + zone.align });
      const element = made('div', { class: 'zone' + (this.data.display_zone_borders ? ' zone-with-borders' : ''), 'data-uid': zone.uid,
        id: this.data.url_name + '-' + String(zone.uid).replace(/[^\w-]/g, '_') }, button, place);
      element.style.left = part('x_percent', 'x', this.width);
      element.style.top = part('y_percent', 'y', this.height);
      element.style.width = part('width_percent', 'width', this.width);
      element.style.height = part('height_percent', 'height', this.height);
      button.addEventListener('click', () => this.drop(zone.uid));
      return { uid: zone.uid, name: name.textContent, element, button, place, holds, percent: parseFloat(element.style.width) };
    }

    item(item) {
      const share = Number(item.widthPercent || (item.size && (100 * parseInt(item.size.width, 10)) / this.width)) || 0;
      const content = html('span', { class: 'item-content' }, item.expandedImageURL ? '' : item.displayName);
      if (item.expandedImageURL) {
        const fallback = made('span'); // a picture without a description has its name
        fallback.innerHTML = item.displayName;
        content.append(made('img', { src: item.expandedImageURL, alt: item.imageDescription || fallback.textContent, draggable: 'false' }));
      }
      const where = hidden('');
      const button = made('button', { type: 'button', class: 'option', 'data-value': item.id }, content, where);
      button.classList.toggle('option-with-image', !!item.expandedImageURL);
      button.classList.toggle('specified-width', share > 0);
      button.classList.toggle('is-bare', !!item.noPadding);
      if (this.data.item_background_color) button.style.backgroundColor = this.data.item_background_color;
      if (this.data.item_text_color) button.style.color = button.style.outlineColor = this.data.item_text_color;
      const entry = { id: String(item.id), value: item.id, button, where, share, name: (content.textContent || (content.firstChild && content.firstChild.alt) || '').trim() };
      this.followPointer(entry);
      button.addEventListener('click', (event) => this.choose(entry, event.detail === 0));
      button.addEventListener('contextmenu', (event) => event.preventDefault());
      return entry;
    }

    actions() {
      const button = (classes, text, act) => {
        const element = made('button', { type: 'button', class: classes }, text);
        element.addEventListener('click', () => act());
        return element;
      };
      const line = made('div', { class: 'action' });
      this.again = button('problem-action-btn reset', 'Reset', () => this.reset());
      this.show = button('problem-action-btn show', 'Show answer', () => this.showAnswer());
      if (this.isAssessment) {
        this.submit = button('submit btn-brand', 'Submit', () => this.attempt());
        this.used = made('div', { class: 'submission-feedback', id: this.data.url_name + '-attempts' });
        this.submit.setAttribute('aria-describedby', this.used.id);
        line.append(made('div', { class: 'submit-attempt-container' }, this.submit, this.used));
      }
      line.append(made('div', { class: 'problem-action-buttons-wrapper' }, this.again, this.show));
      return line;
    }

    help() {
      const steps = ['Tab and Shift+Tab go from item to item, and from zone to zone.', 'Enter, Space or Ctrl+M picks an item up.',
        'Tab leads through the zones then; Enter, Space or Ctrl+M puts the item down.', 'Esc lets go of it.'];
      return made('details', { class: 'keyboard-help' }, made('summary', {}, 'Keyboard help'), made('ul', {}, ...steps.map((step) => made('li', {}, step))));
    }

    // --- what follows the state ---

    place(item) { return this.state.items[item.id]; }
    attemptsRemain() { return !this.data.max_attempts || this.data.max_attempts > this.state.attempts; }
    isFixed(item) {
      return !!this.state.finished || this.isAnswered || (this.isAssessment ? !!this.data.has_deadline_passed : !!this.place(item));
    }

    update() {
      const focused = document.activeElement;
      this.items.forEach((item) => this.settle(item));
      this.zones.forEach((zone) => {
        const inside = this.items.filter((item) => this.place(item) && this.place(item).zone === zone.uid).map((item) => item.name);
        zone.holds.textContent = inside.length ? 'Holds: ' + inside.join(', ') : 'Empty';
      });
      if (focused && this.box.contains(focused) && document.activeElement !== focused) focused.focus({ preventScroll: true });
      const anyPlaced = Object.keys(this.state.items).length > 0;
      this.again.disabled = !anyPlaced || this.isAnswered || (this.isAssessment && !this.attemptsRemain());
      this.show.hidden = !(this.state.answer_available === undefined ? this.data.answer_available : this.state.answer_available);
      this.show.disabled = this.isAnswered;
      if (this.isAssessment) {
        this.submit.disabled = !anyPlaced || !!this.data.has_deadline_passed || !this.attemptsRemain() || this.waiting > 0 || this.isAnswered;
        this.used.textContent = this.data.max_attempts ? 'You have used ' + this.state.attempts + ' of ' + this.data.max_attempts + ' attempts.' : '';
      }
      this.back.hidden = !(this.isAssessment && this.grabbed && this.place(this.grabbed));
      this.box.classList.toggle('is-placing', !!this.grabbed);
      this.showProgress();
      const said = this.state.overall_feedback || [];
      this.feedback.hidden = !said.length;
      this.feedback.replaceChildren(made('h4', { class: 'title1' }, 'Feedback'),
        made('div', { class: 'messages' }, ...said.map((each) => html('p', { class: 'message ' + (each.message_class || '') }, each.message))));
    }

    settle(item) {
      const place = this.place(item);
      const zone = place && this.zones.find((each) => each.uid === place.zone);
      const parent = zone ? zone.place : this.bank;
      if (item.button.parentElement !== parent) {
        if (zone) parent.append(item.button);
        else parent.insertBefore(item.button, this.following(item) || this.back);
      }
      const { style } = item.button;
      if (zone) {
        const most = Math.min(100, (100 * (item.share || 30)) / zone.percent);
        style.maxWidth = most + '%';
        style.width = item.share ? most + '%' : '';
      } else {
        style.maxWidth = item.share ? item.share + '%' : '';
        style.width = item.share ? (item.share / 100) * this.width + 'px' : '';
      }
      const isFixed = this.isFixed(item);
      item.button.classList.toggle('fade', isFixed);
      item.button.classList.toggle('is-placed', !!zone);
      item.button.setAttribute('aria-disabled', String(isFixed));
      item.button.setAttribute('aria-pressed', String(this.grabbed === item));
      const isTold = !this.isAssessment || this.isAnswered;
      item.where.textContent = zone ? (isTold ? ', correctly placed in: ' : ', placed in: ') + zone.name : '';
    }

    // The items of the bank stay in the author's order.
    following(item) {
      const later = this.items.slice(this.items.indexOf(item) + 1).find((each) => each.button.parentElement === this.bank);
      return later && later.button;
    }

    showProgress() {
      const most = this.data.weighted_max_score;
      const counts = this.data.graded && most > 0 ? 'graded' : 'ungraded';
      const points = most === 1 ? 'point' : 'points';
      const isEarned = this.state.grade !== null && this.state.grade !== undefined && most > 0;
      this.progress.textContent = isEarned ? rounded(this.state.grade) + '/' + rounded(most) + ' ' + points + ' (' + counts + ')'
        : rounded(most) + ' ' + points + ' possible (' + counts + ')';
    }

    // --- moving ---

    choose(item, byKeyboard) {
      if (this.wasDragged) { this.wasDragged = false; return; }
      if (this.grabbed && this.grabbed !== item && !byKeyboard && this.place(item)) { // pressed on what lies in the zone
        this.drop(this.place(item).zone);
        return;
      }
      if (this.isFixed(item)) return;
      this.grab(this.grabbed === item ? null : item);
      if (this.grabbed && byKeyboard && this.zones.length) this.zones[0].button.focus();
    }

    grab(item) {
      this.grabbed = item;
      if (item) this.popup.hidden = true;
      this.update();
      this.say(item ? [item.name + ' is picked up. Choose a zone.'] : []);
    }

    press(event) {
      const isAct = event.ctrlKey && event.key.toLowerCase() === 'm';
      if (event.key === 'Escape' && this.grabbed) {
        const item = this.grabbed;
        this.grab(null);
        item.button.focus();
      } else if (isAct && event.target.closest('.option, .zone-drop, .bank-drop')) {
        event.target.click();
      } else if (event.key === 'Tab' && this.grabbed && event.target.closest('.zone-drop, .bank-drop')) {
        const places = [...this.zones.map((zone) => zone.button), this.back].filter((place) => !place.hidden);
        const at = places.indexOf(document.activeElement) + (event.shiftKey ? -1 : 1);
        places[(at + places.length) % places.length].focus();
      } else {
        return;
      }
      event.preventDefault();
    }

    // Mouse and finger: what lies under the pointer may change while it moves, so the document is listened to.
    followPointer(item) {
      const { button } = item;
      let from = null;
      let ghost = null;
      let timer = 0;
      const begin = () => {
        this.grab(item);
        const box = button.getBoundingClientRect();
        ghost = button.cloneNode(true);
        ghost.classList.add('is-dragged');
        Object.assign(ghost.style, { left: box.left + 'px', top: box.top + 'px', width: box.width + 'px', height: box.height + 'px', maxWidth: 'none' });
        ghost.setAttribute('aria-hidden', 'true');
        ghost.tabIndex = -1;
        this.container.append(ghost);
        button.classList.add('is-lifted');
      };
      const move = (event) => {
        const x = event.clientX - from.clientX;
        const y = event.clientY - from.clientY;
        if (!ghost && Math.hypot(x, y) > kSlack) {
          if (from.pointerType === 'touch') { end(); return; } // it scrolls
          begin();
        }
        if (!ghost) return;
        ghost.style.transform = 'translate(' + x + 'px,' + y + 'px)';
        this.mark(this.below(event));
      };
      const up = (event) => {
        const wasMoving = !!ghost;
        const place = wasMoving && event.type === 'pointerup' ? this.below(event) : null;
        end();
        if (!wasMoving) return;
        this.wasDragged = true;
        setTimeout(() => { this.wasDragged = false; }); // the click that follows, if any
        this.mark(null);
        if (place === this.bank) this.drop(null);
        else if (place) this.drop(place.dataset.uid);
        else this.grab(null);
      };
      function end() {
        clearTimeout(timer);
        document.removeEventListener('pointermove', move);
        document.removeEventListener('pointerup', up);
        document.removeEventListener('pointercancel', up);
        if (ghost) ghost.remove();
        ghost = null;
        button.classList.remove('is-lifted');
      }
      button.addEventListener('pointerdown', (event) => {
        this.wasDragged = false;
        if (event.button !== 0 || this.isFixed(item)) return;
        from = event;
        document.addEventListener('pointermove', move);
        document.addEventListener('pointerup', up);
        document.addEventListener('pointercancel', up);
        if (event.pointerType === 'touch') timer = setTimeout(begin, kHold);
      });
      button.addEventListener('touchmove', (event) => { if (ghost) event.preventDefault(); }, { passive: false });
      button.addEventListener('dragstart', (event) => event.preventDefault());
    }

    below(event) {
      const found = document.elementsFromPoint(event.clientX, event.clientY).map((each) => each.closest('.zone, .item-bank'))
        .find((each) => each && this.box.contains(each));
      return found && (found !== this.bank || this.isAssessment) ? found : null;
    }

    mark(place) {
      this.zones.forEach((zone) => zone.element.classList.toggle('zone-border', this.data.display_zone_borders_dragging && zone.element === place));
    }

    // --- what the LMS is asked ---

    async drop(uid) {
      const item = this.grabbed;
      if (!item) return;
      const before = this.place(item);
      this.grabbed = null;
      const isThere = before ? before.zone === uid : uid === null;
      const most = this.data.max_items_per_zone;
      if (isThere) { this.update(); return; }
      if (uid !== null && most && this.items.filter((each) => each !== item && this.place(each) && this.place(each).zone === uid).length >= most) {
        this.update();
        this.tell([{ message: 'You cannot add any more items to this zone.' }], false, false);
        return;
      }
      if (uid === null) delete this.state.items[item.id];
      else this.state.items[item.id] = { zone: uid };
      this.waiting += 1;
      this.update();
      try {
        const said = await this.ask('drop_item', { val: item.value, zone: uid });
        if (!this.isAssessment) {
          if (!said.correct) delete this.state.items[item.id];
          this.state.grade = said.grade;
          this.state.finished = said.finished;
          if (said.finished) this.state.overall_feedback = said.overall_feedback;
          this.tell(said.feedback, said.correct, false);
          this.say([...said.feedback, ...(said.finished ? said.overall_feedback : [])].map((each) => each.message));
        } else {
          this.say([item.name + (uid === null ? ' is back in the bank.' : ' is placed.')]);
        }
      } catch (error) {
        if (before) this.state.items[item.id] = before;
        else delete this.state.items[item.id];
        this.tell([{ message: 'This was not kept: ' + error.message }], false, false);
      }
      this.waiting -= 1;
      this.update();
      this.goOn();
    }

    // The keyboard goes on with the next item, or with what comes when all are placed.
    goOn() {
      const next = this.items.find((item) => !this.place(item) && !this.isFixed(item));
      if (next) next.button.focus({ preventScroll: true });
      else if (this.submit && !this.submit.disabled) this.submit.focus({ preventScroll: true });
    }

    async attempt() {
      const said = await this.ask('do_attempt', {}).catch((error) => this.tell([{ message: error.message }], false, false));
      if (!said) return;
      Object.assign(this.state, { attempts: said.attempts, grade: said.grade, overall_feedback: said.overall_feedback, answer_available: said.answer_available });
      if (this.attemptsRemain()) said.misplaced_items.forEach((id) => { delete this.state.items[id]; });
      else this.state.finished = true;
      this.update();
      this.tell(said.feedback, said.correct, true);
      this.say([...said.overall_feedback, ...said.feedback].map((each) => each.message));
    }

    async reset() {
      const state = await this.ask('reset', {}).catch(() => null);
      if (!state) return;
      this.state = Object.assign(state, { answer_available: this.state.answer_available });
      this.grabbed = null;
      this.popup.hidden = true;
      this.update();
      this.say(['All items are back in the bank.']);
      this.goOn();
    }

    async showAnswer() {
      const said = await this.ask('show_answer', {}).catch((error) => this.tell([{ message: error.message }], false, false));
      if (!said) return;
      this.state.items = said.items;
      this.isAnswered = true;
      this.popup.hidden = true;
      this.solution.hidden = !said.explanation;
      this.solution.replaceChildren(made('div', { class: 'detailed-solution' }, made('p', {}, 'Explanation'), html('div', {}, said.explanation)));
      this.update();
      typeset(this.solution);
      this.say(['The answer is shown.']);
    }

    tell(messages, isCorrect, areHints) {
      this.popup.hidden = !messages.length;
      this.popup.classList.toggle('popup-incorrect', !isCorrect);
      const close = made('button', { type: 'button', class: 'close-feedback-popup-button', 'aria-label': 'Close' }, '×');
      close.addEventListener('click', () => { this.popup.hidden = true; this.goOn(); });
      const shown = messages.map((each) => html(areHints ? 'li' : 'p', {}, each.message));
      const content = areHints ? [isCorrect ? '' : made('p', {}, 'Some of your answers were not correct.'), made('p', { class: 'hints' }, 'Hints:'), made('ul', {}, ...shown)] : shown;
      this.popup.replaceChildren(close, made('div', { class: 'popup-header-text' }, isCorrect ? 'Correct' : 'Incorrect'),
        made('div', { class: 'popup-content' }, ...content));
      typeset(this.popup);
    }

    say(messages) {
      this.reader.replaceChildren();
      requestAnimationFrame(() => this.reader.replaceChildren(...messages.map((message) => html('p', {}, message))));
    }
  }

  onBlock('.xblock--drag-and-drop', (box) => {
    const data = JSON.parse(box.closest('.xblock').querySelector('.xblock-json-init-args').textContent);
    new Board(box, data).load().catch(() => {
      box.replaceChildren(made('p', { class: 'preview-note' }, 'The problem could not be loaded. It is there for enrolled learners.'));
    });
  });
}());

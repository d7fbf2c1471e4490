// Videos: the browser's player, with the LMS's speeds and a transcript that can be searched and clicked.
(function () {
  'use strict';
  const { post, made, onBlock } = window.scriptoriumPreview;

  function clock(seconds) {
    const part = (value) => String(Math.floor(value)).padStart(2, '0');
    return [seconds / 3600, (seconds / 60) % 60, seconds % 60].map(part).join(':');
  }

  // A film of the course or of another server, with the browser's own controls.
  function showFilm(box, data) {
    const film = made('video', { controls: '', preload: 'metadata' });
    data.sources.forEach((source) => film.append(made('source', { src: source })));
    film.lastElementChild.addEventListener('error', () => {
      film.remove();
      box.querySelectorAll('.video-tools, .subtitles').forEach((part) => part.remove());
      showTools(box, null, data);
      if (data.streams) offerYouTube(box, data);
      else showError(box, data.sources);
    });
    if (data.speed || data.generalSpeed) film.defaultPlaybackRate = Number(data.speed || data.generalSpeed);
    film.addEventListener('loadedmetadata', () => {
      film.playbackRate = film.defaultPlaybackRate;
      film.currentTime = data.savedVideoPosition || data.start || 0;
    });
    let isComplete = false;
    film.addEventListener('timeupdate', () => {
      const end = data.end || film.duration;
      if (data.end && film.currentTime >= data.end) film.pause();
      if (isComplete || !end || film.currentTime < end * data.completionPercentage) return;
      isComplete = true;
      if (data.completionEnabled) post(data.publishCompletionUrl, { completion: 1 }, true).catch(() => {});
    });
    film.addEventListener('pause', () => {
      if (data.saveStateEnabled) post(data.saveStateUrl, { saved_video_position: clock(film.currentTime) }).catch(() => {});
    });
    box.querySelector('.video-player').prepend(film);
    logFilm(film);
    showTools(box, film, data);
  }

  // As LMS: the video player's events_plugin.js.
  function log(film, name, more) {
    const box = film.closest('.video');
    if (!box) return; // it was taken away
    const duration = Number.isFinite(film.duration) ? film.duration : 0;
    window.Logger.log(name, Object.assign({ id: box.id.replace(/^video_/, ''), code: 'html5', duration }, more));
  }
  function logFilm(film) {
    let place = 0; // before somebody looks for another
    let speed = 0; // none yet
    film.addEventListener('loadedmetadata', () => { speed = film.defaultPlaybackRate; log(film, 'load_video'); });
    film.addEventListener('play', () => log(film, 'play_video', { currentTime: film.currentTime }));
    film.addEventListener('pause', () => { if (!film.ended) log(film, 'pause_video', { currentTime: film.currentTime }); });
    film.addEventListener('ended', () => log(film, 'stop_video', { currentTime: film.currentTime }));
    film.addEventListener('timeupdate', () => { if (!film.seeking) place = film.currentTime; });
    film.addEventListener('seeked', () => {
      const isFirst = film.played.length === 0 && place === 0; // where the learner had stopped
      if (!isFirst && Math.abs(film.currentTime - place) > 0.01) log(film, 'seek_video', { old_time: place, new_time: film.currentTime, type: 'onSlideSeek' });
      place = film.currentTime;
    });
    film.addEventListener('ratechange', () => {
      if (!speed || film.playbackRate === speed) return;
      log(film, 'speed_change_video', { current_time: film.currentTime, old_speed: String(speed), new_speed: String(film.playbackRate) });
      speed = film.playbackRate;
    });
    let isShowing = null;
    film.textTracks.addEventListener('change', () => {
      const now = [...film.textTracks].some((track) => track.mode === 'showing');
      if (isShowing !== null && now !== isShowing) log(film, 'edx.video.closed_captions.' + (now ? 'shown' : 'hidden'), { current_time: film.currentTime });
      isShowing = now;
    });
  }

  // --- the transcript beside the film ---

  function captions(film, language, label, lines) {
    const track = film.addTextTrack('captions', label, language);
    lines.forEach((line) => { if (line.text) track.addCue(new VTTCue(line.start, line.end, line.text)); });
    track.mode = 'disabled';
  }

  async function linesOf(data, language) {
    const answer = await fetch(data.transcriptTranslationUrl.replace('__lang__', language), { credentials: 'same-origin' }).catch(() => null);
    if (!answer || !answer.ok) return null;
    const { start, end, text } = await answer.json();
    return start.map((from, at) => ({ start: from / 1000, end: end[at] / 1000, text: text[at] }));
  }

  // The lines of a transcript: one is current, and the keys go from line to line.
  class Transcript {
    constructor(film, data) {
      this.film = film;
      this.data = data;
      this.all = new Map();
      this.rows = [];
    }

    async load() {
      for (const [language, label] of Object.entries(this.data.transcriptLanguages)) {
        const lines = await linesOf(this.data, language);
        if (!lines) continue;
        this.all.set(language, { label, lines });
        if (this.film) captions(this.film, language, label, lines);
      }
      return this.all.size > 0;
    }

    build(bar) {
      this.list = made('ol', { class: 'subtitles-menu' });
      this.search = made('input', { type: 'search', class: 'transcript-search', placeholder: 'Search the transcript', 'aria-label': 'Search the transcript' });
      this.found = made('span', { class: 'transcript-found', role: 'status' });
      const toggle = made('button', { type: 'button', class: 'toggle-transcript', 'aria-expanded': 'true' }, 'Hide transcript');
      const panel = made('div', { class: 'subtitles' }, made('div', { class: 'transcript-bar' }, this.search, this.found), this.list);
      const show = (isShown) => {
        panel.hidden = !isShown;
        toggle.setAttribute('aria-expanded', String(isShown));
        toggle.textContent = isShown ? 'Hide transcript' : 'Show transcript';
      };
      toggle.addEventListener('click', () => {
        if (this.film) log(this.film, (panel.hidden ? 'show' : 'hide') + '_transcript', { current_time: this.film.currentTime });
        show(panel.hidden);
      });
      show(this.data.showCaptions === 'true');
      if (this.all.size > 1) {
        const choice = made('select', { 'aria-label': 'Language of the transcript' },
          ...[...this.all].map(([language, { label }]) => made('option', { value: language }, label)));
        choice.value = this.all.has(this.data.transcriptLanguage) ? this.data.transcriptLanguage : [...this.all.keys()][0];
        choice.addEventListener('change', () => {
          this.fill(choice.value);
          if (this.data.saveStateEnabled) post(this.data.saveStateUrl, { transcript_language: choice.value }).catch(() => {});
        });
        bar.append(choice);
      }
      bar.append(toggle);
      this.fill(this.all.has(this.data.transcriptLanguage) ? this.data.transcriptLanguage : [...this.all.keys()][0]);
      this.search.addEventListener('input', () => this.filter());
      this.list.addEventListener('keydown', (event) => this.press(event));
      if (this.film) this.film.addEventListener('timeupdate', () => this.follow());
      return panel;
    }

    fill(language) {
      this.rows = this.all.get(language).lines.filter((line) => line.text).map((line) => {
        const button = this.film ? made('button', { type: 'button', class: 'transcript-line', tabindex: '-1' }, line.text)
          : made('span', { class: 'transcript-line', tabindex: '-1' }, line.text);
        button.addEventListener('click', () => { if (this.film) this.film.currentTime = line.start; });
        return { line, button, item: made('li', { lang: language }, button) };
      });
      this.list.replaceChildren(...this.rows.map((row) => row.item));
      if (this.rows.length) this.rows[0].button.tabIndex = 0;
      this.filter();
    }

    shown() { return this.rows.filter((row) => !row.item.hidden); }

    filter() {
      const wanted = this.search.value.trim().toLocaleLowerCase();
      this.rows.forEach((row) => { row.item.hidden = !row.line.text.toLocaleLowerCase().includes(wanted); });
      const shown = this.shown();
      this.found.textContent = wanted ? shown.length + ' of ' + this.rows.length + ' lines' : '';
      this.reach(shown[0]);
    }

    // One line alone is in the order of the Tab key.
    reach(row) {
      this.rows.forEach((each) => { each.button.tabIndex = each === row ? 0 : -1; });
    }

    press(event) {
      const shown = this.shown();
      const at = shown.findIndex((row) => row.button === document.activeElement);
      const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: shown.length - 1 }[event.key];
      if (to === undefined || !shown[to]) return;
      event.preventDefault();
      this.reach(shown[to]);
      shown[to].button.focus();
    }

    follow() {
      const now = this.film.currentTime;
      const current = this.rows.find((row) => row.line.start <= now && now < row.line.end);
      if (current === this.current) return;
      if (this.current) this.current.button.removeAttribute('aria-current');
      this.current = current;
      if (!current) return;
      current.button.setAttribute('aria-current', 'true');
      this.list.scrollTop = current.item.offsetTop - this.list.clientHeight / 2;
    }
  }

  const kSpeeds = ['0.75', '1.0', '1.25', '1.50', '2.0'];

  function speeds(film, data) {
    const choice = made('select', { class: 'video-speeds', 'aria-label': 'Speed' },
      ...kSpeeds.map((speed) => made('option', { value: String(Number(speed)) }, speed + 'x')));
    const update = () => { choice.value = String(film.playbackRate); };
    film.addEventListener('ratechange', update);
    choice.addEventListener('change', () => {
      film.playbackRate = Number(choice.value);
      if (data.saveStateEnabled) post(data.saveStateUrl, { speed: choice.value }).catch(() => {});
    });
    choice.value = String(film.defaultPlaybackRate);
    return choice;
  }

  // Where no film plays here (YouTube's, or another server's), the transcript can still be read and searched.
  async function showTools(box, film, data) {
    const bar = made('div', { class: 'video-tools' });
    if (film) bar.append(speeds(film, data));
    box.querySelector('.tc-wrapper').after(bar);
    const transcript = new Transcript(film, data);
    if (await transcript.load() && bar.isConnected) bar.after(transcript.build(bar));
  }

  function showError(box, sources) {
    const error = box.querySelector('.video-error');
    error.classList.remove('is-hidden');
    if (sources && sources.length) error.after(made('p', { class: 'preview-note' }, 'The preview asks no other server. On the LMS this file plays here: ' + sources.join(', ')));
  }

  // Nothing is asked of YouTube before somebody wants it.
  function offerYouTube(box, data) {
    const ids = new Map(data.streams.split(',').map((stream) => stream.split(':')));
    const id = ids.get('1.00') || [...ids.values()][0];
    const button = made('button', { type: 'button', class: 'video-offer' }, made('span', { class: 'video-offer-mark', 'aria-hidden': 'true' }),
      made('span', {}, 'Play from YouTube'), made('small', {}, 'Video ' + id));
    button.addEventListener('click', () => {
      const address = 'https://www.youtube-nocookie.com/embed/' + encodeURIComponent(id) + '?start=' + Math.floor(data.start || 0);
      const frame = made('iframe', { src: address, title: 'YouTube', allowfullscreen: '', allow: 'autoplay; encrypted-media; fullscreen' });
      button.replaceWith(frame);
    });
    document.addEventListener('securitypolicyviolation', (event) => {
      if (!/youtube/.test(event.blockedURI)) return;
      const frame = box.querySelector('iframe');
      if (frame) frame.replaceWith(made('p', { class: 'preview-note' }, 'The preview is offline: it asks no other server. On the LMS, the video ' + id + ' of YouTube plays here.'));
    });
    box.querySelector('.video-player').prepend(button);
  }

  onBlock('.video[data-metadata]', (box) => {
    const data = JSON.parse(box.dataset.metadata);
    box.classList.add('is-shown');
    if (data.sources.length) showFilm(box, data);
    else if (data.streams) {
      offerYouTube(box, data);
      showTools(box, null, data);
    } else showError(box);
  });
}());

// Programs of the course in frames of problems. As LMS: common/static/js/capa/src/jsinput.js says when what is asked.
(function () {
  'use strict';
  const { onBlock } = window.scriptoriumPreview;
  const kStart = 300; // milliseconds after the frame has loaded
  const kAgain = 200;
  const kTries = 5;
  const kPatience = 500; // with a program that is asked for its state
  const programs = new Map(); // by the id of their field

  // A function of the program by its name there ("Game.grade"), with the window it belongs to. Throws when it is not there.
  function called(frame, name, ...values) {
    const path = name.split('.');
    const last = path.pop();
    const owner = path.reduce((at, part) => at[part], frame.contentWindow);
    return owner[last](...values);
  }

  // The program of the same origin, whose functions are called.
  function near(frame, names) {
    return {
      grade: (then) => then(called(frame, names.grade)),
      state: (then) => then(unescape(called(frame, names.get))),
      put: (state) => called(frame, names.set, state),
    };
  }

  // The program of any origin, which answers messages.
  function far(frame) {
    let channel = null;
    const open = () => {
      const folder = frame.src.slice(0, frame.src.lastIndexOf('/') + 1);
      channel = channel || window.Channel.build({ window: frame.contentWindow, origin: folder, scope: 'JSInput' });
      return channel;
    };
    frame.addEventListener('load', open); // before, the window is nobody's
    const ask = (method, then) => open().call({ method, params: '', success: (value) => then(decodeURI(String(value))) });
    return {
      grade: (then) => ask('getGrade', then),
      state: (then) => ask('getState', then),
      put: (state) => open().call({ method: 'setState', params: state, success() {} }),
    };
  }

  function keptState(section) {
    const stored = section.dataset.stored;
    if (!stored) return section.dataset.initialState;
    try {
      const value = JSON.parse(stored);
      return value !== null && typeof value === 'object' ? value.state : value;
    } catch (error) {
      return stored;
    }
  }

  function begin(section) {
    const frame = section.querySelector('iframe[name^="iframe_"]');
    const field = section.querySelector('input[id^="input_"]');
    if (!frame || !field || section.dataset.processed === 'true') return;
    section.dataset.processed = 'true';
    const names = { grade: section.getAttribute('data'), get: section.dataset.getstate, set: section.dataset.setstate };
    const program = section.dataset.sop === 'false' ? far(frame) : near(frame, names);

    field.waitFor = (then) => program.grade((answer) => {
      if (!names.get || !names.set) {
        field.value = answer;
        then();
        return;
      }
      program.state((state) => {
        field.value = JSON.stringify({ answer, state });
        then();
      });
    });
    if (window.jQuery) window.jQuery(field).data('waitfor', field.waitFor);

    let typed = null; // of the page before this one
    let started = null;
    let hasBegun = !names.set;
    const ask = () => new Promise((resolve) => {
      setTimeout(resolve, kPatience, null);
      try {
        if (names.get && names.set) program.state(resolve);
        else resolve(null);
      } catch (error) {
        resolve(null); // it is not there yet
      }
    });
    // What the learner has made of the program, for a page that replaces this one.
    programs.set(field.id, {
      state: async () => {
        if (!hasBegun) return typed;
        const state = await ask();
        return state === started ? null : state;
      },
      put: (state) => { typed = state; },
    });
    const begun = () => setTimeout(async () => {
      if (!typed) started = await ask();
      hasBegun = true;
    }, kAgain);
    if (!names.set) return;
    const put = (tries) => {
      const state = typed || keptState(section);
      try {
        if (state) program.put(state);
        begun();
      } catch (error) {
        if (tries > 1) setTimeout(put, kAgain, tries - 1);
        else console.debug('The program in the frame has no function ' + names.set + '.');
      }
    };
    frame.addEventListener('load', () => setTimeout(put, kStart, kTries), { once: true });
  }

  onBlock('.jsinput', begin);
  window.scriptoriumPreview.programs = {
    // {id: state} of all that have one.
    async states() {
      const all = await Promise.all([...programs].map(async ([id, program]) => [id, await program.state()]));
      return Object.fromEntries(all.filter(([, state]) => state !== null));
    },
    // Instead of what the server kept; before the programs have started.
    put(states) { programs.forEach((program, id) => { if (states[id] !== undefined) program.put(states[id]); }); },
  };
  window.JSInput = {
    jsinputConstructor: (element) => begin(element.jquery ? element[0] : element),
    walkDOM: () => document.querySelectorAll('.jsinput').forEach(begin),
  };
}());

// Programs of the course in frames of problems. As LMS: common/static/js/capa/src/jsinput.js says when what is asked.
(function () {
  'use strict';
  const { onBlock } = window.scriptoriumPreview;
  const kStart = 300; // milliseconds after the frame has loaded
  const kAgain = 200;
  const kTries = 5;

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

    const state = keptState(section);
    if (!names.set || !state) return;
    const put = (tries) => {
      try {
        program.put(state);
      } catch (error) {
        if (tries > 1) setTimeout(put, kAgain, tries - 1);
        else console.debug('The program in the frame has no function ' + names.set + '.');
      }
    };
    frame.addEventListener('load', () => setTimeout(put, kStart, kTries), { once: true });
  }

  onBlock('.jsinput', begin);
  window.JSInput = {
    jsinputConstructor: (element) => begin(element.jquery ? element[0] : element),
    walkDOM: () => document.querySelectorAll('.jsinput').forEach(begin),
  };
}());

// Fields that show what is typed as a formula, while it is typed.
(function () {
  'use strict';
  const { post, typeset, onBlock } = window.scriptoriumPreview;
  const kPause = 250; // milliseconds without a key

  // `look` is called once at the start, when something is there, and after each pause.
  function follow(field, look) {
    let timer = 0;
    field.addEventListener('input', () => {
      clearTimeout(timer);
      timer = setTimeout(look, kPause);
    });
    if (field.value !== '') look();
  }

  // As LMS: formula_equation_preview.js: the server reads the formula; answers that were overtaken are dropped.
  function askServer(section, dispatch, show) {
    const field = section.querySelector('input[type=text]');
    const place = section.querySelector('[id$="_preview"]');
    const problem = section.closest('.problems-wrapper');
    if (!field || !place || !problem) return;
    const id = field.dataset.inputId || field.id.replace(/^input_/, '');
    let last = 0;
    place.replaceChildren();
    follow(field, async () => {
      last += 1;
      const asked = last;
      const answer = field.value.trim() === '' ? {} : await post(problem.dataset.url + '/input_ajax',
        { input_id: id, dispatch, formula: field.value, request_start: asked }).catch(() => ({}));
      if (asked === last) show(place, answer);
    });
  }

  onBlock('.formulaequationinput', (section) => askServer(section, 'preview_formcalc', (place, answer) => {
    place.replaceChildren(answer.error || (answer.preview ? '\\(' + answer.preview + '\\)' : ''));
    typeset(place);
  }));

  onBlock('.chemicalequationinput', (section) => askServer(section, 'preview_chemcalc', (place, answer) => {
    if (answer.preview) place.innerHTML = answer.preview;
    else place.replaceChildren(answer.error || '');
  }));

  // Choices with fields for numbers: a hidden field has all that is chosen and typed, as the LMS's choicetextinput.js writes it.
  // Who types into a field chooses its row.
  onBlock('.choicetextgroup', (group) => {
    const kept = group.querySelector('.choicetextvalue');
    const rows = [...group.querySelectorAll('section[id^="forinput"]')].map((row) => ({
      box: row.querySelector('input[type=radio], input[type=checkbox]'),
      fields: [...row.querySelectorAll('input[type=text]')],
      words: row.textContent.replace(/\s+/g, ' ').trim(),
    }));
    const update = () => {
      const all = {};
      rows.forEach(({ box, fields }) => {
        if (box.checked) all[box.id] = box.value;
        fields.forEach((field) => { all[field.name] = field.value; });
      });
      kept.value = JSON.stringify(all);
    };
    rows.forEach(({ box, fields, words }) => {
      box.setAttribute('aria-label', words);
      box.addEventListener('change', update);
      fields.forEach((field) => {
        field.setAttribute('aria-label', words);
        field.addEventListener('input', () => { box.checked = true; update(); });
      });
    });
    update();
  });

  // textline with math: AsciiMath, set here; what MathML it is goes along with the answer.
  onBlock('.text-input-dynamath', (section) => {
    const field = section.querySelector('input.math');
    const place = section.querySelector('.equation');
    const markup = section.querySelector('textarea[id$="_dynamath"]');
    if (!field || !place) return;
    place.replaceChildren();
    follow(field, () => {
      place.replaceChildren(field.value.trim() === '' ? '' : '`' + field.value.replace(/`/g, '') + '`');
      typeset(place);
      if (!markup || !window.MathJax || !window.MathJax.Hub) return;
      window.MathJax.Hub.Queue(() => {
        const formula = window.MathJax.Hub.getAllJax(place)[0];
        markup.value = formula ? formula.root.toMathML('') : '';
      });
    });
  });
}());

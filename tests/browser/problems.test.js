// Each kind of problem, answered wrong and then right, as a learner does it.
'use strict';
const { after, before, test } = require('node:test');
const assert = require('node:assert/strict');
const { Browser, Preview, course, settled } = require('./preview');

let preview;
let browser;
before(async () => {
  [preview, browser] = await Promise.all([Preview.start(course), Browser.start()]);
});
after(async () => {
  if (browser) await browser.stop();
  if (preview) await preview.stop();
});

const text = (value) => (problem) => problem.locator('input[type=text]').first().fill(value);
const check = (...labels) => async (problem) => {
  for (const box of await problem.locator('input[type=checkbox]').all()) await box.uncheck();
  for (const label of labels) await problem.getByLabel(label, { exact: true }).check();
};
const chosenText = (label, value) => async (problem) => {
  const row = problem.locator('section[id^=forinput]', { hasText: label });
  await row.locator('input[type=radio]').check();
  await row.locator('input[type=text]').fill(value);
};
const click = (x, y) => (problem) => problem.locator('[id^=imageinput_]').first().click({ position: { x, y } });

const kinds = [
  ['answers', 'choice', 'one of several', (problem) => problem.getByLabel('A violet').check(), (problem) => problem.getByLabel('A rose').check()],
  ['answers', 'number', 'a number', text('5'), text('4')],
  ['formulas', 'formula', 'a formula', text('x+y'), text('x*y')],
  ['kinds', 'boxes', 'several of several', check('Two', 'Three'), check('Two', 'Four')],
  ['kinds', 'list', 'one of a list', (problem) => problem.locator('select').selectOption('Stone'), (problem) => problem.locator('select').selectOption('Pear')],
  ['kinds', 'text', 'a word', text('London'), text('paris')],
  ['kinds', 'chosentext', 'a choice with a number', chosenText('Wheels', '4'), chosenText('Legs', '4')],
  ['kinds', 'picture', 'a place in a picture', click(20, 20), click(150, 50)],
  ['kinds', 'python', 'what a script grades', text('9'), text('7')],
];

// Problems of one unit share its page.
const pages = new Map();
async function pageOf(unit) {
  if (!pages.has(unit)) pages.set(unit, await browser.unit(preview, unit));
  return pages.get(unit);
}

for (const [unit, name, title, wrong, right] of kinds) {
  test('an answer is graded: ' + title, async () => {
    const page = await pageOf(unit);
    const problem = page.locator(`.problems-wrapper[data-problem-id$="block@${name}"]`);
    const graded = async (act, said) => {
      await act(problem);
      await problem.locator('.submit').click();
      await problem.locator('.notification-submit').filter({ hasText: said }).waitFor();
      await settled(page);
    };
    await graded(wrong, 'Incorrect');
    await graded(right, 'Correct (1/1 point)'); // in full: "Incorrect" has the word too
    await problem.locator('.problem-progress', { hasText: '1/1 point' }).waitFor();
    assert.deepEqual(page.complaints, []);
  });
}

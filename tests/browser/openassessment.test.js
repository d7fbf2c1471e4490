// Open response assessments, from the first word to the grade.
'use strict';
const assert = require('node:assert/strict');
const { after, before, test } = require('node:test');
const { Browser, Preview, course } = require('./preview');

let preview;
let browser;
before(async () => {
  [preview, browser] = await Promise.all([Preview.start(course, ['--learner', 'anna', '--learner', 'ben']), Browser.start()]);
});
after(async () => {
  if (browser) await browser.stop();
  if (preview) await preview.stop();
});

async function assessment(name, persona) {
  const page = await browser.visit(preview, persona);
  await page.goto(preview.said.url + '/xblock/' + preview.usage('vertical', 'essay'));
  const box = page.locator(`.xblock[data-usage-id$="block@${name}"]`);
  const step = (kind) => box.locator('.step--' + kind);
  await step('response').locator('.step__content').waitFor({ state: 'attached' });
  return { page, box, step };
}

const isAt = (step, status) => step.locator('.step__status', { hasText: status }).waitFor();

test('a learner writes, learns to assess, assesses, and gets the grade of a simulated peer', async () => {
  const { page, step } = await assessment('paper', 'anna');
  const submit = step('response').locator('.submit');
  assert.ok(await submit.isDisabled());
  await step('response').locator('textarea').first().fill('It clings.');
  await step('response').getByRole('button', { name: 'Save your progress' }).click();
  await step('response').getByText('Saved, but not submitted.').waitFor();
  await page.reload();
  assert.equal(await step('response').locator('textarea').first().inputValue(), 'It clings.');
  await submit.click();
  await isAt(step('response'), 'Complete');

  const training = step('student-training');
  await training.getByText('Fire is hot.').waitFor();
  await training.getByLabel('None').check();
  await training.locator('.submit').click();
  await training.getByText('The course team chose otherwise for: Reasons.').waitFor();
  await training.getByLabel('Some').check();
  await training.locator('.submit').click();
  await isAt(training, 'Complete');

  for (const kind of ['peer-assessment', 'self-assessment']) {
    if (!(await step(kind).getByLabel('Some').isVisible())) await step(kind).locator('.ui-slidable').click();
    await step(kind).getByLabel('Some').check();
    assert.equal(await step(kind).getByLabel('What would make it better?').inputValue(), 'I think that…');
    await step(kind).locator('.submit').click();
    await isAt(step(kind), 'Complete');
  }
  await isAt(step('grade'), 'Waiting');
  await step('grade').getByRole('button', { name: 'Have a simulated peer assess it' }).click();
  await step('grade').locator('.grade__value', { hasText: 'of 2 points' }).waitFor();
  await step('leaderboard').locator('.ui-slidable').click();
  assert.equal(await step('leaderboard').locator('.leaderboard > li').count(), 3);
  assert.deepEqual(page.complaints, []);
});

test('the course team grades a response, and the learner sees it', async () => {
  const learner = await assessment('letter', 'ben');
  await learner.step('response').locator('textarea').fill('Dear all');
  await learner.step('response').locator('.submit').click();
  await isAt(learner.step('staff-assessment'), 'Waiting');
  assert.equal(await learner.box.locator('.wrapper--staff-area').count(), 0);

  const staff = await assessment('letter', 'staff');
  const area = staff.box.locator('.wrapper--staff-area');
  await area.locator('summary', { hasText: 'ben' }).click();
  await area.getByText('Dear all').waitFor();
  await area.getByLabel('Yes').check();
  await area.locator('.submit').click();
  await area.locator('summary', { hasText: '3 points by the course team' }).waitFor();

  await learner.page.reload();
  await learner.step('grade').locator('.grade__value', { hasText: '3 of 3 points' }).waitFor();
  assert.deepEqual(learner.page.complaints.concat(staff.page.complaints), []);
});

// Who sees what, and when.
'use strict';
const assert = require('node:assert/strict');
const { after, before, test } = require('node:test');
const { Browser, Preview, course } = require('./preview');

let now;
let future;
let browser;
before(async () => {
  [now, future, browser] = await Promise.all([
    Preview.start(course, ['--date', '2030-01-01T00:00:00Z', '--learner', 'anna', '--learner', 'ben', '--learner', 'rita,group=Red']),
    Preview.start(course, ['--date', '2041-01-01T00:00:00Z']),
    Browser.start(),
  ]);
});
after(async () => {
  if (browser) await browser.stop();
  for (const preview of [now, future]) if (preview) await preview.stop();
});

const listed = (page) => page.locator('nav a').evaluateAll((links) => links.map((link) => link.textContent));

test('a section that has not begun is for the course team alone', async () => {
  assert.ok(!(await listed(await browser.visit(now, 'anna'))).includes('Unit of later'));
  const page = await browser.visit(now, 'anna');
  const answer = await page.goto(now.said.url + '/xblock/' + now.usage('vertical', 'unit'));
  assert.equal(answer.status(), 404);
  assert.ok((await listed(await browser.visit(now, 'staff'))).includes('Unit of later'));
});

test('at a later date it is there', async () => {
  const page = await browser.visit(future);
  await page.locator('nav a', { hasText: 'Unit of later' }).click();
  await page.frameLocator('#unit').getByText('Later.').waitFor();
});

test('what is for a group shows to the group alone, and to staff who look as it', async () => {
  assert.ok((await listed(await browser.visit(now, 'rita'))).includes('For the red ones'));
  assert.ok(!(await listed(await browser.visit(now, 'anna'))).includes('For the red ones'));
  const staff = await browser.visit(now, 'staff');
  const look = (group) => staff.evaluate(async ([course, id]) => {
    const [, token] = /csrftoken=([^;]*)/.exec(document.cookie);
    const answer = await fetch('/courses/' + course + '/masquerade', { method: 'POST', headers: { 'X-CSRFToken': token, 'Content-Type': 'application/json' },
      body: JSON.stringify({ role: 'student', group_id: id, user_partition_id: 60 }) });
    return (await answer.json()).success;
  }, [now.said.course, group]);
  const shown = async (group) => {
    assert.equal(await look(group), true);
    return (await staff.goto(now.said.url + '/xblock/' + now.usage('vertical', 'red'))).status();
  };
  assert.equal(await shown(1), 200);
  await staff.getByText('Only red ones read this.').waitFor();
  assert.equal(await shown(2), 404);
});

test('one learner does not see what another has answered', async () => {
  const field = (page) => page.locator('.problems-wrapper[data-problem-id$="block@number"] input[type=text]');
  const anna = await browser.unit(now, 'answers', 'anna');
  await field(anna).fill('4');
  await anna.locator('.problems-wrapper[data-problem-id$="block@number"] .submit').click();
  await anna.locator('.notification-submit').filter({ hasText: 'Correct (1/1 point)' }).waitFor();
  const ben = await browser.unit(now, 'answers', 'ben');
  assert.equal(await field(ben).inputValue(), '');
  await anna.reload();
  await field(anna).waitFor();
  assert.equal(await field(anna).inputValue(), '4');
});

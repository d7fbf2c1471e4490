// What learners do beside answering problems: search, vote, write notes, shift due dates.
'use strict';
const assert = require('node:assert/strict');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { after, before, test } = require('node:test');
const { Browser, Preview, course } = require('./preview');

let folder;
let preview;
let browser;

// The course beside this file, self-paced, with notes, and a unit to vote in.
function ownCourse() {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'scriptorium-work-'));
  fs.cpSync(course, folder, { recursive: true });
  const write = (name, text) => {
    fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    fs.writeFileSync(path.join(folder, name), text);
  };
  const policy = JSON.parse(fs.readFileSync(path.join(folder, 'policies/2026/policy.json'), 'utf8'));
  Object.assign(policy['course/2026'], { self_paced: true, edxnotes: true });
  write('policies/2026/policy.json', JSON.stringify(policy));
  write('sequential/lesson.xml', '<sequential display_name="Lesson" graded="true" format="Homework"><vertical url_name="votes"/><vertical url_name="answers"/></sequential>');
  const answers = JSON.stringify([['oak', { label: 'Oak' }], ['fir', { label: 'Fir' }]]).replaceAll('"', '&quot;');
  write('vertical/votes.xml', '<vertical display_name="Votes"><html url_name="words"/>'
    + '<poll url_name="p" display_name="Trees" question="Which?" max_submissions="1" answers="' + answers + '"/><done url_name="d"/></vertical>');
  write('html/words.xml', '<html filename="words" display_name="Words"/>');
  write('html/words.html', '<p>Leaves turn <b>light</b> into sugar with their chloroplasts.</p>');
  return folder;
}

before(async () => {
  [preview, browser] = await Promise.all([
    Preview.start(ownCourse(), ['--date', '2030-01-31T00:00:00Z', '--relative-dates',
      '--learner', 'anna,enrolled=2030-01-01T00:00:00Z', '--learner', 'ben']),
    Browser.start(),
  ]);
});
after(async () => {
  if (browser) await browser.stop();
  if (preview) await preview.stop();
  fs.rmSync(folder, { recursive: true, force: true });
});

const unit = () => preview.said.url + '/xblock/' + preview.usage('vertical', 'votes');

test('a search leads to the unit', async () => {
  const page = await browser.visit(preview, 'ben');
  await page.locator('nav a', { hasText: 'Answers' }).click();
  await page.locator('#search').fill('chloro');
  await page.locator('#found a', { hasText: 'Words' }).click();
  await page.frameLocator('#unit').getByText('Leaves turn').waitFor();
  assert.equal(await page.locator('#found b').textContent(), 'chloro');
  await page.locator('#search').press('Escape');
  assert.ok(await page.locator('nav a[aria-current]', { hasText: 'Votes' }).isVisible());
  await page.locator('#search').fill('zebra');
  await page.locator('#found', { hasText: 'Nothing that this learner may see has these words.' }).waitFor();
  assert.deepEqual(page.complaints, []);
});

test('a vote is counted and shown, also the next time', async () => {
  const page = await browser.visit(preview, 'ben');
  await page.goto(unit());
  await page.getByLabel('Fir').check();
  await page.locator('.poll-block .input-main').click();
  await page.locator('.vote-share.is-own', { hasText: 'Fir' }).waitFor();
  await page.reload();
  await page.locator('.vote-share.is-own', { hasText: '100 %' }).waitFor();
  const other = await browser.visit(preview, 'anna');
  await other.goto(unit());
  await other.getByLabel('Oak').check();
  await other.locator('.poll-block .input-main').click();
  await other.locator('.vote-share.is-own', { hasText: '50 %' }).waitFor();
  assert.deepEqual(page.complaints.concat(other.complaints), []);
});

test('who is done stays so', async () => {
  const page = await browser.visit(preview, 'ben');
  await page.goto(unit());
  const kept = page.waitForResponse((answer) => answer.url().endsWith('/toggle_button'));
  await page.locator('.done_onoffswitch-checkbox').check({ force: true });
  assert.equal((await kept).status(), 200);
  await page.reload();
  assert.ok(await page.locator('.done_onoffswitch-checkbox').isChecked());
});

test('a note marks its words, is changed and deleted', async () => {
  const page = await browser.visit(preview, 'anna'); // who has not seen the text for long yet
  await page.goto(unit());
  assert.ok(await page.locator('.note-add').isHidden());
  await page.evaluate(() => {
    const text = document.querySelector('.xblock-student_view-html p');
    const range = document.createRange();
    range.setStart(text.firstChild, 7);
    range.setEnd(text.lastChild, 5);
    window.getSelection().addRange(range);
  });
  await page.getByRole('button', { name: 'Add a note' }).click();
  await page.getByLabel('Note', { exact: true }).fill('Ask <b>why</b>');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.locator('mark').first().waitFor();
  await page.reload();
  await page.locator('mark').first().waitFor();
  assert.equal((await page.locator('mark').allTextContents()).join(''), 'turn light into');
  await page.goto(preview.said.url + '/courses/' + preview.said.course + '/edxnotes/');
  await page.getByText('Ask <b>why</b>').waitFor();
  await page.goto(unit());
  await page.locator('mark').first().press('Enter');
  await page.getByRole('button', { name: 'Delete' }).click();
  await page.waitForFunction(() => !document.querySelector('mark'));
  assert.equal(await page.locator('.xblock-student_view-html p').textContent(), 'Leaves turn light into sugar with their chloroplasts.');
  assert.deepEqual(page.complaints, []);
});

test('due dates stand in the unit, and are shifted', async () => {
  const page = await browser.visit(preview, 'anna');
  await page.goto(unit());
  await page.locator('.localized-datetime', { hasText: 'Due Jan' }).waitFor();
  await page.goto(preview.said.url + '/__preview/dates');
  await page.getByText('Past due').first().waitFor();
  await page.getByRole('button', { name: 'Shift due dates' }).click();
  await page.getByText('Past due').waitFor({ state: 'detached' });
  assert.equal(await page.getByRole('button', { name: 'Shift due dates' }).count(), 0);
});

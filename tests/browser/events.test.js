// What the LMS would log is listed in the frame of the preview, and written into a file.
'use strict';
const assert = require('node:assert/strict');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { after, before, test } = require('node:test');
const { Browser, Preview, course } = require('./preview');

const axe = fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'scriptorium-events-'));
const file = path.join(folder, 'events.jsonl');
let preview;
let browser;
before(async () => {
  [preview, browser] = await Promise.all([
    Preview.start(course, ['--date', '2030-01-01T00:00:00Z', '--learner', 'anna', '--learner', 'ben', '--events', file, '--events-format', 'both']),
    Browser.start(),
  ]);
});
after(async () => {
  if (browser) await browser.stop();
  if (preview) await preview.stop();
  fs.rmSync(folder, { recursive: true, force: true });
});

const answersPage = (page) => page.locator('nav a[data-page*="block@answers?"]');

// The unit with the answers open, and the list beside it.
async function opened(persona, options) {
  const page = await browser.visit(preview, persona, options);
  await answersPage(page).click();
  await page.getByRole('button', { name: 'Events' }).click();
  return page;
}

async function answer(page, text) {
  const problem = page.frameLocator('#unit').locator('.problems-wrapper[data-problem-id$="block@number"]');
  await problem.locator('input[type=text]').fill(text);
  await problem.locator('.submit').click();
  await problem.locator('.notification-submit').waitFor();
}

const row = (page, name) => page.locator('#events ol button').filter({ has: page.locator('b', { hasText: new RegExp('^' + name.replace(/\./g, '\\.') + '$') }) });

test('an answer is listed with its entry and its statement', async () => {
  const page = await opened('anna');
  await answer(page, '4');
  await row(page, 'problem_check').first().waitFor();
  await page.getByLabel('Which events').selectOption('server');
  await row(page, 'problem_check').click();
  const entry = JSON.parse(await page.locator('.event-tracking').textContent());
  assert.equal(entry.event.success, 'correct');
  assert.equal(entry.username, 'anna');
  const statement = JSON.parse(await page.locator('.event-xapi').textContent());
  assert.deepEqual([statement.verb.display.en, statement.result.success], ['evaluated', true]);
  await page.getByLabel('Which events').selectOption('');
  await page.getByLabel('Filter by name or block').fill('grades');
  assert.equal(await page.locator('#events ol button').count(), 1);
  await page.getByRole('button', { name: 'Clear' }).click();
  assert.equal(await page.locator('#events ol button').count(), 0);
  assert.deepEqual(page.complaints, []);
});

test('an event leads to its block, and steps are logged', async () => {
  const page = await opened('ben');
  await answer(page, '5');
  await row(page, 'edx.grades.problem.submitted').click();
  await page.locator('nav a').first().click();
  await row(page, 'edx.ui.lms.sequence.tab_selected').or(row(page, 'edx.ui.lms.outline.selected')).first().waitFor();
  await page.getByRole('button', { name: 'Show in the course' }).click();
  await page.waitForFunction(() => document.querySelector('nav a[aria-current]').dataset.page.includes('block@answers?'));
  await page.frameLocator('#unit').locator('[data-usage-id$="block@number"]').first().waitFor();
});

test('saving gives a line for each', async () => {
  const page = await opened('anna');
  await row(page, 'problem_check').first().waitFor();
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Save' }).click()]);
  const lines = fs.readFileSync(await download.path(), 'utf8').trim().split('\n').map(JSON.parse);
  assert.equal(lines.length, await page.locator('#events ol button').count());
  assert.ok(lines.every((line) => line.tracking.username === 'anna'));
});

test('the file has the events of everybody', async () => {
  const lines = fs.readFileSync(file, 'utf8').trim().split('\n').map(JSON.parse);
  const names = new Set(lines.map((line) => line.tracking.username));
  assert.ok(names.has('anna') && names.has('ben'));
  assert.equal(fs.statSync(file).mode & 0o077, 0);
});

for (const colorScheme of ['light', 'dark']) {
  test('the list is accessible, ' + colorScheme, async () => {
    const page = await opened('anna', { colorScheme });
    await row(page, 'problem_check').first().click();
    const { y, height } = await page.locator('#events').boundingBox();
    assert.ok(y > 100 && y + height <= page.viewportSize().height + 1, 'the list stands in the window');
    await page.evaluate(axe);
    const found = await page.evaluate(() => window.axe.run(document.querySelector('#events'), { iframes: false }));
    assert.ok(found.passes.length > 5, 'axe looked at the list');
    assert.deepEqual(found.violations.map((each) => each.id + ': ' + each.nodes.map((node) => node.html).join(' ')), []);
  });
}

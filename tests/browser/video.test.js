// A film with its transcript.
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

async function film(persona) {
  const page = await browser.unit(preview, 'film', persona);
  const video = page.locator('video');
  await page.locator('.transcript-line').first().waitFor();
  await page.waitForFunction(() => document.querySelector('video').readyState > 0);
  return { page, video, lines: page.locator('.transcript-line:visible'), time: () => video.evaluate((each) => each.currentTime) };
}

test('the transcript is searched, and leads to its places', async () => {
  const { page, lines, time } = await film('anna');
  assert.deepEqual(await lines.allInnerTexts(), ['First there is silence.', 'Then there is more of it.', 'In the end, silence again.']);
  await page.getByLabel('Search the transcript').fill('SILENCE');
  await page.locator('.transcript-found', { hasText: '2 of 3 lines' }).waitFor();
  await lines.nth(1).click();
  await page.locator('.transcript-line[aria-current]', { hasText: 'In the end' }).waitFor();
  assert.equal(await time(), 3);
  await page.getByLabel('Search the transcript').fill('');
  await page.getByLabel('Language of the transcript').selectOption('fr');
  assert.deepEqual(await lines.allInnerTexts(), ['Le silence.']);
  await page.getByRole('button', { name: 'Hide transcript' }).click();
  assert.equal(await lines.count(), 0);
  assert.deepEqual(page.complaints, []);
});

test('the transcript is read and sought in with the keyboard', async () => {
  const { page, lines, time } = await film('ben');
  await page.getByLabel('Search the transcript').focus();
  await page.keyboard.press('Tab');
  await page.keyboard.press('ArrowDown');
  assert.equal(await page.evaluate(() => document.activeElement.textContent), 'Then there is more of it.');
  await page.keyboard.press('Enter');
  assert.equal(await time(), 1.5);
  await page.keyboard.press('End');
  await page.keyboard.press('Space');
  assert.equal(await time(), 3);
  assert.equal(await lines.nth(2).getAttribute('tabindex'), '0');
  assert.equal(await page.locator('.transcript-line[tabindex="0"]').count(), 1, 'one stop for the Tab key');
  assert.deepEqual(page.complaints, []);
});

test('speed and place are there again', async () => {
  const { page, video } = await film('anna');
  await page.getByLabel('Speed').selectOption('1.50x');
  assert.equal(await video.evaluate((each) => each.playbackRate), 1.5);
  const kept = page.waitForResponse((answer) => answer.url().includes('save_user_state') && answer.request().postData().includes('saved_video_position'));
  await video.evaluate(async (each) => { each.muted = true; each.currentTime = 4; await each.play(); each.pause(); });
  await kept;
  await page.reload();
  await page.waitForFunction(() => document.querySelector('video').currentTime >= 4);
  assert.equal(await video.evaluate((each) => each.playbackRate), 1.5);
  assert.equal(await page.getByLabel('Speed').inputValue(), '1.5');
  assert.deepEqual(page.complaints, []);
});

test('the transcript is downloaded', async () => {
  const { page } = await film('ben');
  const link = page.getByRole('link', { name: 'Download SubRip' });
  const text = await link.evaluate(async (each) => (await fetch(each.href)).text());
  assert.match(text, /00:00:01,500 --> 00:00:03,000\r?\nThen there is more of it\./);
  assert.deepEqual(page.complaints, []);
});

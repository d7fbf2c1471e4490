// Word clouds and annotated texts.
'use strict';
const assert = require('node:assert/strict');
const { after, before, test } = require('node:test');
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

test('words of all learners make a cloud', async () => {
  const page = await browser.unit(preview, 'words');
  const cloud = page.locator('.word_cloud');
  await cloud.locator('.save').click();
  await cloud.getByText('Write at least one word.').waitFor();
  await cloud.locator('.input-cloud').first().fill('Sea');
  await cloud.locator('.input-cloud').last().fill('sky');
  await cloud.locator('.save').click();
  await cloud.locator('.word_cloud_words', { hasText: 'sea (50%)' }).waitFor();
  await page.reload();
  await cloud.locator('.your_words', { hasText: 'sea, sky' }).waitFor();
  assert.deepEqual(page.complaints, []);
});

test('a reply to an annotation is graded', async () => {
  const page = await browser.unit(preview, 'words');
  const problem = page.locator('.problems-wrapper[data-problem-id$="block@reply"]');
  const graded = async (tag, said) => {
    await problem.getByRole('radio', { name: tag }).click();
    await problem.getByLabel('What do you say?').fill('It is so.');
    await problem.locator('.submit').click();
    await problem.locator('.notification-submit').filter({ hasText: said }).waitFor();
    await settled(page);
  };
  await graded('Land', 'Incorrect');
  await graded('Water', 'Correct (2/2 points)');
  assert.equal(await problem.getByLabel('What do you say?').inputValue(), 'It is so.');
  assert.equal(await problem.getByRole('radio', { name: 'Water' }).getAttribute('aria-checked'), 'true');
  assert.deepEqual(page.complaints, []);
});

test('an annotation opens by key, leads to its problem, and the problem leads back', async () => {
  const page = await browser.unit(preview, 'words');
  const span = page.locator('.annotatable-span');
  await span.focus();
  await page.keyboard.press('Enter');
  const popup = page.locator('.annotatable-popup', { hasText: 'They are salty.' });
  assert.equal(await popup.locator('i').innerText(), 'salty');
  await popup.getByText('Reply to Annotation').click();
  await popup.waitFor({ state: 'detached' });
  await page.waitForFunction(() => document.activeElement.classList.contains('annotation-input'));
  await page.locator('.annotation-return').click();
  await page.waitForFunction(() => document.activeElement.classList.contains('annotatable-span'));
  assert.deepEqual(page.complaints, []);
});

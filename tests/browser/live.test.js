// The preview while somebody edits the course.
'use strict';
const assert = require('node:assert/strict');
const { after, afterEach, before, beforeEach, test } = require('node:test');
const { Browser, Preview } = require('./preview');

let preview;
let browser;
before(async () => { browser = await Browser.start(); });
after(async () => { if (browser) await browser.stop(); });
beforeEach(async () => { preview = await Preview.start('stored', ['--draft']); });
afterEach(async () => { if (preview) await preview.stop(); });

test('an edit shows while an answer is typed, and the answer stays', async () => {
  const page = await browser.visit(preview);
  await page.locator('nav a', { hasText: 'Answers' }).click();
  const unit = page.frameLocator('#unit');
  const field = unit.locator('.problems-wrapper[data-problem-id$="block@number"] input[type=text]');
  await field.waitFor();
  await field.pressSequentially('12');
  await field.press('ArrowLeft');
  await unit.locator('input[type=radio]').nth(1).evaluate((radio) => { radio.checked = true; });
  preview.run('set', preview.said.course, 'problem/number', 'display_name=Another name');
  await unit.locator('.problem-header', { hasText: 'Another name' }).waitFor();
  await page.waitForFunction(() => {
    const inside = document.getElementById('unit').contentDocument;
    const typed = inside.querySelector('.problems-wrapper[data-problem-id$="block@number"] input[type=text]');
    return typed && typed.value === '12' && inside.activeElement === typed && typed.selectionStart === 1;
  });
  assert.ok(await unit.locator('input[type=radio]').nth(1).isChecked());
  await field.press('x');
  assert.equal(await field.inputValue(), '1x2');

  preview.run('set', preview.said.course, 'vertical/answers', 'display_name=Answers and more');
  await page.locator('nav a[aria-current]', { hasText: 'Answers and more' }).waitFor();
  await page.waitForFunction(() => {
    const inside = document.getElementById('unit').contentDocument;
    const typed = inside.querySelector('.problems-wrapper[data-problem-id$="block@number"] input[type=text]');
    return typed && typed.value === '1x2';
  });
  assert.deepEqual(page.complaints, []);
});

// An edit that shows, in whatever unit is open.
async function edited(page, title) {
  preview.run('set', preview.said.course, 'vertical/answers', 'display_name=' + title);
  await page.locator('nav a', { hasText: title }).waitFor();
}

test('what a learner has made of programs in frames stays, and what the author says anew counts elsewhere', async () => {
  const page = await browser.visit(preview);
  await page.locator('nav a', { hasText: 'Programs' }).click();
  const holds = (name, value) => page.waitForFunction(([program, wanted]) => {
    const frame = document.getElementById('unit').contentDocument.querySelector(`iframe[src$="block/${program}.html"]`);
    const field = frame && frame.contentDocument && frame.contentDocument.getElementById('number');
    return field && field.value === wanted;
  }, [name, value]);
  await holds('near', '3');
  await holds('far', '3');
  const unit = page.frameLocator('#unit');
  await page.waitForTimeout(800); // the programs have begun
  await unit.frameLocator('iframe[src$="block/near.html"]').locator('#number').fill('5');
  await unit.locator('body').evaluate((body) => { body.dataset.old = 'yes'; });
  await edited(page, 'Other answers');
  await unit.locator('body:not([data-old])').waitFor();
  await holds('near', '5');
  await holds('far', '3');
  await unit.locator('body').evaluate((body) => { body.dataset.old = 'yes'; });
  await edited(page, 'Yet others');
  await unit.locator('body:not([data-old])').waitFor();
  await holds('near', '5');
});

test('an essay that is being written stays', async () => {
  const page = await browser.visit(preview);
  await page.waitForResponse((answer) => answer.url().endsWith('/__version'));
  await page.locator('nav a', { hasText: 'Essay' }).click();
  const unit = page.frameLocator('#unit');
  await unit.locator('textarea').first().pressSequentially('Wat');
  await unit.locator('body').evaluate((body) => { body.dataset.old = 'yes'; });
  await edited(page, 'Answers again');
  await unit.locator('body:not([data-old])').waitFor();
  await page.waitForFunction(() => {
    const inside = document.getElementById('unit').contentDocument;
    const field = inside.querySelector('textarea');
    return field && field.value === 'Wat' && inside.activeElement === field;
  });
  assert.deepEqual(page.complaints, []);
});

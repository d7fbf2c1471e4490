// The preview while somebody edits the course.
'use strict';
const assert = require('node:assert/strict');
const { after, before, test } = require('node:test');
const { Browser, Preview } = require('./preview');

let preview;
let browser;
before(async () => {
  [preview, browser] = await Promise.all([Preview.start('stored', ['--draft']), Browser.start()]);
});
after(async () => {
  if (browser) await browser.stop();
  if (preview) await preview.stop();
});

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

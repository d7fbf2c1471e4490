// Drag and drop problems by mouse, keyboard and finger.
'use strict';
const assert = require('node:assert/strict');
const { after, before, test } = require('node:test');
const { Browser, Preview, course } = require('./preview');

let preview;
let browser;
before(async () => {
  [preview, browser] = await Promise.all([Preview.start(course, ['--learner', 'anna', '--learner', 'ben', '--learner', 'cleo', '--learner', 'dan']), Browser.start()]);
});
after(async () => {
  if (browser) await browser.stop();
  if (preview) await preview.stop();
});

class Board {
  constructor(page, name) {
    this.page = page;
    this.box = page.locator(`.xblock[data-usage-id$="block@${name}"]`);
    this.bank = this.box.locator('.item-bank');
    this.popup = this.box.locator('.item-feedback-popup');
    this.progress = this.box.locator('.problem-progress');
    this.submit = this.box.locator('.submit');
  }

  item(name) { return this.box.locator('.option', { hasText: name }); }
  zone(name) { return this.box.locator('.zone', { hasText: name }).first(); }

  async drag(item, zone) {
    const middle = async (place) => { const box = await place.boundingBox(); return [box.x + box.width / 2, box.y + box.height / 2]; };
    await this.item(item).scrollIntoViewIfNeeded();
    await this.page.mouse.move(...await middle(this.item(item)));
    await this.page.mouse.down();
    await this.page.mouse.move(...await middle(zone), { steps: 4 });
    await this.page.mouse.up();
  }

  async holds(zone, item) { await this.zone(zone).locator('.option', { hasText: item }).waitFor(); }
  async hasInBank(item) { await this.bank.locator('.option', { hasText: item }).waitFor(); }
}

async function board(name, persona, options) {
  const page = await browser.visit(preview, persona, options || { viewport: { width: 1280, height: 2400 } });
  await page.goto(preview.said.url + '/xblock/' + preview.usage('vertical', 'drag'));
  const shown = new Board(page, name);
  await shown.item('Peak').waitFor();
  return shown;
}

test('an item that is dragged to a wrong zone goes back, and stays in the right one', async () => {
  const shown = await board('standard', 'anna');
  assert.equal(await shown.progress.innerText(), '1 point possible (ungraded)');
  await shown.drag('Peak', shown.zone('Bottom'));
  await shown.popup.filter({ hasText: 'Higher.' }).waitFor();
  await shown.hasInBank('Peak');
  await shown.drag('Peak', shown.zone('Top'));
  await shown.popup.filter({ hasText: 'High up.' }).waitFor();
  await shown.holds('Top', 'Peak');
  await shown.progress.filter({ hasText: '0.6667/1 point' }).waitFor();
  await shown.drag('Base', shown.zone('Bottom'));
  await shown.box.locator('.message.final', { hasText: 'All placed.' }).waitFor();
  await shown.page.reload();
  await shown.holds('Bottom', 'Base');
  assert.equal(await shown.progress.innerText(), '1/1 point (ungraded)');
  await shown.box.locator('.reset').click();
  await shown.hasInBank('Base');
  assert.equal(await shown.progress.innerText(), '1/1 point (ungraded)');
  assert.deepEqual(shown.page.complaints, []);
});

test('items are placed with the keyboard alone, and screen readers hear it', async () => {
  const shown = await board('standard', 'ben');
  const { keyboard } = shown.page;
  const focused = () => shown.page.evaluate(() => document.activeElement.textContent);
  await shown.item('Peak').focus();
  await keyboard.press('Control+m');
  assert.match(await focused(), /^Top, drop zone/);
  await keyboard.press('Escape');
  assert.match(await focused(), /^Peak/);
  await keyboard.press('Enter');
  await keyboard.press('Tab');
  assert.match(await focused(), /^Bottom, drop zone/);
  await keyboard.press('Tab'); // only zones while something is held
  assert.match(await focused(), /^Top/);
  await keyboard.press('Space');
  await shown.holds('Top', 'Peak');
  await shown.box.locator('[aria-live]', { hasText: 'High up.' }).waitFor({ state: 'attached' });
  assert.match(await focused(), /^Base/);
  assert.match(await shown.zone('Top').locator('.zone-drop').textContent(), /Holds: Peak/);
  assert.match(await shown.item('Peak').textContent(), /correctly placed in: Top/);
  assert.deepEqual(shown.page.complaints, []);
});

test('an assessment is graded when it is submitted, and shows its answer at the end', async () => {
  const shown = await board('exam', 'cleo');
  assert.ok(await shown.submit.isDisabled());
  await shown.drag('Peak', shown.zone('Bottom'));
  await shown.holds('Bottom', 'Peak');
  await shown.drag('Cloud', shown.zone('Bottom'));
  await shown.popup.filter({ hasText: 'cannot add any more' }).waitFor();
  await shown.hasInBank('Cloud');
  await shown.drag('Cloud', shown.zone('Top'));
  await shown.holds('Top', 'Cloud');
  await shown.drag('Cloud', shown.bank);
  await shown.hasInBank('Cloud');
  await shown.submit.click();
  await shown.popup.filter({ hasText: 'Higher.' }).waitFor();
  await shown.hasInBank('Peak');
  await shown.box.locator('.submission-feedback', { hasText: 'You have used 1 of 2 attempts.' }).waitFor();
  await shown.box.locator('.message', { hasText: 'Misplaced 1 item' }).waitFor();
  assert.ok(await shown.box.locator('.show').isHidden());
  await shown.drag('Base', shown.zone('Bottom'));
  await shown.holds('Bottom', 'Base');
  await shown.submit.click();
  await shown.box.locator('.message', { hasText: 'Final attempt was used' }).waitFor();
  await shown.box.locator('.show').click();
  await shown.holds('Top', 'Peak');
  await shown.box.locator('.solution-span', { hasText: 'A peak is at the top.' }).waitFor();
  assert.ok(await shown.submit.isDisabled());
  // Each refusal of the server would be a complaint.
  assert.deepEqual(shown.page.complaints, []);
});

test('on a phone an item is tapped, then its zone', async () => {
  const shown = await board('standard', 'dan', { viewport: { width: 390, height: 800 }, hasTouch: true, isMobile: true });
  await shown.item('Base').tap();
  assert.equal(await shown.item('Base').getAttribute('aria-pressed'), 'true');
  await shown.zone('Bottom').tap();
  await shown.holds('Bottom', 'Base');
  const width = await shown.page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(width <= 390, 'nothing stands out to the side: ' + width);
  assert.deepEqual(shown.page.complaints, []);
});

test('on a phone an item that is held is dragged', async () => {
  const shown = await board('exam', 'dan', { viewport: { width: 390, height: 800 }, hasTouch: true, isMobile: true });
  await shown.item('Base').scrollIntoViewIfNeeded();
  const from = await shown.item('Base').boundingBox();
  const to = await shown.zone('Bottom').boundingBox();
  const client = await shown.page.context().newCDPSession(shown.page);
  const touch = (type, x, y) => client.send('Input.dispatchTouchEvent', { type, touchPoints: type === 'touchEnd' ? [] : [{ x, y }] });
  await touch('touchStart', from.x + 10, from.y + 10);
  await shown.item('Base').and(shown.page.locator('.is-lifted')).waitFor();
  await touch('touchMove', from.x + 20, from.y + 40);
  await touch('touchMove', to.x + 40, to.y + 20);
  await touch('touchEnd');
  await shown.holds('Bottom', 'Base');
  assert.deepEqual(shown.page.complaints, []);
});

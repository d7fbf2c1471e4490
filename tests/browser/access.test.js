// axe-core finds nothing serious in the preview's pages, in light and in dark.
'use strict';
const assert = require('node:assert/strict');
const fs = require('node:fs');
const { after, before, test } = require('node:test');
const { Browser, Preview, course } = require('./preview');

const axe = fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
let preview;
let browser;
before(async () => {
  [preview, browser] = await Promise.all([Preview.start(course), Browser.start()]);
});
after(async () => {
  if (browser) await browser.stop();
  if (preview) await preview.stop();
});

async function serious(page) {
  await page.evaluate(axe);
  const found = await page.evaluate(() => window.axe.run(document, { iframes: false }));
  assert.ok(found.passes.length > 5, 'axe looked at the page');
  return found.violations.filter((rule) => /^(serious|critical)$/.test(rule.impact))
    .map((rule) => rule.id + ': ' + rule.nodes.map((node) => node.target.join(' ') + ' ' + node.html.slice(0, 120)).join(' | '));
}

// Colours and widths do not depend on each other: two of the four are enough.
for (const [colorScheme, width] of [['light', 1280], ['dark', 400]]) {
  test(`pages are accessible, ${colorScheme}, ${width} pixels wide`, async () => {
    const page = await browser.visit(preview, 'learner1', { colorScheme, viewport: { width, height: 800 } });
    await page.frameLocator('#unit').locator('#content').waitFor();
    assert.deepEqual(await serious(page), [], 'the frame');
    const links = await page.locator('nav a').evaluateAll((found) => found.map((link) => [link.textContent, link.dataset.page]));
    assert.ok(links.length > 6, 'units, a page, handouts');
    const base = '/courses/' + preview.said.course;
    const more = [['about', base + '/about'], ['bookmarks', base + '/bookmarks/'], ['updates', base + '/course/updates']];
    for (const [title, address] of [...links, ...more]) {
      await page.goto(preview.said.url + address);
      await page.waitForFunction(() => !window.MathJax || window.MathJax.isReady);
      await page.locator('.openassessment__loading, .loading-spinner').first().waitFor({ state: 'detached' });
      assert.deepEqual(await serious(page), [], title);
    }
    await page.goto(preview.said.url + '/xblock/' + preview.usage('vertical', 'answers'));
    const problem = page.locator('.problems-wrapper').first();
    await problem.locator('input[type=text]').fill('5');
    await problem.locator('.submit').click();
    await problem.locator('.notification-submit:not(.is-hidden)').waitFor();
    await problem.locator('.problem-action-btn.show').click();
    await problem.locator('.notification-show-answer:not(.is-hidden)').waitFor();
    assert.deepEqual(await serious(page), [], 'after an answer');
  });
}

// Unit pages in a browser, as learners use them.
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

const wrapper = (page, name) => page.locator(`.problems-wrapper[data-problem-id$="block@${name}"]`);
const formulas = (place) => place.locator('svg[role=img]').count();
// Nothing may be in the console that the course does not cause.
const isQuiet = (page) => assert.deepEqual(page.complaints, []);

async function submitted(page, name, text) {
  const problem = wrapper(page, name);
  await problem.locator('.submit').click();
  await problem.locator('.notification-submit').filter({ hasText: text }).waitFor();
  await settled(page);
  return problem;
}

test('formulas are set in every notation of the LMS, and dollars are not one', async () => {
  const page = await browser.unit(preview, 'formulas');
  assert.equal(await formulas(page.locator('#inline')), 2);
  assert.equal(await formulas(page.locator('#display')), 2);
  assert.equal(await formulas(page.locator('#ascii')), 1);
  assert.equal(await formulas(page.locator('#mathml')), 1);
  assert.equal(await page.locator('#dollars').innerText(), 'It costs $5 or $6.');
  assert.equal(await page.evaluate(() => window.HUB === MathJax.Hub), true);
  isQuiet(page);
});

test('formulas in what was hidden are there when it shows', async () => {
  const page = await browser.unit(preview, 'formulas');
  await page.locator('#show').click();
  const box = await page.locator('#hidden svg[role=img]').boundingBox();
  assert.ok(box.width > 10 && box.height > 8, JSON.stringify(box));
  isQuiet(page);
});

test('a formula is shown while it is typed', async () => {
  const page = await browser.unit(preview, 'formulas');
  const problem = wrapper(page, 'formula');
  await problem.locator('input[type=text]').pressSequentially('x*y^2');
  await problem.locator('[id$=_preview] svg[role=img]').waitFor();
  await problem.locator('input[type=text]').fill('');
  await problem.locator('[id$=_preview] svg[role=img]').waitFor({ state: 'detached' });
  isQuiet(page);
});

test('an answer is wrong, then right, and its formulas are set again', async () => {
  const page = await browser.unit(preview, 'answers', 'learner1');
  assert.ok(await wrapper(page, 'number').locator('.submit').isDisabled());
  await wrapper(page, 'number').locator('input[type=text]').fill('5');
  const problem = await submitted(page, 'number', 'Incorrect');
  assert.ok(await formulas(problem.locator('label')) > 0);
  await problem.locator('input[type=text]').fill('4');
  await submitted(page, 'number', 'Correct (1/1 point)');
  assert.match(await problem.locator('.problem-progress').innerText(), /^1\/1 point/);
  await page.reload();
  await problem.locator('input[type=text]').waitFor();
  assert.equal(await problem.locator('input[type=text]').inputValue(), '4');
  isQuiet(page);
});

test('answers and hints are to be had', async () => {
  const page = await browser.unit(preview, 'answers');
  const problem = wrapper(page, 'number');
  await problem.locator('.problem-action-btn.show').click();
  await problem.locator('.detailed-solution, [id^=solution_]').locator('svg[role=img]').first().waitFor();
  await problem.locator('.problem-action-btn.hint-button').click();
  await problem.locator('.notification-hint svg[role=img]').waitFor();
  assert.match(await problem.locator('.notification-hint').innerText(), /Count/);
  isQuiet(page);
});

test('a saved answer is there again', async () => {
  const page = await browser.unit(preview, 'answers');
  const problem = wrapper(page, 'number');
  await problem.locator('input[type=text]').fill('3+');
  await problem.locator('.problem-action-btn.save').click();
  await problem.locator('.notification-save').filter({ hasText: 'saved' }).waitFor();
  await page.reload();
  await problem.locator('input[type=text]').waitFor();
  assert.equal(await problem.locator('input[type=text]').inputValue(), '3+');
  isQuiet(page);
});

test('a choice is made with the keyboard alone', async () => {
  const page = await browser.unit(preview, 'answers');
  const problem = wrapper(page, 'choice');
  await problem.locator('input[type=radio]').first().focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('ArrowDown');
  for (let i = 0; i < 5 && !(await problem.locator('.submit:focus').count()); i += 1) await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await problem.locator('.notification-submit').filter({ hasText: 'Incorrect' }).waitFor();
  await problem.locator('.problem-action-btn.reset').click();
  await problem.locator('input[type=radio]:checked').waitFor({ state: 'detached' });
  isQuiet(page);
});

for (const name of ['near', 'far']) {
  test(`a program in a frame is asked, and gets its state again (${name})`, async () => {
    const page = await browser.unit(preview, 'programs');
    const problem = wrapper(page, name);
    const field = problem.frameLocator('iframe').locator('#number');
    const holds = (value) => page.waitForFunction(
      ([frame, wanted]) => {
        const inner = document.querySelector(frame).contentDocument;
        const number = inner && inner.getElementById('number');
        return number && number.value === wanted;
      }, [`iframe[src$="block/${name}.html"]`, value]);
    await holds('3'); // the state that the author gave
    await field.fill('8');
    await submitted(page, name, 'Incorrect');
    await holds('8');
    await field.fill('7');
    await submitted(page, name, 'Correct (1/1 point)'); // in full: "Incorrect" has the word too
    await page.reload();
    await holds('7');
    // Chromium warns of every frame that may run scripts and has the page's origin, which the LMS's has.
    assert.deepEqual(page.complaints.filter((line) => !line.includes('can escape its sandboxing')), []);
  });
}

test("authors' scripts find what the LMS has", async () => {
  const page = await browser.unit(preview, 'scripts');
  await page.locator('#place').filter({ hasText: 'Ready.' }).waitFor();
  await page.waitForFunction(() => window.seen.module && window.seen.own);
  const seen = await page.evaluate(() => window.seen);
  assert.equal(seen.inline, '2.2.4');
  assert.equal(seen.library, 'library');
  assert.equal(seen.names, 'function function function function function function ' + preview.said.course);
  assert.match(seen.file, /^\/assets\/courseware\/v1\/[0-9a-f]{32}\/asset-v1:.*\+block\/library\.js$/);
  assert.deepEqual([seen.required, seen.module, seen.own, seen.ui, seen.mathjax], [true, '2.2.4', 'own', 'function', 'function']);
  assert.match(await page.locator('#jump').getAttribute('href'), /^\/courses\/course-v1:.*\/jump_to_id\/answers$/);
  await page.locator('#modal').click();
  await page.locator('#dialog').waitFor({ state: 'visible' });
  await page.keyboard.press('Escape');
  await page.locator('#dialog').waitFor({ state: 'hidden' });
  isQuiet(page);
});

test('a frame of another server says that it is left out', async () => {
  const page = await browser.unit(preview, 'frames');
  await page.locator('.preview-note').filter({ hasText: 'https://example.com/program?x=1' }).waitFor();
  assert.ok(await page.locator('#elsewhere').isHidden());
  assert.ok(await page.locator('#here').isVisible());
});

test('custom pages have what units have', async () => {
  const page = await browser.visit(preview);
  await page.goto(preview.said.url + '/courses/' + preview.said.course + '/page/');
  await page.locator('.static_tab_wrapper svg[role=img]').waitFor();
  assert.equal(await page.evaluate(() => $.fn.jquery), '2.2.4');
  isQuiet(page);
});

test('the menu of a formula offers nothing that is not built in', async () => {
  const page = await browser.unit(preview, 'formulas');
  await page.locator('#inline .MathJax_SVG').first().click({ button: 'right' });
  const menu = page.locator('#MathJax_ContextMenu, .MathJax_Menu').first();
  await menu.waitFor();
  assert.match(await menu.innerText(), /Show Math As/);
  assert.doesNotMatch(await menu.innerText(), /Accessibility|Language/);
  isQuiet(page);
});

test('a jump opens the unit in the frame', async () => {
  const page = await browser.visit(preview);
  await page.goto(preview.said.url + '/courses/' + preview.said.course + '/jump_to_id/answers');
  await page.frameLocator('#unit').locator('.problems-wrapper').first().waitFor();
  assert.equal(await page.locator('nav a[aria-current]').innerText(), 'Answers');
});

test("one course's scripts reach neither another course nor the network", async () => {
  const other = await Preview.start(course);
  try {
    const page = await browser.unit(preview, 'scripts');
    const reached = await page.evaluate(async (addresses) => {
      const tried = [];
      for (const address of addresses) {
        tried.push(await fetch(address, { mode: 'no-cors', credentials: 'include' }).then(() => 'reached', () => 'refused'));
        tried.push(await new Promise((resolve) => {
          const image = new Image();
          image.onload = () => resolve('reached');
          image.onerror = () => resolve('refused');
          image.src = address;
        }));
        tried.push(await new Promise((resolve) => {
          const script = document.createElement('script');
          script.onload = () => resolve('reached');
          script.onerror = () => resolve('refused');
          script.src = address;
          document.head.append(script);
        }));
      }
      return tried;
    }, [other.said.url + '/__preview/page.js', 'http://127.0.0.1:' + other.said.port + '/', 'https://example.com/']);
    assert.deepEqual([...new Set(reached)], ['refused']);
    const framed = await page.evaluate((address) => new Promise((resolve) => {
      const frame = document.createElement('iframe');
      frame.onload = () => {
        try {
          resolve(String(frame.contentDocument && frame.contentDocument.body.textContent.length));
        } catch (error) {
          resolve('refused');
        }
      };
      frame.src = address;
      document.body.append(frame);
    }), other.said.personas.learner1);
    assert.ok(framed === 'refused' || framed === 'null', framed);
    // Nor the computer: no file, and none of what the program keeps.
    const kept = await page.evaluate((addresses) => Promise.all(addresses.map((address) => fetch(address)
      .then((answer) => (answer.ok ? 'reached' : 'refused'), () => 'refused'))),
    ['file:///etc/passwd', '/learners.db', '/course.db', '/%2e%2e/learners.db', '/__preview/..%2f..%2fcourse.db', '/__preview/lib/../../course.db']);
    assert.deepEqual([...new Set(kept)], ['refused']);
    assert.ok(!(await page.context().cookies(other.said.url)).length);
  } finally {
    await other.stop();
  }
});

// What the tests in a browser share: a preview of the course beside this file, and pages whose console is read.
'use strict';
const { chromium } = require('playwright-core');
const { execFileSync, spawn } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const cli = process.env.SCRIPTORIUM_CLI;
const course = path.join(__dirname, 'course');
const kPatience = 60000; // milliseconds: the machine may be busy

class Preview {
  static async start(source, args = []) {
    const preview = new Preview();
    preview.store = fs.mkdtempSync(path.join(os.tmpdir(), 'scriptorium-browser-'));
    preview.environment = Object.assign({}, process.env, { XDG_DATA_HOME: preview.store });
    if (source === 'stored') {
      source = JSON.parse(preview.run('import', course, '--json').trim().split('\n').pop()).course || 'Browser';
    }
    preview.process = spawn(cli, ['serve', source, '--json', ...args], { env: preview.environment });
    preview.said = await new Promise((resolve, reject) => {
      let out = '';
      let complaint = '';
      preview.process.stderr.on('data', (bytes) => { complaint += bytes; });
      preview.process.stdout.on('data', (bytes) => {
        out += bytes;
        if (out.includes('\n')) resolve(JSON.parse(out.split('\n')[0]));
      });
      preview.process.on('exit', (code) => reject(new Error('serve ended with ' + code + ': ' + out + complaint)));
    });
    return preview;
  }

  run(...args) {
    return execFileSync(cli, args, { env: this.environment, encoding: 'utf8' });
  }

  usage(type, name) {
    return this.said.course.replace('course-v1:', 'block-v1:') + '+type@' + type + '+block@' + name;
  }

  async stop() {
    const ended = new Promise((resolve) => { this.process.on('exit', resolve); });
    this.process.removeAllListeners('exit');
    this.process.once('exit', () => {});
    const gone = new Promise((resolve) => { this.process.once('close', resolve); });
    this.process.kill('SIGTERM');
    await Promise.race([ended, gone]);
    fs.rmSync(this.store, { recursive: true, force: true });
  }
}

class Browser {
  static async start() {
    const browser = new Browser();
    browser.chromium = await chromium.launch({
      executablePath: process.env.SCRIPTORIUM_CHROMIUM || '/usr/bin/chromium',
      args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'],
    });
    return browser;
  }

  // A page of its own profile, signed in as a persona. `page.complaints`: what the console and the network said.
  async visit(preview, persona = 'learner1', options = {}) {
    const context = await this.chromium.newContext(Object.assign({ viewport: { width: 1280, height: 900 } }, options));
    context.setDefaultTimeout(kPatience);
    const page = await context.newPage();
    page.complaints = [];
    page.on('pageerror', (error) => page.complaints.push('uncaught: ' + error.message));
    page.on('console', (message) => {
      if (/^(error|warning)$/.test(message.type())) page.complaints.push(message.type() + ': ' + message.text());
    });
    page.on('response', (answer) => {
      if (answer.status() >= 400) page.complaints.push(answer.status() + ' ' + answer.url());
    });
    await page.goto(preview.said.personas[persona]);
    return page;
  }

  async unit(preview, name, persona) {
    const page = await this.visit(preview, persona);
    await page.goto(preview.said.url + '/xblock/' + preview.usage('vertical', name) + '?show_title=1');
    await page.waitForFunction(() => window.MathJax && window.MathJax.isReady);
    await settled(page);
    return page;
  }

  stop() {
    return this.chromium.close();
  }
}

// All formulas that were asked for are set.
function settled(page) {
  return page.evaluate(() => new Promise((resolve) => { window.MathJax.Hub.Queue(() => resolve()); }));
}

module.exports = { Preview, Browser, settled, course };

// A browser for the tests of the console, and what all of them do with it.
const assert = require('node:assert/strict');
const fs = require('node:fs');
const http = require('node:http');
const { chromium } = require('playwright-core');

/** How long something may take that ought to happen at once; only a failing test waits that long. */
const PATIENCE = 120000;

/**
 * Runs a test in a browser, and ends the process with what went wrong.
 * @param {(context: { open: Function, control: string, listener: string, more: string[], browser: import('playwright-core').Browser }) => Promise<void>} test
 * @param {{ args?: string[] }} [options]
 */
async function run(test, { args = [] } = {}) {
  const [control, listener, ...more] = process.argv.slice(2);
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args });
  const problems = [];
  const open = async (hash = '', { width = 1600, scheme = 'light', ...options } = {}) => {
    const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme: scheme, ...options });
    context.setDefaultTimeout(PATIENCE);
    await context.addInitScript(keepSaid);
    const page = await context.newPage();
    page.on('pageerror', (error) => problems.push(`${hash}: ${error.stack}`));
    page.on('console', (message) => {
      // That a call failed the browser tells as an error of its own; which may fail the tests say.
      if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) problems.push(`${hash}: ${message.text()}`);
    });
    await page.goto(`${control}/${hash}`);
    return page;
  };
  try {
    await test({ open, control, listener, more, browser });
    assert.deepEqual(problems, []);
  } catch (error) {
    console.error(error);
    process.exitCode = 1;
  } finally {
    await browser.close();
  }
}

/** In the page: keeps what it says in passing, since the words stay for seconds alone. */
function keepSaid() {
  window.said = [];
  let last;
  new MutationObserver(() => {
    const words = document.querySelector('.said p');
    if (words !== null && words !== last) window.said.push(words.textContent);
    last = words;
  }).observe(document, { subtree: true, childList: true });
}

/** Waits until a page has said it, after what it was waited for before. */
function said(page, text) {
  return until(`the words ${text}`, () => page.evaluate((wanted) => {
    const at = window.said.findIndex((one) => one.includes(wanted));
    return at >= 0 && window.said.splice(0, at + 1).length > 0;
  }, text));
}

/** A request to the listener; gives its status. */
function send(url, { method = 'GET', headers = {}, body } = {}) {
  return new Promise((resolve, reject) => {
    const request = http.request(url, { method, headers, agent: false }, (answer) => {
      answer.resume();
      answer.on('end', () => resolve(answer.statusCode));
    });
    request.on('error', reject);
    request.end(body);
  });
}

/** A call of the control port; gives the JSON that it answers. */
async function ask(url, method = 'GET', body) {
  const answer = await fetch(url, { method, body: body === undefined ? undefined : JSON.stringify(body) });
  const text = await answer.text();
  assert.ok(answer.ok, `${method} ${url}: ${answer.status} ${text}`);
  return text === '' ? null : JSON.parse(text);
}

/** Axe finds nothing serious in a page as it is shown, and it is not wider than its window. */
async function look(page, name) {
  await page.evaluate(fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8'));
  const { violations } = await page.evaluate(() => window.axe.run());
  const found = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`).join('\n')}`);
  assert.deepEqual(found, [], name);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.ok(wide <= 0, `${name} is ${wide} px wider than its window`);
}

/** Waits until something holds. */
async function until(what, look) {
  for (const end = Date.now() + PATIENCE; ;) {
    const found = await look();
    if (found) return found;
    assert.ok(Date.now() < end, `waited for ${what}`);
    await new Promise((go) => setTimeout(go, 50));
  }
}

module.exports = { run, send, ask, said, until, look, assert, PATIENCE };

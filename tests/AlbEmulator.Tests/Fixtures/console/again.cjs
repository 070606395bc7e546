// What of the page did not come is loaded again, as when a network of the browser's machine comes or goes meanwhile.
const { run, until, assert, PATIENCE } = require('./browser.cjs');

const SHEETS = 6;

run(async ({ browser, control }) => {
  for (const file of ['app.js', 'lib/api.js', 'vendor.js', 'styles/frame.css']) {
    const { page, asked } = await lose(file, 1);
    await page.goto(`${control}/#/requests`);
    await page.getByText('No request has come yet').waitFor();
    await until('all of its style', () => page.evaluate(() => document.styleSheets.length).then((count) => count === SHEETS, () => false));
    assert.equal(asked(), 2, file);
    await page.context().close();
  }

  // What never comes is asked for more rarely from the second time on, and the page says so.
  const { page, asked } = await lose('lib/api.js', Infinity);
  await page.addInitScript(() => {
    const wait = window.setTimeout;
    window.waits = [];
    window.setTimeout = (then, milliseconds) => wait(then, window.waits[window.waits.push(milliseconds) - 1]);
  });
  await page.goto(`${control}/`);
  await until('it to be loaded again', () => asked() === 2);
  await until('a longer pause', () => page.evaluate(() => window.waits.includes(3000)).catch(() => false));
  await page.getByText('Not all of this page has come. It is loaded again.').waitFor();

  /** A page that loses a file so many times. */
  async function lose(file, times) {
    const page = await browser.newPage();
    page.setDefaultTimeout(PATIENCE);
    let asked = 0;
    await page.route(`**/console/${file}`, (route) => (++asked > times ? route.continue() : route.abort('connectionreset')));
    return { page, asked: () => asked };
  }
});

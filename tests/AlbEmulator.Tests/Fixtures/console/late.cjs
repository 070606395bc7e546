// An answer that came late: the page looks again within ten seconds.
const { run, until, PATIENCE } = require('./browser.cjs');

run(async ({ browser, control }) => {
  const page = await browser.newPage();
  page.setDefaultTimeout(PATIENCE);
  await page.clock.install();
  let asked = 0;
  let answer = () => {};
  await page.route('**/load-balancers', async (route) => {
    asked++;
    if (asked === 2) await new Promise((go) => { answer = go; });
    await route.continue();
  });
  await page.goto(`${control}/`);
  await page.locator('.listener').first().waitFor();
  await until('the second look', () => asked === 2);

  // A minute of the page's own clock.
  await page.clock.fastForward(60000);
  const late = page.waitForResponse('**/load-balancers');
  answer();
  await late;
  // Those ten seconds, in steps: a clock that jumps runs what is due once.
  for (let second = 0; second < 10; second++) await page.clock.fastForward(1000);
  await until('the third look', () => asked >= 3);
});

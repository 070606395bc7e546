// The counts of the last hour, as charts and as tables.
const { run, send, until, assert } = require('./browser.cjs');

run(async ({ open, listener }) => {
  for (let index = 0; index < 5; index++) await send(`${listener}/${index < 4 ? 'well' : 'broken'}/${index}`);
  const page = await open('#/charts');
  const chart = (title) => page.locator('.chart', { hasText: title });
  await chart('Statuses').waitFor();
  assert.equal(await page.locator('.chart svg[role=img]').count(), await page.locator('.chart').count());
  for (const title of ['Requests', 'Statuses', 'Response time of web', 'Connections']) await chart(title).waitFor();

  // What was sent stands in the tables, once its ten seconds are over: all of it, in whichever minutes that was.
  for (const summary of await page.locator('.chart summary').all()) await summary.click();
  const sum = async (title, column) => (await chart(title).locator(`tbody tr td:nth-of-type(${column})`).allTextContents()).reduce((all, one) => all + (Number(one) || 0), 0);
  await until('a status of each class', async () => (await sum('Statuses', 4)) === 4 && (await sum('Statuses', 1)) === 1);
  assert.equal(await sum('Requests', 1), 5);
  assert.ok((await chart('Response time of web').locator('tbody td').allTextContents()).some((one) => / m?s$/.test(one)));
  const minutes = await chart('Requests').locator('tbody th').allTextContents();
  assert.equal(new Set(minutes).size, minutes.length);
  assert.equal(await page.locator('.legend', { hasText: 'p99' }).count() > 0, true);

  // One group alone, by the address.
  await page.getByLabel('Target group').selectOption('web');
  await until('one chart of times', async () => (await page.locator('.chart', { hasText: 'Response time' }).count()) === 1);
  assert.match(page.url(), /target-group=web/);
});

// The page asks for the token, shows it with every call, and forgets it with the tab.
const { run, send, assert } = require('./browser.cjs');

run(async ({ open, listener, more: [token] }) => {
  const page = await open('#/requests');
  const refused = [];
  page.on('response', (answer) => {
    if (answer.status() === 401) refused.push(answer.url());
  });
  const field = page.getByLabel('Token', { exact: true });
  // What can be no token is not tried.
  await field.fill('пароль-и-ещё-немного');
  await page.getByRole('button', { name: 'Open' }).click();
  await page.locator('#token-problem', { hasText: 'That is no token' }).waitFor();
  await field.fill('what-it-is-not-at-all');
  await page.getByRole('button', { name: 'Open' }).click();
  await page.locator('#token-problem', { hasText: 'not that of the setting' }).waitFor();
  refused.length = 0;
  await field.fill(token);
  await page.getByRole('button', { name: 'Open' }).click();
  await page.getByText('No request has come yet').waitFor();
  await send(`${listener}/with-a-token`);
  await page.locator('a.row', { hasText: '/with-a-token' }).click();
  await page.locator('.verdict.taken').waitFor();
  assert.deepEqual(refused, []);
  assert.equal(await page.evaluate(() => JSON.stringify(localStorage) + document.cookie + location.href).then((kept) => kept.includes(token)), false);
  const other = await open('#/requests');
  await other.getByLabel('Token', { exact: true }).waitFor();
});

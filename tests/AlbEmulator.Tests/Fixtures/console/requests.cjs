// The list of requests lives, is searched, filtered and paused; an open request tells what happened.
const { run, send, until, assert } = require('./browser.cjs');

run(async ({ open, control, listener }) => {
  const page = await open('#/requests', { permissions: ['clipboard-read', 'clipboard-write'] });
  const rows = page.locator('a.row');
  const copied = () => page.evaluate(() => navigator.clipboard.readText());

  // An empty journal says what to send.
  await page.getByText('No request has come yet').waitFor();
  await page.getByText(/^curl http/).waitFor();

  // Requests appear by themselves, the newest first.
  await send(`${listener}/first`);
  await rows.filter({ hasText: '/first' }).waitFor();
  await send(`${listener}/api/second?x=1`, { headers: { 'X-Amzn-Trace-Id': 'Root=1-67891233-abcdef012345678912345678', 'X-Mine': "it's" } });
  await rows.filter({ hasText: '/api/second' }).waitFor();
  assert.match(await rows.first().textContent(), /200.*GET.*\/api\/second/);

  // One is opened: both sides, what was changed, the rule, why not those before, the trace, the line.
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  const request = page.locator('article.request');
  await request.locator('tr.added', { hasText: 'X-Forwarded-For' }).waitFor();
  const changed = await request.locator('tr.changed', { hasText: 'X-Amzn-Trace-Id' }).textContent();
  assert.match(changed, /Root=1-67891233-abcdef012345678912345678Self=1-/);
  await request.locator('.verdict.failed', { hasText: 'path-pattern /broken/*' }).waitFor();
  await request.locator('.verdict.taken', { hasText: 'forward to web' }).waitFor();
  await request.locator('.trace-fields', { hasText: 'made at 2025-01-16T' }).waitFor();
  assert.match(await request.locator('.log pre').textContent(), /^http 2\S+Z app\/demo\/\w+ 127\.0\.0\.1:\d+ 127\.0\.0\.1:\d+ \d+\.\d{3} .*"-" "-"$/);

  // As a command line that sends it again, and as a test.
  await request.getByRole('button', { name: 'Copy as curl' }).click();
  await page.locator('.said p', { hasText: 'Copied' }).waitFor();
  const curl = await copied();
  assert.match(curl, /^curl -i '?http:\/\/(localhost|127\.0\.0\.1):\d+\/api\/second\?x=1'? /);
  assert.ok(curl.includes(`-H 'X-Mine: it'\\''s'`), curl);
  await request.getByRole('button', { name: 'Copy as a test' }).click();
  await until('the other text to be copied', async () => (await copied()).includes('/requests/wait'));
  const wanted = JSON.parse(/-d '(.*)'$/.exec(await copied())[1]);
  assert.deepEqual(wanted, { method: 'GET', path: '/api/second', 'target-group': 'web', status: '200', count: 1, timeoutSeconds: 10 });

  // Hops: the requests of the same Root.
  await send(`${listener}/hop`, { headers: { 'X-Amzn-Trace-Id': 'Root=1-67891233-abcdef012345678912345678' } });
  await rows.filter({ hasText: '/hop' }).click();
  await page.locator('.hops a', { hasText: '/api/second' }).waitFor();

  // Keys: the one before, and closed again.
  await page.keyboard.press('j');
  await request.locator('h2', { hasText: '/api/second' }).waitFor();
  await page.keyboard.press('Escape');
  await request.waitFor({ state: 'detached' });

  // Paused: nothing moves, and what comes is counted.
  await page.keyboard.press('p');
  await send(`${listener}/while-paused`);
  await page.getByRole('button', { name: 'Go on (1)' }).waitFor();
  assert.equal(await rows.filter({ hasText: '/while-paused' }).count(), 0);
  await page.keyboard.press('p');
  await rows.filter({ hasText: '/while-paused' }).waitFor();

  // Searched, in what is there and in what comes.
  await page.keyboard.press('/');
  await page.keyboard.type('SECOND');
  await until('one row', async () => (await rows.count()) === 1);
  await page.getByLabel('Search the requests shown').fill('');

  // Filtered by the journal itself; a failure is one click from its explanation.
  await send(`${listener}/broken/1`);
  await page.getByRole('button', { name: 'Failed' }).click();
  await until('the one that failed', async () => (await rows.count()) === 1);
  await rows.first().click();
  await request.locator('.cause-card', { hasText: 'refused the connection' }).waitFor();
  await request.locator('.cause-card .next', { hasText: 'Start the target' }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Filters (1)' }).click();
  await page.getByLabel('Status', { exact: true }).fill('2xx');
  await page.getByText('None of the requests is such a one').waitFor();
  await page.locator('.chips button', { hasText: 'Failed' }).click();
  await until('those that went well', async () => (await rows.count()) === 4);
  for (const [label, value, count] of [['Path', '/api/*', 1], ['Method', 'POST', 0], ['Path', '', 0], ['Method', '', 4], ['Target group', 'web', 4], ['Rule', '50', 0], ['Rule', 'default', 4], ['Rule', '', 4],
    ['Trace id', '1-67891233-abcdef012345678912345678', 2], ['Trace id', '', 4], ['Rows', '2', 2], ['Rows', '', 4]]) {
    await page.getByLabel(label, { exact: true }).fill(value);
    await until(`${count} rows for ${label} ${value}`, async () => (await rows.count()) === count);
  }

  // What the journal does not know it says in its own words.
  await page.getByLabel('Target group', { exact: true }).fill('nobody');
  await page.locator('[role=alert]', { hasText: 'nobody' }).waitFor();
  await page.getByLabel('Target group', { exact: true }).fill('');
  await until('the rows again', async () => (await rows.count()) === 4);

  // An address can be kept: it opens the same request in another page.
  await rows.filter({ hasText: '/api/second' }).click();
  await request.waitFor();
  const other = await open(new URL(page.url()).hash);
  await other.locator('article.request h2', { hasText: '/api/second' }).waitFor();

  // Explained without being sent.
  await request.getByRole('link', { name: 'Explain' }).click();
  await page.locator('.explain .verdict.taken', { hasText: 'forward to web' }).waitFor();
});

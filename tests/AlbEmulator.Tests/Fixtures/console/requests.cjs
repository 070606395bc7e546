// The list of requests lives, is searched, filtered and paused; an open request tells what happened.
const { execFileSync } = require('node:child_process');
const net = require('node:net');
const { run, send, ask, until, said, assert } = require('./browser.cjs');

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
  await send(`${listener}/api/second?x=1`, { headers: { 'X-Amzn-Trace-Id': 'Root=1-67891233-abcdef012345678912345678', 'X-Mine': "it's", Authorization: 'Bearer mine', Cookie: 'a=hush' } });
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

  // Secrets are shown when they are asked for, each by itself, and nowhere before.
  const authorization = request.locator('.headers tr', { hasText: 'Authorization' });
  assert.equal(await page.getByText(/Bearer mine|a=hush/).count(), 0);
  assert.ok(!(await page.content()).includes('hush'));
  await authorization.locator('.before').getByRole('button', { name: 'Show the value of Authorization' }).click();
  await authorization.locator('.before', { hasText: 'Bearer mine' }).waitFor();
  assert.ok(!(await page.content()).includes('hush'));
  await request.getByLabel('only what the load balancer did').check();
  assert.ok(!(await page.content()).includes('hush'));
  await request.getByLabel('only what the load balancer did').uncheck();

  // As a command line that sends it again, and as a test.
  await request.getByRole('button', { name: 'Copy as curl' }).click();
  await said(page, 'Copied');
  const curl = await copied();
  assert.match(curl, /^curl -i '?http:\/\/(localhost|127\.0\.0\.1):\d+\/api\/second\?x=1'? /);
  assert.ok(curl.includes(`-H 'X-Mine: it'\\''s'`), curl);
  assert.ok(curl.includes(`-H 'Authorization: Bearer mine'`), curl);
  await request.getByRole('button', { name: 'Copy as a test' }).click();
  await until('the other text to be copied', async () => (await copied()).includes('/requests/wait'));
  const wanted = JSON.parse(/-d '(.*)'$/.exec(await copied())[1]);
  assert.deepEqual(wanted, { method: 'GET', path: '/api/second', 'target-group': 'web', status: '200', count: 1, timeoutSeconds: 10 });

  // Whatever bytes a request has: what is copied sends it again, and holds no byte that a terminal takes for a key.
  await raw(listener, 'GET /odd/qu"o\'te$HOME;\xe4?a=\\b HTTP/1.1\r\nHost: localhost\r\nX-Amzn-Trace-Id: Root=1-67891233-abcdef012345678912345679;From=a"b\\c\r\nX-Odd: \x15touch\x0f \xe4 \'$(x)\r\n@file: x\r\n\r\n');
  await rows.filter({ hasText: '/odd/' }).click();
  await request.getByRole('button', { name: 'Copy as curl' }).click();
  await until('the odd one to be copied', async () => (await copied()).includes('/odd/'));
  assert.match(await copied(), /^[ -~]*$/);
  await request.locator('.verdict.taken').waitFor();
  assert.equal(await request.locator('.explained .problem').count(), 0);
  execFileSync('bash', ['-c', await copied()]);
  const odd = await until('two of them', async () => {
    const { requests } = await ask(`${control}/requests?path=/odd/*`);
    return requests.length === 2 && requests;
  });
  assert.equal(odd[0].request.split(' ')[1].replace(/:\d+/, ''), odd[1].request.split(' ')[1].replace(/:\d+/, ''));
  // Its trace id, which the log escapes, is found in another page, and sent again.
  const page2 = await open(new URL(page.url()).hash.replace('#/requests/', '#/explain/'));
  await page2.locator('.explain .verdict.taken').waitFor();
  await request.getByRole('button', { name: 'Send again' }).click();
  await said(page, 'Sent again, and answered with 200');
  const header = ({ client_request: { headers } }, wanted) => headers.find(([name]) => name === wanted)?.[1];
  assert.equal(header(odd[0], 'X-Odd'), header(odd[1], 'X-Odd'));
  assert.equal(header(odd[0], '@file'), undefined);
  await ask(`${control}/requests`, 'DELETE');
  await page.reload();
  await page.getByText('No request has come yet').waitFor();
  await send(`${listener}/first`);
  await send(`${listener}/api/second?x=1`, { headers: { 'X-Amzn-Trace-Id': 'Root=1-67891233-abcdef012345678912345678', 'X-Mine': "it's", Authorization: 'Bearer mine', Cookie: 'a=hush' } });
  await rows.filter({ hasText: '/api/second' }).waitFor();

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
    ['Load balancer', 'demo', 4], ['Load balancer', '', 4], ['Target', '127.0.0.1', 4], ['Target', '', 4], ['Since', '2999-01-01T00:00:00Z', 0], ['Since', '2020-01-01T00:00:00Z', 4], ['Since', '', 4],
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

  // Sent again: the same once more, with a trace id of its own.
  await page.keyboard.press('Escape');
  await page.getByLabel('Status', { exact: true }).fill('');
  await until('all rows', async () => (await rows.count()) === 5);
  await rows.filter({ hasText: '/api/second' }).click();
  await request.getByRole('button', { name: 'Send again' }).click();
  await said(page, 'Sent again, and answered with 200');
  await until('two of them', async () => (await rows.filter({ hasText: '/api/second' }).count()) === 2);

  // Explained without being sent, by its headers, secrets too; neither the page nor its address shows them.
  await request.getByRole('link', { name: 'Explain' }).click();
  await page.locator('.explain .verdict.taken', { hasText: 'forward to web' }).waitFor();
  assert.match(await page.getByLabel('Headers, one in a line').inputValue(), /Authorization: \(hidden\)\n/);
  assert.ok(!page.url().includes('mine') && !(await page.content()).includes('mine'), page.url());
  await page.getByRole('button', { name: 'Copy as curl' }).click();
  await until('the question to be copied', async () => (await copied()).includes('/explain'));
  assert.deepEqual(JSON.parse(/-d '(.*)'$/.exec((await copied()).replaceAll("'\\''", "'"))[1]).headers.find(([name]) => name === 'Authorization'), ['Authorization', 'Bearer mine']);

  // Keys of one character can be turned off, for who speaks to the machine; Escape stays.
  await page.getByRole('button', { name: 'Keys' }).click();
  await page.getByLabel('Keys of one character').uncheck();
  await page.keyboard.press('Escape');
  await page.keyboard.press('3');
  await page.keyboard.press('2');
  assert.match(page.url(), /#\/explain/);
  await page.getByRole('button', { name: 'Keys' }).click();
  await page.getByLabel('Keys of one character').check();
  await page.keyboard.press('Escape');
  await page.keyboard.press('2');
  await rows.first().waitFor();
});

/** Bytes to the listener, and its answer. */
function raw(listener, bytes) {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(listener);
    const socket = net.connect(Number(port), hostname, () => socket.write(Buffer.from(bytes, 'latin1')));
    socket.once('data', (data) => resolve(socket.end() && data.toString('latin1')));
    socket.on('error', reject);
  });
}

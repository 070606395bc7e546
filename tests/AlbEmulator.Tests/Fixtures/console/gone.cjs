// The emulator goes away and comes back, and the page with it. This script is the way between the two.
const net = require('node:net');
const { run, send, said, assert } = require('./browser.cjs');

run(async ({ open, control, listener }) => {
  const { port } = new URL(control);
  const page = await open('#/requests');
  await send(`${listener}/before`);
  await page.locator('a.row', { hasText: '/before' }).waitFor();

  const other = await open('#/requests');
  await other.locator('a.row', { hasText: '/before' }).click();
  await other.locator('article.request h2', { hasText: '/before' }).waitFor();

  // Whoever starts and stops the emulator reads these lines.
  console.log('stop');
  await page.locator('.gone p', { hasText: 'does not answer' }).waitFor();
  await page.locator('a.row', { hasText: '/before' }).waitFor();
  console.log('start');
  await page.locator('.gone p').waitFor({ state: 'detached' });
  for (let isThere = false; !isThere;) {
    isThere = await new Promise((resolve) => {
      const socket = net.connect(Number(port), '127.0.0.1', () => resolve(socket.end() !== null));
      socket.on('error', () => resolve(false));
    });
  }
  await send(`${listener}/after`);
  await page.locator('a.row', { hasText: '/after' }).waitFor();
  assert.equal(await page.locator('a.row', { hasText: '/before' }).count(), 0);
  // Numbers begin anew: the request that is open stays the one that it was, and the new one of its number is another.
  await other.locator('a.row', { hasText: '/after' }).waitFor();
  await other.locator('article.request h2', { hasText: '/before' }).waitFor();
  assert.equal(await other.locator('a.row.open').count(), 0);
  await other.getByRole('button', { name: 'Send again' }).click();
  await said(other, 'no request 1 of that trace id');
});

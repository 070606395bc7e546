// What a cold load takes, and that a flood of requests leaves the page alive and bounded.
const http = require('node:http');
const { run, until, assert, PATIENCE } = require('./browser.cjs');

run(async ({ browser, listener }) => {
  const page = await browser.newPage();
  page.setDefaultTimeout(PATIENCE);
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.setCacheDisabled', { cacheDisabled: true });
  let transferred = 0;
  session.on('Network.loadingFinished', ({ encodedDataLength }) => (transferred += encodedDataLength));
  await page.goto(`${process.argv[2]}/#/requests`);
  await page.getByText('No request has come yet').waitFor();
  const sent = transferred;
  assert.ok(sent > 10000 && sent < 150 * 1024, `${sent} bytes`);

  // More than it can show, for some seconds.
  const agent = new http.Agent({ keepAlive: true, maxSockets: 8 });
  let isOver = false;
  let count = 0;
  const one = () => new Promise((done) => {
    http.get(`${listener}/flood/${count++}`, { agent }, (answer) => answer.resume().on('end', done)).on('error', done);
  });
  const flood = Promise.all(Array.from({ length: 8 }, async () => {
    while (!isOver) await one();
  }));
  await until('more than is read in the first seconds', async () => count > 4000);
  await page.locator('.left-out', { hasText: 'left out' }).waitFor();
  const rows = () => page.locator('a.row').count();
  await until('as many rows as it holds', async () => (await rows()) === 300);
  const before = count;
  await until('more than a second of the flood', async () => count > before + 1000);
  assert.equal(await rows(), 300);
  // It answers while they come.
  await page.keyboard.press('p');
  await page.getByRole('button', { name: /^Go on/ }).waitFor();
  isOver = true;
  await flood;
  console.log(JSON.stringify({ transferred: sent, requests: count }));
});

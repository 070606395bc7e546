// The nodes that share a store: who there is, and what becomes of them and of the store.
const { run, look, assert } = require('./browser.cjs');

run(async ({ open }) => {
  const page = await open();
  const nodes = page.locator('section.nodes');
  await nodes.locator('li', { hasText: '127.0.1.2' }).waitFor();
  assert.equal(await nodes.locator('li').count(), 2);
  assert.match(await nodes.locator('li').first().textContent(), /127\.0\.1\.1 this one.*left-alone:\d+/s);
  assert.match(await nodes.locator('header').textContent(), /etcd:\/\/127\.0\.0\.1:\d+\/alb.*revision \d+/s);
  for (const scheme of ['light', 'dark']) {
    for (const width of [400, 1600]) {
      const other = await open('', { scheme, width });
      await other.locator('section.nodes li').nth(1).waitFor();
      await look(other, `nodes, ${scheme}, ${width}`);
      await other.context().close();
    }
  }

  // Whoever has the nodes and the store reads these lines.
  console.log('end the other node');
  await nodes.locator('li', { hasText: '127.0.1.2' }).waitFor({ state: 'detached' });
  console.log('end the store');
  await nodes.locator('header .not', { hasText: 'cannot be asked' }).waitFor();
  await nodes.locator('.note', { hasText: 'etcd' }).waitFor();
  await look(page, 'nodes without a store');
  console.log('begin the store');
  await nodes.locator('header', { hasText: /revision \d+/ }).waitFor();
  await nodes.locator('.note').waitFor({ state: 'detached' });
});

// Every view, light and dark, narrow and wide: axe finds nothing serious, nothing is wider than the window.
const { run, send, look } = require('./browser.cjs');

const VIEWS = {
  topology: async (page) => page.waitForSelector('.group, .missing'),
  requests: async (page) => page.waitForSelector('a.row'),
  request: async (page) => {
    await page.locator('a.row.failed').first().click();
    await page.waitForSelector('.cause-card .next');
    await page.waitForSelector('.verdict');
  },
  filters: async (page) => page.getByRole('button', { name: 'Filters' }).click(),
  charts: async (page) => page.waitForSelector('.chart, .missing'),
  explain: async (page) => {
    await page.getByLabel('URL').fill('http://localhost/API/1');
    await page.getByRole('button', { name: 'Explain' }).click();
    await page.waitForSelector('.verdict, .problem');
  },
  actions: async (page) => page.waitForSelector('.card, .missing'),
  keys: async (page) => {
    await page.keyboard.press('?');
    await page.waitForSelector('dialog[open]');
  },
};
const HASHES = { request: 'requests', filters: 'requests', keys: 'topology' };

run(async ({ open, listener }) => {
  await send(`${listener}/api/1`);
  await send(`${listener}/broken/1`);
  for (const scheme of ['light', 'dark']) {
    for (const width of [400, 1600]) {
      const page = await open('', { scheme, width });
      for (const [view, arrive] of Object.entries(VIEWS)) {
        // Beginning anew, so that no view stands on what another left.
        await page.goto('about:blank');
        await page.goto(`${process.argv[2]}/#/${HASHES[view] ?? view}`);
        await page.waitForSelector('.state.up');
        await arrive(page);
        await look(page, `${view}, ${scheme}, ${width}`);
      }
      await page.context().close();
    }
  }
});

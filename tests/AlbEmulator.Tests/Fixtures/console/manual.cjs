// Pages of the manual, as people read them.
const { run, assert } = require('./browser.cjs');

run(async ({ open, control }) => {
  for (const [scheme, width] of [['light', 1600], ['dark', 400]]) {
    const page = await open('', { scheme, width, bypassCSP: false });
    for (const path of ['/docs', '/docs/rules', '/docs/settings', '/docs/codes']) {
      await page.goto(control + path);
      assert.ok((await page.locator('main h1').textContent()).length > 3, path);
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${path} is wider than ${width}`);
      const found = await page.evaluate(`${require('node:fs').readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8')}; axe.run()`);
      assert.deepEqual(found.violations.filter(({ impact }) => ['serious', 'critical'].includes(impact)).map(({ id, nodes }) => `${path} ${id} ${nodes[0].html}`), []);
    }
  }
});

// What there is: listeners that can be opened, rules in words, groups with the state of their targets, and where each comes from.
const { run, send, assert } = require('./browser.cjs');

run(async ({ open, control, listener }) => {
  const page = await open();
  const first = page.locator('.listener').first();
  const url = await first.locator('a.url').getAttribute('href');
  assert.equal(new URL(url).port, new URL(listener).port);
  const rule = page.locator('.rules > .rule').first();
  assert.match(await rule.textContent(), /50.*path-pattern \/broken\/\*.*broken.*\.yaml:\d+/s);
  assert.match(await page.locator('.rules > .rule').last().textContent(), /default.*every other request.*web/s);

  // The state of a target, why, and its last check; it is asked for again by itself.
  const broken = page.locator('#group-broken');
  await broken.locator('.health.unhealthy').waitFor();
  assert.match(await broken.textContent(), /Health checks failed.*Target\.FailedHealthChecks/s);
  await page.locator('#group-web .health.healthy').waitFor();
  await page.locator('#group-web .check', { hasText: '200' }).waitFor();

  // From a rule to its group, and to its requests.
  await rule.locator('.forward').focus();
  await page.locator('#group-broken.lit').waitFor();
  await send(`${listener}/broken/1`);
  await send(`${listener}/other`);
  await rule.locator('a.priority').click();
  await page.locator('a.row', { hasText: '/broken/1' }).waitFor();
  assert.equal(await page.locator('a.row').count(), 1);

  // A change is seen without a reload, and that the API made it.
  await page.keyboard.press('1');
  const made = await fetch(control, {
    method: 'POST',
    body: new URLSearchParams({ Action: 'CreateTargetGroup', Version: '2015-12-01', Name: 'made', Protocol: 'HTTP', Port: '80', VpcId: 'vpc-0a1b2c3d', TargetType: 'ip' }),
  });
  assert.equal(made.status, 200);
  await page.locator('#group-made', { hasText: 'no targets' }).waitFor();
  assert.equal(await page.locator('#group-made .from').textContent(), 'API');
});

// Things to do: each button is a call, and what it does is seen in requests.
const { run, send, ask, until, said, assert } = require('./browser.cjs');

run(async ({ open, control, listener }) => {
  const page = await open('#/actions');

  // A target is held, whatever its checks say, and let go.
  const held = page.locator('.held li', { hasText: 'web' });
  const state = async () => (await ask(`${control}/target-health?target-group=web`)).TargetGroups[0].TargetHealthDescriptions[0].TargetHealth.State;
  await until('the target to be healthy', async () => (await state()) === 'healthy');
  await held.getByRole('button', { name: /^Drain/ }).click();
  await held.locator('.health.draining', { hasText: 'held' }).waitFor();
  assert.equal(await state(), 'draining');
  await held.getByRole('button', { name: /^Let/ }).click();
  await held.getByRole('button', { name: /^Hold .* unhealthy/ }).click();
  await held.locator('.health.unhealthy', { hasText: 'held' }).waitFor();
  await held.getByRole('button', { name: /^Let/ }).click();
  await until('the target to be healthy again', async () => (await state()) === 'healthy');

  // A fault that is for nothing is refused before anybody is asked.
  await page.getByRole('button', { name: 'Inject', exact: true }).click();
  await page.locator('.fault-form [role=alert]', { hasText: 'Choose a load balancer' }).waitFor();

  // A fault answers in the place of the target, is marked in the journal, and ended.
  await page.getByLabel('Target group').selectOption('web');
  await page.getByLabel('Status, or ms').fill('503');
  await page.getByRole('button', { name: 'Inject', exact: true }).click();
  await page.locator('.faults li', { hasText: '503' }).waitFor();
  assert.equal(await send(`${listener}/injected`), 503);
  await page.locator('.faults li', { hasText: '1 request' }).waitFor();
  await page.getByLabel('Status, or ms').fill('999999');
  await page.getByRole('button', { name: 'Inject', exact: true }).click();
  // What was refused stays beside the form until something is taken.
  await page.locator('.fault-form [role=alert]', { hasText: 'status' }).waitFor();
  assert.equal(await page.locator('.faults li').count(), 1);
  // What others inject stays when one is ended here.
  await ask(`${control}/faults`, 'POST', { faults: [{ rule: '50', status: 502 }] });
  await page.locator('.faults li', { hasText: '503' }).getByRole('button', { name: /^End/ }).click();
  await until('the other alone', async () => (await page.locator('.faults li').count()) === 1);
  assert.deepEqual((await ask(`${control}/faults`)).faults.map(({ rule }) => rule), ['50']);
  await page.getByRole('button', { name: 'End all' }).click();
  await until('no fault to be there', async () => (await page.locator('.faults li').count()) === 0);
  assert.equal(await page.locator('.fault-form [role=alert]').textContent(), '');
  assert.equal(await send(`${listener}/well`), 200);
  await page.keyboard.press('2');
  await page.locator('a.row', { hasText: '/injected' }).locator('.injected').waitFor();
  await page.locator('a.row', { hasText: '/injected' }).click();
  await page.locator('.cause-card.injected').waitFor();

  // The files are read again now.
  await page.keyboard.press('5');
  await page.getByRole('button', { name: 'Reload', exact: true }).click();
  await said(page, 'The files are read again, and in effect');

  // Requests are forgotten; what was made is forgotten only once it is confirmed.
  await page.getByRole('button', { name: 'Empty the journal' }).click();
  await said(page, 'All requests are forgotten');
  assert.deepEqual((await ask(`${control}/requests`)).requests, []);
  await fetch(control, {
    method: 'POST',
    body: new URLSearchParams({ Action: 'CreateTargetGroup', Version: '2015-12-01', Name: 'made', Protocol: 'HTTP', Port: '80', VpcId: 'vpc-0a1b2c3d', TargetType: 'ip' }),
  });
  const groups = async () => (await ask(`${control}/load-balancers`)).targetGroups.map(({ name }) => name);
  await page.getByRole('button', { name: 'Reset …' }).click();
  await page.getByRole('button', { name: 'Leave everything as it is' }).click();
  assert.ok((await groups()).includes('made'));
  await page.getByRole('button', { name: 'Reset …' }).click();
  await page.getByRole('button', { name: 'Reset', exact: true }).click();
  await said(page, 'Everything that was made is forgotten');
  assert.ok(!(await groups()).includes('made'));

  // Where actions are off there are none, but a word of how they are turned on.
  await page.route('**/load-balancers', async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, json: { ...(await answer.json()), actions: false } });
  });
  await page.getByText('Alb:ConsoleActions=true').waitFor();
  assert.equal(await page.locator('main button').count(), 0);
  await page.unrouteAll({ behavior: 'ignoreErrors' });
});

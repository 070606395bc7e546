// A page of another origin, and one whose name leads here: they read nothing and change nothing.
const http = require('node:http');
const { run, send, ask, assert, PATIENCE } = require('./browser.cjs');

run(async ({ browser, control, listener }) => {
  const { port } = new URL(control);
  await send(`${listener}/secret`, { headers: { authorization: 'Bearer of-a-user' } });
  const evil = http.createServer((_, answer) => {
    answer.setHeader('content-type', 'text/html');
    answer.end('<!doctype html><title>evil</title><body></body>');
  });
  await new Promise((go) => evil.listen(0, '127.0.0.1', go));
  const page = await browser.newPage();
  const context = page.context();
  context.setDefaultTimeout(PATIENCE);
  const statuses = [];
  page.on('response', (answer) => {
    if (new URL(answer.url()).port === port) statuses.push([answer.status(), answer.url()]);
  });
  try {
    // Another origin: every address of the control port, in every way that a page has.
    for (const host of [`127.0.0.1:${port}`, `localhost:${port}`, `anything.localhost:${port}`, `evil.example:${port}`]) {
      await page.goto(`http://127.0.0.1:${evil.address().port}/`);
      const told = await page.evaluate(tryAll, `http://${host}`);
      assert.deepEqual(told.filter((way) => way.read), [], host);
      for (const method of ['POST', 'GET']) {
        await page.goto(`http://127.0.0.1:${evil.address().port}/`);
        await Promise.all([page.waitForNavigation(), page.evaluate(submit, [`http://${host}/requests/wait`, method])]);
        assert.match(await page.content(), /web pages|is not called/, host);
      }
    }
    // The page itself by a name that leads here: the browser takes it for one origin.
    const answer = await page.goto(`http://evil.example:${port}/`);
    assert.equal(answer.status(), 403);
    const told = await page.evaluate(tryAll, '');
    assert.deepEqual(told.filter((way) => way.read), []);
    assert.ok(statuses.length > 0);
    assert.deepEqual(statuses.filter(([status]) => status !== 403), []);
    const { requests } = await ask(`${control}/requests`);
    assert.equal(requests.filter((one) => one.request.includes('/secret')).length, 1);
  } finally {
    evil.close();
  }
}, { args: ['--host-resolver-rules=MAP evil.example 127.0.0.1'] });

/** Runs in the page: each way, and whether something could be read. */
async function tryAll(base) {
  const paths = ['/', '/requests', '/console/app.js', '/console/help.json', '/load-balancers', '/topology', '/metrics', '/docs/rules', '/openapi.json'];
  const ways = [];
  const note = (way, read) => ways.push({ way, read: Boolean(read) });
  for (const path of paths) {
    for (const mode of ['cors', 'no-cors', 'same-origin']) {
      const read = await fetch(base + path, { mode, headers: { accept: 'text/html' } }).then(async (answer) => answer.ok && (await answer.text()) !== '', () => false);
      note(`fetch ${mode} ${path}`, read);
    }
    const image = new Image();
    note(`image ${path}`, await new Promise((done) => {
      image.onload = () => done(true);
      image.onerror = () => done(false);
      image.src = `${base}${path}`;
    }));
  }
  for (const [method, path] of [['DELETE', '/requests'], ['PUT', '/topology'], ['PUT', '/faults'], ['POST', '/reset'], ['POST', '/reload'], ['POST', '/requests/again'], ['POST', '/faults'], ['POST', '/explain'], ['POST', '/']]) {
    for (const mode of ['cors', 'no-cors']) {
      note(`${mode} ${method} ${path}`, await fetch(base + path, { method, mode, body: '{}' }).then((answer) => answer.ok, () => false));
    }
  }
  for (const tag of ['script', 'link']) {
    note(tag, await new Promise((done) => {
      const element = document.createElement(tag);
      element.onload = () => done(true);
      element.onerror = () => done(false);
      if (tag === 'script') element.src = `${base}/console/vendor.js`;
      else Object.assign(element, { rel: 'stylesheet', href: `${base}/console/styles/base.css` });
      document.head.append(element);
    }));
  }
  note('EventSource', await new Promise((done) => {
    const source = new EventSource(`${base}/requests/stream`);
    source.onopen = () => done(true);
    source.onerror = () => { source.close(); done(false); };
  }));
  note('WebSocket', await new Promise((done) => {
    const socket = new WebSocket(`${(base || location.origin).replace('http', 'ws')}/requests/stream`);
    socket.onopen = () => done(true);
    socket.onerror = () => done(false);
  }));
  return ways;
}

/** Runs in the page: a form that is sent to the control port. */
function submit([action, method]) {
  const form = document.createElement('form');
  Object.assign(form, { action, method, enctype: 'text/plain' });
  document.body.append(form);
  form.submit();
}

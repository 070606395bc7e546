// Calls of the ELBv2 API at the endpoint that a script is given, and what is asked of every answer.
const assert = require('node:assert/strict');
const elb = require('@aws-sdk/client-elastic-load-balancing-v2');

const client = new elb.ElasticLoadBalancingV2Client({
  endpoint: process.argv[2], region: 'us-east-1', credentials: { accessKeyId: 'test', secretAccessKey: 'test' }, maxAttempts: 1 });
const called = new Set();
const started = Date.now();

const call = async (action, parameters = {}) => {
  called.add(action);
  const { $metadata, ...answer } = await client.send(new elb[`${action}Command`](parameters));
  assert.equal($metadata.httpStatusCode, 200);
  assert.match($metadata.requestId, /^[0-9a-f-]{36}$/);
  return answer;
};
// What stands in no answer must not stand in the parsed one either, be it as undefined.
const same = (answer, wanted) => assert.deepStrictEqual(answer, wanted);
const refused = async (name, message, action, parameters = {}) => {
  called.add(action);
  const error = await client.send(new elb[`${action}Command`](parameters)).then(
    answer => assert.fail(`${action} of ${JSON.stringify(parameters)}: ${JSON.stringify(answer)}`), error => error);
  assert.ok(error instanceof elb.ElasticLoadBalancingV2ServiceException, error);
  assert.equal(error.name, name, error);
  // Errors of the model have classes of their own.
  assert.equal(error instanceof (elb[name] ?? elb.ElasticLoadBalancingV2ServiceException), true, error);
  assert.ok(error.message.includes(message), error.message);
  assert.deepStrictEqual([error.$fault, error.$metadata.httpStatusCode], ['client', 400]);
  assert.match(error.$metadata.requestId, /^[0-9a-f-]{36}$/);
};
const isNow = time => {
  assert.ok(time instanceof Date, String(time));
  assert.ok(time.getTime() >= started - 1 && time.getTime() <= Date.now(), time.toISOString());
};
// Page after page by the SDK's own paginator: the items, and that no page but the last is short.
const paged = async (action, list, pageSize, parameters = {}) => {
  const pages = [];
  for await (const page of elb[`paginate${action}`]({ client }, { ...parameters, PageSize: pageSize })) pages.push(page);
  pages.forEach((page, i) => {
    const isLast = i === pages.length - 1;
    assert.equal(typeof page.NextMarker, isLast ? 'undefined' : 'string');
    assert.ok(isLast ? page[list].length <= pageSize : page[list].length === pageSize);
  });
  return { pages: pages.length, items: pages.flatMap(page => page[list]) };
};

module.exports = { call, called, client, isNow, paged, refused, same };

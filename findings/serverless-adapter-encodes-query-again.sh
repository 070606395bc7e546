#!/usr/bin/env bash
# What: npm @h4ad/serverless-adapter 4.4.0 with Express 5.3.0, which serves the events of a load balancer.
#
# Surprising: the application gets the query encoded twice. An ALB leaves the query in the event as the client wrote it
# (`%26` stays `%26`); the adapter writes it into a URL as if it were decoded. Expected: `q` is `&x=1` for the client's
# `?q=%26x%3D1`, as without a load balancer.
#
# For a user of an ALB: every value with a blank, an umlaut or `&` is wrong, in both forms of events (with and without
# lambda.multi_value_headers.enabled), while plain words are right, so that simple tests pass. Decode once more by hand.
#
# Seen:
#   plain headers: url /p?q=%2526x%253D1, q %26x%3D1
#   multi-value headers: url /p?q=%2526x%253D1, q %26x%3D1
set -euo pipefail
cannot() { echo "cannot run: $*" >&2; exit 2; }
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
command -v npm >/dev/null || cannot "npm is not installed"
timeout 300 npm install --loglevel=error --no-audit --no-fund --ignore-scripts --prefix "$dir" \
  @h4ad/serverless-adapter@4.4.0 express@5.3.0 >npm.log 2>&1 || cannot "npm: $(head -n 2 npm.log)"

cat >probe.cjs <<'JS'
const { ServerlessAdapter } = require('@h4ad/serverless-adapter');
const { AlbAdapter } = require('@h4ad/serverless-adapter/adapters/aws');
const { ExpressFramework } = require('@h4ad/serverless-adapter/frameworks/express');
const { DefaultHandler } = require('@h4ad/serverless-adapter/handlers/default');
const { PromiseResolver } = require('@h4ad/serverless-adapter/resolvers/promise');
const app = require('express')();
app.get('/p', (request, response) => response.send(`url ${request.url}, q ${request.query.q}`));
const handler = ServerlessAdapter.new(app).setFramework(new ExpressFramework()).setHandler(new DefaultHandler())
  .setResolver(new PromiseResolver()).addAdapter(new AlbAdapter()).build();
const arn = 'arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/fn/49e9d65c45c6791a';
const event = {
  requestContext: { elb: { targetGroupArn: arn } }, httpMethod: 'GET', path: '/p', body: '', isBase64Encoded: false,
};
const plain = { ...event, queryStringParameters: { q: '%26x%3D1' }, headers: { host: 'www.example.com' } };
const multi = {
  ...event, multiValueQueryStringParameters: { q: ['%26x%3D1'] }, multiValueHeaders: { host: ['www.example.com'] },
};
(async () => {
  console.log(`plain headers: ${(await handler(plain, {}, () => {})).body}`);
  console.log(`multi-value headers: ${(await handler(multi, {}, () => {})).body}`);
})();
JS
seen=$(timeout 60 node probe.cjs) || cannot "the probe failed"
expected='plain headers: url /p?q=%2526x%253D1, q %26x%3D1
multi-value headers: url /p?q=%2526x%253D1, q %26x%3D1'
if [ "$seen" != "$expected" ]; then printf 'changed; seen instead:\n%s\n' "$seen"; exit 1; fi
printf 'as described:\n%s\n' "$seen"

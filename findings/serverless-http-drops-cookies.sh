#!/usr/bin/env bash
# What: npm serverless-http 4.0.0 with Express 5.3.0, in a target group without lambda.multi_value_headers.enabled, and an
# application that sets one cookie, or two.
#
# Surprising: of two cookies none reaches the client, while one does. Expected: at least one of them, as other adapters have
# it; an answer of that form has room for a header once. Nothing is said of it, and `statusCode` and `body` are right.
#
# For a user of an ALB: a login works until something else of the application sets a cookie too; then nobody can log in. Set
# the attribute, with which both arrive.
#
# Seen:
#   one cookie, event with headers: a=1
#   two cookies, event with headers: none
#   two cookies, event with multiValueHeaders: a=1 b=2
set -euo pipefail
cannot() { echo "cannot run: $*" >&2; exit 2; }
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
command -v npm >/dev/null || cannot "npm is not installed"
timeout 300 npm install --loglevel=error --no-audit --no-fund --ignore-scripts --prefix "$dir" \
  serverless-http@4.0.0 express@5.3.0 >npm.log 2>&1 || cannot "npm: $(head -n 2 npm.log)"

cat >probe.mjs <<'JS'
import express from 'express';
import serverless from 'serverless-http';
const app = express();
app.get('/one', (request, response) => { response.cookie('a', '1', { path: '' }).end(); });
app.get('/two', (request, response) => { response.cookie('a', '1', { path: '' }).cookie('b', '2', { path: '' }).end(); });
const arn = 'arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/fn/49e9d65c45c6791a';
const once = { headers: { host: 'www.example.com' }, queryStringParameters: {} };
const multi = { multiValueHeaders: { host: ['www.example.com'] }, multiValueQueryStringParameters: {} };
for (const [count, path, form] of [['one cookie', '/one', once], ['two cookies', '/two', once], ['two cookies', '/two', multi]]) {
  const { headers, multiValueHeaders } = await serverless(app)({
    requestContext: { elb: { targetGroupArn: arn } }, httpMethod: 'GET', path, body: '', isBase64Encoded: false, ...form,
  }, {});
  // What the load balancer reads of an answer: the form of the event.
  const given = form === multi ? multiValueHeaders['set-cookie'] : headers['set-cookie'];
  console.log(`${count}, event with ${form === multi ? 'multiValueHeaders' : 'headers'}: ${[given ?? 'none'].flat().join(' ')}`);
}
JS
seen=$(timeout 60 node probe.mjs) || cannot "the probe failed"
expected='one cookie, event with headers: a=1
two cookies, event with headers: none
two cookies, event with multiValueHeaders: a=1 b=2'
if [ "$seen" != "$expected" ]; then printf 'changed; seen instead:\n%s\n' "$seen"; exit 1; fi
printf 'as described:\n%s\n' "$seen"

#!/usr/bin/env bash
# What: npm hono 4.13.19, its adapter hono/aws-lambda, in a target group with lambda.multi_value_headers.enabled, and a client
# that sends a header in two lines.
#
# Surprising: the lines of any header are joined with a semicolon and a blank, as pieces of a cookie are. Expected: a comma, by
# which lines of the same name are one list (RFC 9110, 5.3), as the same package joins them where it runs as a server. A
# semicolon begins a parameter of the value before it instead.
#
# For a user of an ALB: of two lines of Accept, If-None-Match or Via the second is taken for a parameter of the first, so that
# a client that sends one line is answered otherwise than one that sends two. Nothing is wrong without the attribute, since
# then the load balancer gives the last line alone.
#
# Seen:
#   event with multiValueHeaders: text/html; application/json
#   the same package as a server: text/html, application/json
set -euo pipefail
cannot() { echo "cannot run: $*" >&2; exit 2; }
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
command -v npm >/dev/null || cannot "npm is not installed"
timeout 300 npm install --loglevel=error --no-audit --no-fund --ignore-scripts --prefix "$dir" hono@4.13.19 >npm.log 2>&1 ||
  cannot "npm: $(head -n 2 npm.log)"

cat >probe.mjs <<'JS'
import { Hono } from 'hono';
import { handle } from 'hono/aws-lambda';
const app = new Hono();
app.get('/', (context) => context.text(context.req.header('accept')));
const lines = ['text/html', 'application/json'];
const arn = 'arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/fn/49e9d65c45c6791a';
const answer = await handle(app)({
  requestContext: { elb: { targetGroupArn: arn } }, httpMethod: 'GET', path: '/', body: '', isBase64Encoded: false,
  multiValueQueryStringParameters: {}, multiValueHeaders: { host: ['www.example.com'], accept: lines },
}, {});
console.log(`event with multiValueHeaders: ${answer.body}`);
const headers = new Headers(lines.map((line) => ['accept', line]));
console.log(`the same package as a server: ${await (await app.request('/', { headers })).text()}`);
JS
seen=$(timeout 60 node probe.mjs) || cannot "the probe failed"
expected='event with multiValueHeaders: text/html; application/json
the same package as a server: text/html, application/json'
if [ "$seen" != "$expected" ]; then printf 'changed; seen instead:\n%s\n' "$seen"; exit 1; fi
printf 'as described:\n%s\n' "$seen"

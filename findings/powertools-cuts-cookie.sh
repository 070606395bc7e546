#!/usr/bin/env bash
# What: npm @aws-lambda-powertools/event-handler 2.35.0, the router of its `http` module behind an ALB.
#
# Surprising: one Set-Cookie with Expires becomes two header values, cut at the comma of the date, in the answer for
# the load balancer. Expected: one value; Set-Cookie is the header whose commas separate nothing (RFC 9110, 5.3).
#
# For a user of an ALB: in a target group with lambda.multi_value_headers.enabled the client gets two Set-Cookie lines,
# the first with half a date (a session cookie instead of a lasting one), the second no cookie at all. Use Max-Age,
# which has no comma.
#
# Seen:
#   with Expires: ["a=1; Expires=Wed","21 Oct 2037 07:28:00 GMT; Path=/"]
#   with Max-Age: "a=1; Max-Age=60; Path=/"
set -euo pipefail
cannot() { echo "cannot run: $*" >&2; exit 2; }
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
command -v npm >/dev/null || cannot "npm is not installed"
timeout 300 npm install --loglevel=error --no-audit --no-fund --ignore-scripts --prefix "$dir" \
  @aws-lambda-powertools/event-handler@2.35.0 >npm.log 2>&1 || cannot "npm: $(head -n 2 npm.log)"

cat >probe.mjs <<'JS'
import { Router } from '@aws-lambda-powertools/event-handler/http';
const arn = 'arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/fn/49e9d65c45c6791a';
const event = {
  requestContext: { elb: { targetGroupArn: arn } }, httpMethod: 'GET', path: '/p', body: '', isBase64Encoded: false,
  multiValueQueryStringParameters: {}, multiValueHeaders: { host: ['www.example.com'] },
};
const lives = { Expires: 'Expires=Wed, 21 Oct 2037 07:28:00 GMT', 'Max-Age': 'Max-Age=60' };
for (const [name, life] of Object.entries(lives)) {
  const app = new Router();
  app.get('/p', async () => new Response('x', { headers: { 'set-cookie': `a=1; ${life}; Path=/` } }));
  const { headers, multiValueHeaders } = await app.resolve(event, {});
  console.log(`with ${name}: ${JSON.stringify(multiValueHeaders?.['set-cookie'] ?? headers?.['set-cookie'])}`);
}
JS
seen=$(timeout 60 node probe.mjs) || cannot "the probe failed"
expected='with Expires: ["a=1; Expires=Wed","21 Oct 2037 07:28:00 GMT; Path=/"]
with Max-Age: "a=1; Max-Age=60; Path=/"'
if [ "$seen" != "$expected" ]; then printf 'changed; seen instead:\n%s\n' "$seen"; exit 1; fi
printf 'as described:\n%s\n' "$seen"

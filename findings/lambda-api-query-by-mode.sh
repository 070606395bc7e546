#!/usr/bin/env bash
# What: npm lambda-api 1.5.1, a web framework for Lambda functions that load balancers invoke.
#
# Surprising: whether a query value is decoded depends on the target group's lambda.multi_value_headers.enabled. An ALB
# leaves values encoded in both forms of the event; the framework decodes them in one of the two only. Expected: the
# same request gives the same value, `&x=1`.
#
# For a user of an ALB: switching the attribute on, for two cookies for instance, changes what the function reads from
# its query. A function that decodes by itself decodes twice from then on.
#
# Seen:
#   plain headers: %26x%3D1
#   multi-value headers: &x=1
set -euo pipefail
cannot() { echo "cannot run: $*" >&2; exit 2; }
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
command -v npm >/dev/null || cannot "npm is not installed"
timeout 300 npm install --loglevel=error --no-audit --no-fund --ignore-scripts --prefix "$dir" \
  lambda-api@1.5.1 >npm.log 2>&1 || cannot "npm: $(head -n 2 npm.log)"

cat >probe.cjs <<'JS'
const api = require('lambda-api')();
api.get('/p', (request, response) => response.send(request.query.q));
const arn = 'arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/fn/49e9d65c45c6791a';
const event = {
  requestContext: { elb: { targetGroupArn: arn } }, httpMethod: 'GET', path: '/p', body: '', isBase64Encoded: false,
};
const plain = { ...event, queryStringParameters: { q: '%26x%3D1' }, headers: { host: 'www.example.com' } };
const multi = {
  ...event, multiValueQueryStringParameters: { q: ['%26x%3D1'] }, multiValueHeaders: { host: ['www.example.com'] },
};
(async () => {
  console.log(`plain headers: ${(await api.run(plain, {})).body}`);
  console.log(`multi-value headers: ${(await api.run(multi, {})).body}`);
})();
JS
seen=$(timeout 60 node probe.cjs) || cannot "the probe failed"
expected='plain headers: %26x%3D1
multi-value headers: &x=1'
if [ "$seen" != "$expected" ]; then printf 'changed; seen instead:\n%s\n' "$seen"; exit 1; fi
printf 'as described:\n%s\n' "$seen"

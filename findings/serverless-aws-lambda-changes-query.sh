#!/usr/bin/env bash
# What: npm serverless-aws-lambda 4.8.4 (with serverless 3.40.0), which has an Application Load Balancer on the own machine, and
# the request /NAME?q=a%2Bb&q=c+d for two functions, one of them with `multiValueHeaders: true`.
#
# Surprising: the function with multi-value headers gets other values than the client sent: the first decoded, the second with
# its plus as %20. The other function gets its value as it was sent. Expected: the bytes that the client sent in both, as an
# ALB gives them, which decodes no query; a function has to, once.
#
# For a user of an ALB: a function that decodes, as it must on AWS, reads "a b" here where the client said "a+b", and a
# percent sign that is still to be decoded may be none. One that does not decode passes here and is wrong on AWS.
#
# Seen:
#   once: {"q":"c+d"}
#   multi: {"q":["a+b","c%20d"]}
set -euo pipefail
cannot() { echo "cannot run: $*" >&2; exit 2; }
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
command -v npm >/dev/null || cannot "npm is not installed"
export SLS_TELEMETRY_DISABLED=1 SLS_NOTIFICATIONS_MODE=off
timeout 300 npm install --loglevel=error --no-audit --no-fund --ignore-scripts --prefix "$dir" \
  serverless@3.40.0 serverless-aws-lambda@4.8.4 >npm.log 2>&1 || cannot "npm: $(head -n 2 npm.log)"

listener=arn:aws:elasticloadbalancing:us-east-1:123456789012:listener/app/a/50dc6c495c0c9188/f2f7dc8efc522ab2
cat >serverless.yml <<YAML
service: probe
frameworkVersion: "3"
provider: { name: aws, runtime: nodejs18.x, region: us-east-1 }
plugins: [serverless-aws-lambda]
functions:
  once:
    handler: query.handler
    events: [{ alb: { listenerArn: "$listener", priority: 1, conditions: { path: /once } } }]
  multi:
    handler: query.handler
    events: [{ alb: { listenerArn: "$listener", priority: 2, multiValueHeaders: true, conditions: { path: /multi } } }]
YAML
cat >query.js <<'JS'
module.exports.handler = async ({ queryStringParameters, multiValueQueryStringParameters, multiValueHeaders }) => {
  const type = 'application/json';
  const body = JSON.stringify(queryStringParameters ?? multiValueQueryStringParameters);
  return { statusCode: 200, body, ...(multiValueHeaders ? { multiValueHeaders: { 'content-type': [type] } } : { headers: { 'content-type': type } }) };
};
JS
cat >probe.cjs <<'JS'
const { Server } = require('serverless-aws-lambda/server');
(async () => {
  const { port } = await new Server({ port: 0, watch: false, debug: false }).start();
  for (const name of ['once', 'multi']) {
    const answer = await fetch(`http://127.0.0.1:${port}/${name}?q=a%2Bb&q=c+d`);
    console.error(`${name}: ${await answer.text()}`);
  }
  process.exit(0);
})();
JS
timeout 120 node probe.cjs >server.log 2>probe.log || cannot "the probe failed: $(tail -n 1 probe.log)"
seen=$(grep -E '^(once|multi): ' probe.log) || cannot "the probe said nothing: $(tail -n 1 probe.log)"
expected='once: {"q":"c+d"}
multi: {"q":["a+b","c%20d"]}'
if [ "$seen" != "$expected" ]; then printf 'changed; seen instead:\n%s\n' "$seen"; exit 1; fi
printf 'as described:\n%s\n' "$seen"

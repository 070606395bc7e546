#!/usr/bin/env bash
# What: npm @middy/http-json-body-parser 7.9.2 (with @middy/core 7.9.2, @middy/http-header-normalizer 7.9.2 and
# @middy/http-event-normalizer 7.9.2), middleware of Lambda functions.
#
# Surprising: with lambda.multi_value_headers.enabled every JSON body is refused with 415, although the client sent
# `Content-Type: application/json`. Such an event has multiValueHeaders and no headers; the parser looks only into
# headers, and the two normalizers before it do not make them. Expected: the body is parsed, as it is without the
# attribute.
#
# For a user of an ALB: switching the attribute on breaks every such function, though nothing of it changed. Fill
# event.headers from event.multiValueHeaders in a middleware of your own.
#
# Seen:
#   plain headers: parsed {"a":1}
#   multi-value headers: 415 Unsupported Media Type
set -euo pipefail
cannot() { echo "cannot run: $*" >&2; exit 2; }
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
command -v npm >/dev/null || cannot "npm is not installed"
timeout 300 npm install --loglevel=error --no-audit --no-fund --ignore-scripts --prefix "$dir" @middy/core@7.9.2 \
  @middy/http-event-normalizer@7.9.2 @middy/http-header-normalizer@7.9.2 @middy/http-json-body-parser@7.9.2 \
  >npm.log 2>&1 || cannot "npm: $(head -n 2 npm.log)"

cat >probe.mjs <<'JS'
import middy from '@middy/core';
import eventNormalizer from '@middy/http-event-normalizer';
import headerNormalizer from '@middy/http-header-normalizer';
import jsonBodyParser from '@middy/http-json-body-parser';
const handler = middy().use(eventNormalizer()).use(headerNormalizer()).use(jsonBodyParser())
  .handler(async (event) => `parsed ${JSON.stringify(event.body)}`);
const arn = 'arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/fn/49e9d65c45c6791a';
const event = {
  requestContext: { elb: { targetGroupArn: arn } }, httpMethod: 'POST', path: '/p', body: '{"a":1}',
  isBase64Encoded: false,
};
const plain = {
  ...event, queryStringParameters: {}, headers: { host: 'www.example.com', 'content-type': 'application/json' },
};
const multi = {
  ...event, multiValueQueryStringParameters: {},
  multiValueHeaders: { host: ['www.example.com'], 'content-type': ['application/json'] },
};
for (const [name, form] of [['plain', plain], ['multi-value', multi]]) {
  const said = await handler(form, {}).catch((error) => `${error.statusCode} ${error.message}`);
  console.log(`${name} headers: ${said}`);
}
JS
seen=$(timeout 60 node probe.mjs) || cannot "the probe failed"
expected='plain headers: parsed {"a":1}
multi-value headers: 415 Unsupported Media Type'
if [ "$seen" != "$expected" ]; then printf 'changed; seen instead:\n%s\n' "$seen"; exit 1; fi
printf 'as described:\n%s\n' "$seen"

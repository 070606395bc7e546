#!/usr/bin/env bash
# What: npm @opentelemetry/propagator-aws-xray 3.0.0 (with @opentelemetry/api 1.10.0), a reader of X-Amzn-Trace-Id.
#
# Surprising: the header as an ALB writes it, `Root=...` alone or `Self=...;Root=...`, gives no context at all, not
# even the trace's id. Expected: the trace of Root. It takes Root only together with both Parent and Sampled, which a
# load balancer never adds.
#
# For a user of an ALB: the root id of the access log and the trace id of the service are two different ids, for every
# request whose client sent no X-Ray header of its own. To search one by the other, read Root in the service itself.
#
# Seen:
#   Root=1-67891233-abcdef012345678912345678 -> no context
#   Self=1-67891234-12456789abcdef012345678;Root=1-67891233-abcdef012345678912345678 -> no context
#   Root=1-67891233-abcdef012345678912345678;Parent=53995c3f42cd8ad8 -> no context
#   Root=1-67891233-abcdef012345678912345678;Parent=53995c3f42cd8ad8;Sampled=1 -> 67891233abcdef012345678912345678
set -euo pipefail
cannot() { echo "cannot run: $*" >&2; exit 2; }
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
command -v npm >/dev/null || cannot "npm is not installed"
timeout 300 npm install --loglevel=error --no-audit --no-fund --ignore-scripts --prefix "$dir" \
  @opentelemetry/propagator-aws-xray@3.0.0 @opentelemetry/api@1.10.0 >npm.log 2>&1 || cannot "npm: $(head -n 2 npm.log)"

cat >probe.cjs <<'JS'
const { AWSXRayPropagator } = require('@opentelemetry/propagator-aws-xray');
const { ROOT_CONTEXT, defaultTextMapGetter, trace } = require('@opentelemetry/api');
const root = 'Root=1-67891233-abcdef012345678912345678';
const headers = [
  root,
  `Self=1-67891234-12456789abcdef012345678;${root}`,
  `${root};Parent=53995c3f42cd8ad8`,
  `${root};Parent=53995c3f42cd8ad8;Sampled=1`,
];
for (const header of headers) {
  const carrier = { 'x-amzn-trace-id': header };
  const context = new AWSXRayPropagator().extract(ROOT_CONTEXT, carrier, defaultTextMapGetter);
  console.log(`${header} -> ${trace.getSpanContext(context)?.traceId ?? 'no context'}`);
}
JS
seen=$(timeout 60 node probe.cjs) || cannot "the probe failed"
expected='Root=1-67891233-abcdef012345678912345678 -> no context
Self=1-67891234-12456789abcdef012345678;Root=1-67891233-abcdef012345678912345678 -> no context
Root=1-67891233-abcdef012345678912345678;Parent=53995c3f42cd8ad8 -> no context
Root=1-67891233-abcdef012345678912345678;Parent=53995c3f42cd8ad8;Sampled=1 -> 67891233abcdef012345678912345678'
if [ "$seen" != "$expected" ]; then printf 'changed; seen instead:\n%s\n' "$seen"; exit 1; fi
printf 'as described:\n%s\n' "$seen"

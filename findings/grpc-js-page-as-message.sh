#!/usr/bin/env bash
# What: npm @grpc/grpc-js 1.14.7, a gRPC client that meets a fixed response of an ALB (status 200, text/html).
#
# Surprising: the call fails with RESOURCE_EXHAUSTED: the page's first five bytes, `<html`, are read as the head of a
# message, whose length is then 1,752,460,652. Expected by gRPC's mapping of HTTP answers: UNKNOWN, since the content
# type is not application/grpc, as it is with every other status (see the 464 of an ALB below).
#
# For a user of an ALB: a maintenance page with status 200 in front of a gRPC service looks as if the server sent too
# much. Raising the limit of message sizes does not help; look at the rule. Use another status than 200 for such a page.
#
# Seen:
#   200 text/html: 8 RESOURCE_EXHAUSTED: Received message larger than max (1752460652 vs 4194304)
#   464: 2 UNKNOWN: Received HTTP status code 464
set -euo pipefail
cannot() { echo "cannot run: $*" >&2; exit 2; }
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
command -v npm >/dev/null || cannot "npm is not installed"
timeout 300 npm install --loglevel=error --no-audit --no-fund --ignore-scripts --prefix "$dir" \
  @grpc/grpc-js@1.14.7 >npm.log 2>&1 || cannot "npm: $(head -n 2 npm.log)"

cat >probe.cjs <<'JS'
const http2 = require('http2');
const grpc = require('@grpc/grpc-js');
const server = http2.createServer();
server.on('stream', (stream, headers) => {
  if (headers[':path'] === '/shop.Orders/Fixed') {
    stream.respond({ ':status': 200, server: 'awselb/2.0', 'content-type': 'text/html; charset=utf-8' });
    stream.end('<html><body>We are back at noon.</body></html>');
  } else {
    stream.respond({ ':status': 464, server: 'awselb/2.0', 'content-length': '0' });
    stream.end();
  }
});
server.listen(0, '127.0.0.1', async () => {
  const client = new grpc.Client(`127.0.0.1:${server.address().port}`, grpc.credentials.createInsecure());
  for (const [method, name] of [['Fixed', '200 text/html'], ['Mismatch', '464']]) {
    await new Promise((done) => client.makeUnaryRequest(
      `/shop.Orders/${method}`, (bytes) => bytes, (bytes) => bytes, Buffer.from('x'), { deadline: Date.now() + 10000 },
      (error) => { console.log(`${name}: ${error ? error.message : 'no error'}`); done(); }));
  }
  client.close();
  server.close();
});
JS
seen=$(timeout 60 node probe.cjs) || cannot "the probe failed"
expected='200 text/html: 8 RESOURCE_EXHAUSTED: Received message larger than max (1752460652 vs 4194304)
464: 2 UNKNOWN: Received HTTP status code 464'
if [ "$seen" != "$expected" ]; then printf 'changed; seen instead:\n%s\n' "$seen"; exit 1; fi
printf 'as described:\n%s\n' "$seen"

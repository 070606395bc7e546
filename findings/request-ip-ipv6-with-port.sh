#!/usr/bin/env bash
# What: npm request-ip 3.3.0, which tells the client's address of a request, behind an ALB with
# routing.http.xff_client_port.enabled.
#
# Surprising: of `X-Forwarded-For: [2001:db8::7]:2817`, as such an ALB writes it, it makes the address of the socket,
# which is the load balancer's. Expected: 2001:db8::7, as it takes the port off IPv4 addresses.
#
# For a user of an ALB: all IPv6 clients of a dualstack load balancer seem to be one client with a private address, in
# logs and in limits by address; IPv4 clients are right. Leave the attribute off, or parse the header by yourself.
#
# Seen:
#   192.0.2.7:2817 -> 192.0.2.7
#   [2001:db8::7]:2817 -> 10.0.0.5
#   2001:db8::7 -> 2001:db8::7
set -euo pipefail
cannot() { echo "cannot run: $*" >&2; exit 2; }
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
command -v npm >/dev/null || cannot "npm is not installed"
timeout 300 npm install --loglevel=error --no-audit --no-fund --ignore-scripts --prefix "$dir" \
  request-ip@3.3.0 >npm.log 2>&1 || cannot "npm: $(head -n 2 npm.log)"

cat >probe.cjs <<'JS'
const { getClientIp } = require('request-ip');
for (const address of ['192.0.2.7:2817', '[2001:db8::7]:2817', '2001:db8::7']) {
  const request = { headers: { 'x-forwarded-for': address }, connection: { remoteAddress: '10.0.0.5' } };
  console.log(`${address} -> ${getClientIp(request)}`);
}
JS
seen=$(timeout 60 node probe.cjs) || cannot "the probe failed"
expected='192.0.2.7:2817 -> 192.0.2.7
[2001:db8::7]:2817 -> 10.0.0.5
2001:db8::7 -> 2001:db8::7'
if [ "$seen" != "$expected" ]; then printf 'changed; seen instead:\n%s\n' "$seen"; exit 1; fi
printf 'as described:\n%s\n' "$seen"

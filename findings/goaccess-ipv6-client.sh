#!/usr/bin/env bash
# What: GoAccess 1.7 (Debian 12, goaccess 1:1.7-1), a reader of access logs that has a format named AWSALB.
#
# Surprising: a request of an IPv6 client is an invalid line. An ALB writes `client:port` of IPv6 without brackets
# (2001:db8::7:2817; the port is behind the last colon). Expected: the line is read as the two of IPv4 clients are.
#
# For a user of an ALB: reports of a dualstack load balancer lack all IPv6 clients. Lines are left out of the figures,
# and the exit code is 0; only "failed requests" tells.
#
# Seen:
#   exit 0, requests 3, valid 2, failed 1
#   hosts 192.0.2.7, 192.0.2.8
set -euo pipefail
cannot() { echo "cannot run: $*" >&2; exit 2; }
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
command -v node >/dev/null || cannot "node is not installed"
goaccess=$(command -v goaccess || true)
if ! { [ -n "$goaccess" ] && "$goaccess" --version | grep -q 'GoAccess - 1\.7\.'; }; then
  command -v apt-get >/dev/null || cannot "neither GoAccess 1.7 nor apt-get is there"
  timeout 120 apt-get -q -o APT::Sandbox::User=root download goaccess=1:1.7-1 libmaxminddb0 >apt.log 2>&1 ||
    cannot "apt-get: $(tail -n 1 apt.log)"
  for package in *.deb; do dpkg -x "$package" .; done
  LD_LIBRARY_PATH=$(echo "$dir"/usr/lib/*-linux-gnu)
  export LD_LIBRARY_PATH
  goaccess=$dir/usr/bin/goaccess
fi

line() { # client:port, path
  printf '%s ' http 2026-11-28T08:00:01.002000Z app/web/50dc6c495c0c9188 "$1" 10.0.0.1:80 0.000 0.001 0.000
  printf '%s ' 200 200 34 366
  printf '"GET http://www.example.com:80%s HTTP/1.1" "curl/7.88.1" - - ' "$2"
  printf '%s ' arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/web/73e2d6bc24d8a067
  printf '"Root=1-6a692e01-36d228ad5d99923122bbe354" "-" "-" 0 2026-11-28T08:00:01.000000Z "forward" "-" "-" '
  printf '"10.0.0.1:80" "200" "-" "-" TID_558e26a7adede44b9fdb98006014afcf "-" "-" "-" 203.0.113.5 "-" "-"\n'
}
{ line 192.0.2.7:2817 /one; line 2001:db8::7:2818 /two; line 192.0.2.8:2819 /three; } >access.log

code=0
timeout 60 "$goaccess" access.log --no-global-config --log-format=AWSALB --no-progress -o report.json \
  >goaccess.log 2>&1 || code=$?
[ -s report.json ] || cannot "no report: $(tail -n 2 goaccess.log)"
cat >probe.cjs <<'JS'
const { general, hosts } = JSON.parse(require('fs').readFileSync('report.json', 'utf8'));
const { total_requests: all, valid_requests: valid, failed_requests: failed } = general;
console.log(`requests ${all}, valid ${valid}, failed ${failed}`);
console.log(`hosts ${hosts.data.map((host) => host.data).sort().join(', ')}`);
JS
seen="exit $code, $(timeout 60 node probe.cjs)" || cannot "the report cannot be read"
expected='exit 0, requests 3, valid 2, failed 1
hosts 192.0.2.7, 192.0.2.8'
if [ "$seen" != "$expected" ]; then printf 'changed; seen instead:\n%s\n' "$seen"; exit 1; fi
printf 'as described:\n%s\n' "$seen"

#!/usr/bin/env bash
# What: lnav 0.11.1 (Debian 12, lnav 0.11.1-3), a log viewer that knows ALB access logs (its table alb_log).
#
# Surprising: a line whose target is `-` is no row of its own; it becomes a part of the message before it. An ALB
# writes `-` there for fixed responses, redirects, 503 without targets and every request to a Lambda function.
# Expected: three rows for three requests.
#
# For a user of an ALB: `select ... from alb_log` counts too few requests, and those that the load balancer answered
# itself, often the ones that one looks for, cannot be found by status.
#
# Seen:
#   line 0 status 200
#   line 2 status 200
set -euo pipefail
cannot() { echo "cannot run: $*" >&2; exit 2; }
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
lnav=$(command -v lnav || true)
if ! { [ -n "$lnav" ] && "$lnav" -V | grep -q '0\.11\.1'; }; then
  command -v apt-get >/dev/null || cannot "neither lnav 0.11.1 nor apt-get is there"
  timeout 120 apt-get -q -o APT::Sandbox::User=root download lnav=0.11.1-3 >apt.log 2>&1 ||
    cannot "apt-get: $(tail -n 1 apt.log)"
  for package in *.deb; do dpkg -x "$package" .; done
  lnav=$dir/usr/bin/lnav
fi

line() { # second, target:port, times, codes, path, target group, action, targets, their codes
  printf '%s ' http "2026-11-28T08:00:0$1.002000Z" app/web/50dc6c495c0c9188 192.0.2.7:2817 "$2" "$3" "$4" 34 366
  printf '"GET http://www.example.com:80%s HTTP/1.1" "curl/7.88.1" - - %s ' "$5" "$6"
  printf '"Root=1-6a692e01-36d228ad5d99923122bbe354" "-" "-" 0 2026-11-28T08:00:0%s.000000Z "%s" "-" "-" ' "$1" "$7"
  printf '"%s" "%s" "-" "-" TID_558e26a7adede44b9fdb98006014afcf "-" "-" "-" 203.0.113.5 "-" "-"\n' "$8" "$9"
}
group=arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/web/73e2d6bc24d8a067
{
  line 1 10.0.0.1:80 '0.000 0.001 0.000' '200 200' /one "$group" forward 10.0.0.1:80 200
  line 2 - '-1 -1 -1' '503 -' /two "$group" forward - -
  line 3 10.0.0.1:80 '0.000 0.001 0.000' '200 200' /three "$group" forward 10.0.0.1:80 200
} >access.log

export HOME=$dir XDG_CONFIG_HOME=$dir
timeout 60 "$lnav" -n -c ';select log_line, elb_status_code from alb_log' -c ':write-csv-to rows.csv' access.log \
  >lnav.log 2>&1 </dev/null || cannot "lnav: $(tail -n 3 lnav.log)"
seen=$(awk -F, 'NR > 1 { print "line " $1 " status " $2 }' rows.csv)
expected='line 0 status 200
line 2 status 200'
if [ "$seen" != "$expected" ]; then printf 'changed; seen instead:\n%s\n' "$seen"; exit 1; fi
printf 'as described:\n%s\n' "$seen"

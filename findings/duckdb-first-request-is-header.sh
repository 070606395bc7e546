#!/usr/bin/env bash
# What: DuckDB 1.5.6 (npm @duckdb/node-api 1.5.6-r.1), read_csv on an ALB access log.
#
# Surprising: left to find the form of the file by itself, it makes one column of a line, and of the first request the
# column's name: three requests are counted as two, without a word. Expected: an access log has no header and is
# separated by spaces, which the option header=false alone does not bring either (still one column).
#
# For a user of an ALB: every object of the bucket loses its first request in such a count. Say all of it:
# delim=' ', quote='"', escape='\', header=false, null_padding=true.
#
# Seen:
#   sniffed: 2 rows, 1 column
#   header=false: 3 rows, 1 column
#   told all: 3 rows, 36 columns
set -euo pipefail
cannot() { echo "cannot run: $*" >&2; exit 2; }
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
command -v npm >/dev/null || cannot "npm is not installed"
timeout 300 npm install --loglevel=error --no-audit --no-fund --ignore-scripts --prefix "$dir" \
  @duckdb/node-api@1.5.6-r.1 >npm.log 2>&1 || cannot "npm: $(head -n 2 npm.log)"

line() { # second, path
  printf '%s ' http "2026-11-28T08:00:0$1.002000Z" app/web/50dc6c495c0c9188 192.0.2.7:2817 10.0.0.1:80
  printf '0.000 0.001 0.000 200 200 34 366 "GET http://www.example.com:80%s HTTP/1.1" "curl/7.88.1" - - ' "$2"
  printf '%s ' arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/web/73e2d6bc24d8a067
  printf '"Root=1-6a692e01-36d228ad5d99923122bbe354" "-" "-" 0 2026-11-28T08:00:0%s.000000Z "forward" "-" "-" ' "$1"
  printf '"10.0.0.1:80" "200" "-" "-" TID_558e26a7adede44b9fdb98006014afcf "-" "-" "-" 203.0.113.5 "-" "-"\n'
}
{ line 1 /one; line 2 /two; line 3 /three; } >access.log

cat >probe.mjs <<'JS'
import { DuckDBInstance } from '@duckdb/node-api';
const connection = await (await DuckDBInstance.create()).connect();
const ways = {
  sniffed: '',
  'header=false': ', header=false',
  'told all': `, delim=' ', quote='"', escape='\\', header=false, null_padding=true`,
};
for (const [way, options] of Object.entries(ways)) {
  const read = await connection.runAndReadAll(`select * from read_csv('access.log'${options})`);
  const columns = read.columnCount;
  console.log(`${way}: ${read.currentRowCount} rows, ${columns} ${columns === 1 ? 'column' : 'columns'}`);
}
JS
seen=$(timeout 60 node probe.mjs) || cannot "the probe failed"
expected='sniffed: 2 rows, 1 column
header=false: 3 rows, 1 column
told all: 3 rows, 36 columns'
if [ "$seen" != "$expected" ]; then printf 'changed; seen instead:\n%s\n' "$seen"; exit 1; fi
printf 'as described:\n%s\n' "$seen"

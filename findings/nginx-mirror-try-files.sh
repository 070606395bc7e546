#!/usr/bin/env bash
# What: nginx 1.22.1 (Debian 12, nginx 1.22.1-9+deb12u*), as a target that copies its requests to a second service with `mirror`.
#
# Surprising: a location that has `mirror` and `try_files` copies nothing where `try_files` goes on to its last name: that is
# done first, and nobody says that the mirror has no effect. The request is answered before its body has come, too.
# Expected: one copy of each request, as of the location without `try_files`.
#
# For a user of an ALB: a service behind it that was to see a copy of production's requests sees none, and a slow upload
# is answered early: the load balancer then has to give up the connection.
#
# Seen:
#   plain: 200, copies 1, answered before the body no
#   try_files: 200, copies 0, answered before the body yes
set -euo pipefail
cannot() { echo "cannot run: $*" >&2; exit 2; }
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
command -v node >/dev/null || cannot "node is not installed"
nginx=$(command -v nginx || true)
if ! { [ -n "$nginx" ] && "$nginx" -v 2>&1 | grep -q 'nginx/1\.22\.1'; }; then
  command -v apt-get >/dev/null || cannot "neither nginx 1.22.1 nor apt-get is there"
  timeout 120 apt-get -q -o APT::Sandbox::User=root download nginx=1.22.1* >apt.log 2>&1 || cannot "apt-get: $(tail -n 1 apt.log)"
  for package in *.deb; do dpkg -x "$package" .; done
  nginx=$dir/usr/sbin/nginx
fi

cat >probe.cjs <<'JS'
const { createServer } = require('http');
const { connect } = require('net');
const { spawn } = require('child_process');
const { writeFileSync, mkdirSync } = require('fs');
const [, , nginx, dir] = process.argv;
const wait = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));
let copies = 0;
const copy = createServer((request, response) => request.resume().on('end', () => { copies++; response.end(); }));
const free = createServer();
copy.listen(0, '127.0.0.1', () => free.listen(0, '127.0.0.1', async () => {
  const port = free.address().port;
  free.close();
  mkdirSync(`${dir}/tmp`);
  writeFileSync(`${dir}/nginx.conf`, `
    daemon off; worker_processes 1; pid ${dir}/pid; error_log ${dir}/error.log;
    events {}
    http {
      access_log off; client_body_temp_path ${dir}/tmp/b; proxy_temp_path ${dir}/tmp/p; fastcgi_temp_path ${dir}/tmp/f;
      uwsgi_temp_path ${dir}/tmp/u; scgi_temp_path ${dir}/tmp/s;
      server {
        listen 127.0.0.1:${port};
        location = /copy { internal; proxy_pass http://127.0.0.1:${copy.address().port}; }
        location = /plain { mirror /copy; root /nonexistent; error_page 404 =200 @answer; }
        location = /try_files { mirror /copy; try_files /none @answer; }
        location @answer { return 200 done; }
      }
    }`);
  const running = spawn(nginx, ['-c', `${dir}/nginx.conf`, '-p', dir, '-e', `${dir}/error.log`], { stdio: 'ignore' });
  for (const path of ['plain', 'try_files']) {
    copies = 0;
    const client = await dial(port);
    let answer = '';
    client.on('data', (data) => { answer += data; });
    client.write(`POST /${path} HTTP/1.1\r\nHost: example.com\r\nContent-Length: 10\r\n\r\n01234`);
    await wait(1000);
    const early = answer !== '';
    client.write('56789');
    await wait(1000);
    client.destroy();
    console.log(`${path}: ${answer.slice(9, 12)}, copies ${copies}, answered before the body ${early ? 'yes' : 'no'}`);
  }
  running.kill();
  copy.close();
}));
async function dial(port) {
  for (let time = 0; ; time++) {
    const socket = connect(port, '127.0.0.1');
    if (await new Promise((done) => { socket.once('connect', () => done(true)); socket.once('error', () => done(false)); })) {
      socket.on('error', () => {});
      return socket;
    }
    if (time > 50) { throw new Error('nginx does not answer'); }
    await wait(100);
  }
}
JS
seen=$(timeout 60 node probe.cjs "$nginx" "$dir") || cannot "the probe: $seen $(tail -n 2 error.log 2>/dev/null)"
expected='plain: 200, copies 1, answered before the body no
try_files: 200, copies 0, answered before the body yes'
if [ "$seen" != "$expected" ]; then printf 'changed; seen instead:\n%s\n' "$seen"; exit 1; fi
printf 'as described:\n%s\n' "$seen"

#!/usr/bin/env bash
# What: etcd 3.4.23 (Debian 12, etcd-server 3.4.23-4+b*), whose client API tells with every answer a cluster id and a member id.
#
# Surprising: a member of its own that is started again with its data folder gone tells the same cluster id and the same member
# id as before: both are made of its URLs, name and token, and not of its data. Its revisions begin at 1 again, and soon have
# passed those that a client knows.
# Expected: that the id of the cluster tells a client that what it knows is of another.
#
# For whoever keeps state in it: a watch that resumes at a revision is given the changes of something else, and nobody says
# that all was lost. A key with a random value, compared after each reconnect, tells it.
#
# Seen:
#   cluster id the same: true
#   member id the same: true
#   the key is there: false
set -euo pipefail
cannot() { echo "cannot run: $*" >&2; exit 2; }
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
command -v node >/dev/null || cannot "node is not installed"
etcd=$(command -v etcd || true)
if ! { [ -n "$etcd" ] && "$etcd" --version 2>&1 | grep -q 'etcd Version: 3\.4\.23'; }; then
  command -v apt-get >/dev/null || cannot "neither etcd 3.4.23 nor apt-get is there"
  timeout 120 apt-get -q -o APT::Sandbox::User=root download etcd-server=3.4.23* >apt.log 2>&1 || cannot "apt-get: $(tail -n 1 apt.log)"
  for package in *.deb; do dpkg -x "$package" .; done
  etcd=$dir/usr/bin/etcd
fi

cat >probe.mjs <<'JS'
import { createServer } from 'net';
import { spawn } from 'child_process';
import { rmSync } from 'fs';
import { setTimeout as wait } from 'timers/promises';
const [, , etcd, dir] = process.argv;
const free = () => new Promise((done) => {
  const server = createServer().listen(0, '127.0.0.1', () => { const { port } = server.address(); server.close(() => done(port)); });
});
const [client, peer] = [await free(), await free()];
const [url, peerUrl] = [`http://127.0.0.1:${client}`, `http://127.0.0.1:${peer}`];
const ask = async (path, body) => (await fetch(`${url}/v3/kv/${path}`, { method: 'POST', body: JSON.stringify(body) })).json();
const start = async () => {
  const running = spawn(etcd, ['--data-dir', `${dir}/data`, '--listen-client-urls', url, '--advertise-client-urls', url,
    '--listen-peer-urls', peerUrl, '--initial-advertise-peer-urls', peerUrl, '--initial-cluster', `default=${peerUrl}`], { stdio: 'ignore' });
  for (let tries = 0; ; tries++) {
    try {
      if ((await (await fetch(`${url}/health`)).json()).health === 'true') { return running; }
    } catch (error) {
      if (tries > 100) { throw error; }
    }
    await wait(100);
  }
};
const end = (running) => new Promise((done) => { running.once('exit', done); running.kill('SIGKILL'); });
const key = Buffer.from('key').toString('base64');
let running = await start();
const before = (await ask('put', { key, value: key })).header;
await end(running);
rmSync(`${dir}/data`, { recursive: true });
running = await start();
const { header: after, kvs } = await ask('range', { key });
await end(running);
console.log(`cluster id the same: ${before.cluster_id === after.cluster_id}`);
console.log(`member id the same: ${before.member_id === after.member_id}`);
console.log(`the key is there: ${kvs !== undefined}`);
JS
seen=$(timeout 60 node probe.mjs "$etcd" "$dir") || cannot "the probe: $seen"
expected='cluster id the same: true
member id the same: true
the key is there: false'
if [ "$seen" != "$expected" ]; then printf 'changed; seen instead:\n%s\n' "$seen"; exit 1; fi
printf 'as described:\n%s\n' "$seen"

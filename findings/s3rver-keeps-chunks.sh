#!/usr/bin/env bash
# What: npm s3rver 3.7.1, an S3 server for tests, and npm @aws-sdk/client-s3 3.1175.0, the client of AWS.
#
# Surprising: what is uploaded as a stream is stored with the client's framing in it: sizes, blank lines and the
# checksum behind the data. Expected: the bytes of the stream, which S3 unwraps (content-encoding: aws-chunked). What is
# uploaded as a buffer is right, and neither way is an error.
#
# For a user of an ALB: log objects (.log.gz) that go there as streams cannot be unzipped, and readers of text lines get
# lines that are none. Give the client whole buffers, or use another server.
#
# Seen:
#   buffer: "one line\n"
#   stream: "9\r\none line\n\r\n0\r\nx-amz-checksum-crc32:3mo8NQ==\r\n\r\n"
set -euo pipefail
cannot() { echo "cannot run: $*" >&2; exit 2; }
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
command -v npm >/dev/null || cannot "npm is not installed"
timeout 300 npm install --loglevel=error --no-audit --no-fund --ignore-scripts --prefix "$dir" \
  s3rver@3.7.1 @aws-sdk/client-s3@3.1175.0 >npm.log 2>&1 || cannot "npm: $(head -n 2 npm.log)"

cat >probe.cjs <<'JS'
const S3rver = require('s3rver');
const { GetObjectCommand, PutObjectCommand, S3Client } = require('@aws-sdk/client-s3');
const { Readable } = require('stream');
(async () => {
  const server = new S3rver({
    address: '127.0.0.1', port: 0, silent: true, directory: 'buckets', configureBuckets: [{ name: 'logs' }],
  });
  const { port } = await server.run();
  const client = new S3Client({
    endpoint: `http://127.0.0.1:${port}`, region: 'us-east-1', forcePathStyle: true,
    credentials: { accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' },
  });
  const line = Buffer.from('one line\n');
  for (const [Key, Body] of [['buffer', line], ['stream', Readable.from([line])]]) {
    await client.send(new PutObjectCommand({ Bucket: 'logs', Key, Body, ContentLength: line.length }));
    const object = await client.send(new GetObjectCommand({ Bucket: 'logs', Key }));
    console.log(`${Key}: ${JSON.stringify(await object.Body.transformToString())}`);
  }
  client.destroy();
  await server.close();
})();
JS
seen=$(timeout 60 node probe.cjs 2>probe.log) || cannot "the probe failed: $(tail -n 3 probe.log)"
expected='buffer: "one line\n"
stream: "9\r\none line\n\r\n0\r\nx-amz-checksum-crc32:3mo8NQ==\r\n\r\n"'
if [ "$seen" != "$expected" ]; then printf 'changed; seen instead:\n%s\n' "$seen"; exit 1; fi
printf 'as described:\n%s\n' "$seen"

// An HTTP/2 target that answers with the headers it got, as they came: node http2-target.cjs PORT [KEY CERTIFICATE]
const fs = require('node:fs');
const http2 = require('node:http2');

const [port, key, cert] = process.argv.slice(2);
const server = key
  ? http2.createSecureServer({ key: fs.readFileSync(key), cert: fs.readFileSync(cert) })
  : http2.createServer();
const checks = [];
server.on('stream', (stream, headers, flags, rawHeaders) => {
  stream.on('error', () => {});
  const isCheck = headers['user-agent'] === 'ELB-HealthChecker/2.0';
  if (isCheck) {
    checks.push(rawHeaders);
  }
  let bytes = 0;
  stream.on('data', (chunk) => (bytes += chunk.length));
  stream.on('end', () => {
    stream.respond({ ':status': 200, 'content-type': 'application/json' });
    stream.end(JSON.stringify({ rawHeaders, bytes, checks }));
  });
});
server.listen(Number(port), '127.0.0.1', () => console.log('ready'));

// A target that tells of each request that node's parser understood: node telling-target.cjs PORT LOG
// A line of the log is JSON, one byte in each character; the answer says whose request it answers.
const fs = require('node:fs');
const http = require('node:http');

const [port, path] = process.argv.slice(2);
const log = fs.openSync(path, 'a');
const tell = (line) => fs.writeSync(log, JSON.stringify(line) + '\n', null, 'latin1');
const marks = (text) => [...new Set(text.match(/m\d{7}-[0-9a-f]{8}/g))].join(' ');
const traceId = (value) =>
  (/(?:^|;)Self=(1-[0-9a-f]{8}-[0-9a-f]{24})/.exec(value) ?? /(?:^|;)Root=(1-[0-9a-f]{8}-[0-9a-f]{24})/.exec(value))?.[1] ?? '';

const options = { maxHeaderSize: 1 << 17, keepAliveTimeout: 0, requestTimeout: 0, headersTimeout: 0 };
const server = http.createServer(options, (request, response) => {
  if (request.url === '/healthy' && request.headers['user-agent'] === 'ELB-HealthChecker/2.0') {
    response.end();
    return;
  }
  let body = '';
  let isWhole = false;
  request.setEncoding('latin1');
  request.on('data', (piece) => (body += piece));
  request.on('error', () => {});
  const heard = () => ({
    trace: traceId(request.headers['x-amzn-trace-id'] ?? ''),
    client: request.headers['x-forwarded-for'] ?? '',
    method: request.method,
    target: request.url,
    length: body.length,
    seen: marks([request.url, ...request.rawHeaders, body].join('\n')),
  });
  request.on('end', () => {
    isWhole = true;
    const { trace, seen, ...rest } = heard();
    tell({ trace, seen, ...rest, whole: true });
    const told = `${trace} ${seen}`;
    response.writeHead(200, { 'X-Told': told });
    response.write(told.slice(0, 8));
    response.end(told.slice(8));
  });
  request.on('close', () => {
    if (!isWhole) {
      tell({ ...heard(), whole: false });
    }
  });
});
server.on('clientError', (error, socket) => {
  tell({ refused: error.code, seen: marks(error.rawPacket?.toString('latin1') ?? '') });
  socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n');
});
server.listen(Number(port), '127.0.0.1', 2048);

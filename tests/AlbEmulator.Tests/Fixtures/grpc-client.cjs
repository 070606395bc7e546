// Every kind of call through a load balancer, told as JSON: node grpc-client.cjs PORT [METHOD…]
const grpc = require('@grpc/grpc-js');

const text = { requestSerialize: Buffer.from, requestDeserialize: String, responseSerialize: Buffer.from, responseDeserialize: String };
const method = (name, requestStream, responseStream) => ({ path: `/demo.Echo/${name}`, requestStream, responseStream, ...text });
const Client = grpc.makeGenericClientConstructor({
  unary: method('Unary', false, false),
  upload: method('Upload', true, false),
  download: method('Download', false, true),
  talk: method('Talk', true, true),
  fail: method('Fail', false, false),
  wait: method('Wait', false, false),
  cancelled: method('Cancelled', false, false),
}, 'demo.Echo');
const credentials = grpc.credentials.createSsl(null, null, null, { rejectUnauthorized: false });
const client = new Client(`localhost:${process.argv[2]}`, credentials, { 'grpc.enable_retries': 0, 'grpc.max_receive_message_length': -1 });

const unary = (name, request, options = {}) => new Promise(resolve => {
  const told = {};
  const call = client[name](request, new grpc.Metadata(), options, (error, response) => {
    told.code = error ? error.code : 0;
    told.details = error ? error.details : response;
    told.why = error && error.metadata ? error.metadata.get('x-why').join() : '';
    setImmediate(() => resolve(told));
  });
  call.on('metadata', metadata => {
    told.trace = metadata.get('x-trace').join();
    told.proto = metadata.get('x-proto').join();
  });
  call.on('status', status => { told.trailer = status.metadata.get('x-trailer').join(); });
});
const until = async condition => {
  for (let i = 0; i < 200 && !await condition(); i++) await new Promise(next => setTimeout(next, 20));
};
const ended = () => unary('cancelled', '?').then(told => Number(told.details));

const calls = {
  unary: () => unary('unary', 'hello'),
  big: async () => ({ length: (await unary('unary', 'x'.repeat(3_000_000))).details.length }),
  upload: () => new Promise(resolve => {
    const call = client.upload((error, response) => resolve({ code: error ? error.code : 0, details: error ? error.details : response }));
    for (let i = 0; i < 100; i++) call.write('x'.repeat(10_000));
    call.end();
  }),
  download: () => new Promise(resolve => {
    const messages = [];
    const call = client.download('500');
    call.on('data', message => messages.push(message));
    call.on('error', () => {});
    call.on('status', status => resolve({ code: status.code, count: messages.length, last: messages.at(-1) }));
  }),
  // Each message waits for the answer to the one before: both directions at once.
  talk: () => new Promise(resolve => {
    const answers = [];
    const call = client.talk();
    call.on('data', answer => {
      answers.push(answer);
      if (answers.length < 10) call.write(`${answers.length}`); else call.end();
    });
    call.on('error', () => {});
    call.on('status', status => resolve({ code: status.code, answers }));
    call.write('0');
  }),
  fail: () => unary('fail', '?'),
  deadline: async () => {
    const before = await ended();
    const told = await unary('wait', '?', { deadline: Date.now() + 300 });
    await until(async () => await ended() > before);
    return { code: told.code, cancelled: await ended() - before };
  },
  // Given up before there is any answer.
  abandon: async () => {
    const before = await ended();
    const told = await new Promise(resolve => {
      const call = client.wait('?', error => resolve({ code: error ? error.code : 0 }));
      setTimeout(() => call.cancel(), 200);
    });
    await until(async () => await ended() > before);
    return { ...told, cancelled: await ended() - before };
  },
  cancel: async () => {
    const before = await ended();
    const told = await new Promise(resolve => {
      const call = client.talk();
      call.on('data', () => call.cancel());
      call.on('error', () => {});
      call.on('status', status => resolve({ code: status.code }));
      call.write('0');
    });
    await until(async () => await ended() > before);
    return { ...told, cancelled: await ended() - before };
  },
};

(async () => {
  const told = {};
  for (const name of process.argv.length > 3 ? process.argv.slice(3) : Object.keys(calls)) told[name] = await calls[name]();
  console.log(JSON.stringify(told));
  client.close();
})();

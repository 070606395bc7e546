// A gRPC service whose messages are plain text: node grpc-server.cjs PORT
const grpc = require('@grpc/grpc-js');

const text = { requestSerialize: Buffer.from, requestDeserialize: String, responseSerialize: Buffer.from, responseDeserialize: String };
const method = (name, requestStream, responseStream) => ({ path: `/demo.Echo/${name}`, requestStream, responseStream, ...text });
let cancelled = 0;

const server = new grpc.Server({ 'grpc.max_receive_message_length': -1 });
server.addService(
  {
    Unary: method('Unary', false, false),
    Upload: method('Upload', true, false),
    Download: method('Download', false, true),
    Talk: method('Talk', true, true),
    Fail: method('Fail', false, false),
    Wait: method('Wait', false, false),
    Cancelled: method('Cancelled', false, false),
  },
  {
    Unary(call, done) {
      const trailers = new grpc.Metadata();
      trailers.set('x-trailer', 'after');
      const header = new grpc.Metadata();
      header.set('x-trace', call.metadata.get('x-amzn-trace-id').join());
      header.set('x-proto', call.metadata.get('x-forwarded-proto').join());
      call.sendMetadata(header);
      done(null, call.request, trailers);
    },
    Upload(call, done) {
      let bytes = 0;
      call.on('data', message => { bytes += message.length; });
      call.on('end', () => done(null, `${bytes}`));
    },
    Download(call) {
      for (let i = 0; i < Number(call.request); i++) call.write(`message ${i}`);
      call.end();
    },
    Talk(call) {
      call.on('data', message => call.write(`re: ${message}`));
      call.on('end', () => call.end());
      call.on('cancelled', () => { cancelled++; });
    },
    Fail(call, done) {
      const trailers = new grpc.Metadata();
      trailers.set('x-why', 'because');
      done({ code: grpc.status.FAILED_PRECONDITION, details: 'not now, please: ü', metadata: trailers });
    },
    Wait(call) {
      call.on('cancelled', () => { cancelled++; });
    },
    Cancelled(call, done) {
      done(null, `${cancelled}`);
    },
  });
server.bindAsync(`127.0.0.1:${process.argv[2]}`, grpc.ServerCredentials.createInsecure(), error => {
  if (error) throw error;
  console.log('ready');
});

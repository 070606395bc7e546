// Two Lambda functions with one Express application, each behind an adapter from npm, and a small Invoke API before them.
// Usage: node express-functions.js PORT
'use strict';

const http = require('node:http');
const express = require('express');
const serverlessHttp = require('serverless-http');
const serverlessExpress = require('@codegenie/serverless-express');

const app = express();
app.get('/query', (req, res) => res.json(req.query));
app.get('/cookies', (req, res) => res.cookie('a', '1').cookie('b', '2').send(req.headers.cookie));
app.get('/redirect', (req, res) => res.redirect('/login?next=%2Fquery'));
app.post('/bytes', express.raw({ type: 'image/png' }), (req, res) => res.type('image/png').send(req.body.reverse()));
app.post('/json', express.json(), (req, res) => res.status(201).json({ ...req.body, trace: req.get('X-Amzn-Trace-Id') }));
app.use((req, res) => res.status(404).send('nothing'));

const functions = {
  'serverless-http': serverlessHttp(app, { binary: ['image/png'] }),
  'serverless-express': serverlessExpress({ app, binarySettings: { contentTypes: ['image/png'] } }),
};

http.createServer(async (req, res) => {
  const name = /^\/2015-03-31\/functions\/([^/]+)\/invocations$/.exec(req.url)[1];
  const pieces = [];
  for await (const piece of req) {
    pieces.push(piece);
  }

  try {
    const returned = await functions[name](JSON.parse(Buffer.concat(pieces)), { awsRequestId: '1' });
    res.end(JSON.stringify(returned));
  } catch (error) {
    res.setHeader('X-Amz-Function-Error', 'Unhandled');
    res.end(JSON.stringify({ errorType: error.name, errorMessage: error.message }));
  }
}).listen(Number(process.argv[2]), '127.0.0.1', () => console.log('ready'));

// Verifies an access token as a resource server does, and prints its claims or the error.
// node access-token.cjs WAY ISSUER AUDIENCE KEYS TOKEN
const { pathToFileURL } = require('node:url');
const [way, issuer, audience, keys, token] = process.argv.slice(2);

const ways = {
    'aws-jwt-verify': async () => {
        const { JwtVerifier } = require('aws-jwt-verify');
        const { SimpleJwksCache } = require('aws-jwt-verify/jwk');
        // Its own fetcher speaks https alone.
        const fetcher = { fetch: async url => await (await fetch(url)).arrayBuffer() };
        const verifier = JwtVerifier.create({ issuer, audience, jwksUri: keys }, { jwksCache: new SimpleJwksCache({ fetcher }) });
        return await verifier.verify(token);
    },
    jose: async () => {
        const { createRemoteJWKSet, jwtVerify } = await import(pathToFileURL(require.resolve('jose')));
        const { payload } = await jwtVerify(token, createRemoteJWKSet(new URL(keys)), { issuer, audience, typ: 'at+jwt' });
        return payload;
    },
    jsonwebtoken: async () => {
        const { createPublicKey } = require('node:crypto');
        const { kid } = JSON.parse(Buffer.from(token.split('.')[0], 'base64url'));
        const jwk = (await (await fetch(keys)).json()).keys.find(key => key.kid === kid);
        return require('jsonwebtoken').verify(token, createPublicKey({ key: jwk, format: 'jwk' }), { algorithms: ['RS256'], issuer, audience });
    },
};

ways[way]().then(claims => console.log(JSON.stringify(claims)), error => console.log(`${error.name}: ${error.message}`));

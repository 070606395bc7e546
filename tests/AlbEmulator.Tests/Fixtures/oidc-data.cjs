// Verifies a token of x-amzn-oidc-data in the ways that the documentation shows, and prints the claims or the error.
// node oidc-data.cjs WAY KEYS CERTIFICATE ISSUER CLIENT SIGNER TOKEN
const fs = require('node:fs');
const https = require('node:https');
const { verify: isSigned } = require('node:crypto');
const { pathToFileURL } = require('node:url');
const [way, keys, certificate, issuer, client, signer, token] = process.argv.slice(2);

// As NODE_EXTRA_CA_CERTS does, and as where *.localhost is this machine.
https.globalAgent.options.ca = fs.readFileSync(certificate);
https.globalAgent.options.lookup = (_, options, done) =>
    options.all ? done(null, [{ address: '127.0.0.1', family: 4 }]) : done(null, '127.0.0.1', 4);

const header = JSON.parse(Buffer.from(token.split('.')[0], 'base64url'));

async function keyOf(kid) {
    if (keys.startsWith('http:')) return await (await fetch(`${keys}/${kid}`)).text();
    return await new Promise((resolve, reject) => https.get(`${keys}/${kid}`, response => {
        let body = '';
        response.on('data', chunk => body += chunk);
        response.on('end', () => resolve(body));
    }).on('error', reject));
}

const ways = {
    'aws-jwt-verify': async () => {
        const { AlbJwtVerifier } = require('aws-jwt-verify');
        const verifier = AlbJwtVerifier.create({ albArn: signer, issuer, clientId: client, jwksUri: keys });
        return await verifier.verify(token);
    },
    'aws-jwt-verify with a fetcher': async () => {
        const { AlbJwtVerifier } = require('aws-jwt-verify');
        const { AlbJwksCache } = require('aws-jwt-verify/alb-cache');
        const fetcher = { fetch: async url => await (await fetch(url)).arrayBuffer() };
        const verifier = AlbJwtVerifier.create(
            { albArn: signer, issuer, clientId: client, jwksUri: keys }, { jwksCache: new AlbJwksCache({ fetcher }) });
        return await verifier.verify(token);
    },
    jose: async () => {
        const { importSPKI, jwtVerify } = await import(pathToFileURL(require.resolve('jose')));
        const key = await importSPKI(await keyOf(header.kid), 'ES256');
        const { payload, protectedHeader } = await jwtVerify(token, key, { algorithms: ['ES256'], issuer });
        if (protectedHeader.signer !== signer || protectedHeader.client !== client) throw new Error('of another load balancer or client');
        return payload;
    },
    jsonwebtoken: async () => require('jsonwebtoken').verify(token, await keyOf(header.kid), { algorithms: ['ES256'], issuer }),
    'jsonwebtoken, stripped': async () =>
        require('jsonwebtoken').verify(token.replaceAll('=', ''), await keyOf(header.kid), { algorithms: ['ES256'], issuer }),
    'node:crypto': async () => {
        const [head, payload, signature] = token.split('.');
        const key = { key: await keyOf(header.kid), dsaEncoding: 'ieee-p1363' };
        if (header.alg !== 'ES256' || !isSigned('sha256', Buffer.from(`${head}.${payload}`), key, Buffer.from(signature, 'base64url')))
            throw new Error('signed by somebody else');
        const claims = JSON.parse(Buffer.from(payload, 'base64url'));
        if (header.signer !== signer || header.client !== client || claims.iss !== issuer || claims.exp <= Date.now() / 1000)
            throw new Error('of another load balancer, client or issuer, or expired');
        return claims;
    },
};

ways[way]().then(claims => console.log(JSON.stringify(claims)), error => console.log(`${error.name}: ${error.message}`));

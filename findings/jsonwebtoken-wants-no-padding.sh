#!/usr/bin/env bash
# What: npm jsonwebtoken 9.0.3, a verifier of JWTs, beside npm jose 6.2.17; both get an x-amzn-oidc-data as an ALB
# signs it.
#
# Surprising: an ALB keeps the `=` at the ends of the token's three parts, and signs the text with them. jsonwebtoken
# refuses that as "invalid token" and decodes it as null, before it looks at key or signature; jose takes the same
# token. Expected: both alike. (RFC 7515 has no padding, so that it is the ALB that leaves the standard.)
#
# For a user of an ALB: jsonwebtoken cannot be used, and taking the `=` away does not help, since the signature covers
# them ("invalid signature"; only where the lengths of header and claims happen to need no `=` does it seem to help).
# jose can be used.
#
# Seen:
#   jsonwebtoken, as signed: JsonWebTokenError invalid token; decoded null
#   jsonwebtoken, padding taken away: JsonWebTokenError invalid signature
#   jose, as signed: sub 1234567890
set -euo pipefail
cannot() { echo "cannot run: $*" >&2; exit 2; }
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
command -v npm >/dev/null || cannot "npm is not installed"
timeout 300 npm install --loglevel=error --no-audit --no-fund --ignore-scripts --prefix "$dir" \
  jsonwebtoken@9.0.3 jose@6.2.17 >npm.log 2>&1 || cannot "npm: $(head -n 2 npm.log)"

cat >probe.mjs <<'JS'
import { generateKeyPairSync, sign } from 'crypto';
import { jwtVerify } from 'jose';
import jsonwebtoken from 'jsonwebtoken';
const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const pem = publicKey.export({ type: 'spki', format: 'pem' });
const padded = (bytes) => Buffer.from(bytes).toString('base64').replaceAll('+', '-').replaceAll('/', '_');
const exp = Math.floor(Date.now() / 1000) + 120;
const iss = 'https://idp.example.com';
const head = {
  typ: 'JWT', kid: '12345678-1234-1234-1234-123456789012', alg: 'ES256', iss, client: 'web-app',
  signer: 'arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/web/50dc6c495c0c9188', exp,
};
const claims = { sub: '1234567890', name: 'Ann', email: 'alias@example.com', exp, iss };
const text = `${padded(JSON.stringify(head))}.${padded(JSON.stringify(claims))}`;
const token = `${text}.${padded(sign('sha256', Buffer.from(text), { key: privateKey, dsaEncoding: 'ieee-p1363' }))}`;
const verified = (jwt) => {
  try {
    return `sub ${jsonwebtoken.verify(jwt, pem, { algorithms: ['ES256'] }).sub}`;
  } catch (error) {
    return `${error.name} ${error.message}`;
  }
};
console.log(`jsonwebtoken, as signed: ${verified(token)}; decoded ${jsonwebtoken.decode(token)}`);
console.log(`jsonwebtoken, padding taken away: ${verified(token.replaceAll('=', ''))}`);
console.log(`jose, as signed: sub ${(await jwtVerify(token, publicKey)).payload.sub}`);
JS
seen=$(timeout 60 node probe.mjs) || cannot "the probe failed"
expected='jsonwebtoken, as signed: JsonWebTokenError invalid token; decoded null
jsonwebtoken, padding taken away: JsonWebTokenError invalid signature
jose, as signed: sub 1234567890'
if [ "$seen" != "$expected" ]; then printf 'changed; seen instead:\n%s\n' "$seen"; exit 1; fi
printf 'as described:\n%s\n' "$seen"

// An OpenID Connect provider of the world: npm's oidc-provider with its pages for development, which take any name.
//   node oidc-provider.js PORT REDIRECT_URI TOKEN_SECONDS
const { pathToFileURL } = require('node:url');

const [port, redirectUris, seconds] = process.argv.slice(2);

console.info = console.warn = () => {};
import(pathToFileURL(require.resolve('oidc-provider'))).then(({ default: Provider }) => {
  const provider = new Provider(`http://localhost:${port}`, {
    clients: [{
      client_id: 'shop-client',
      client_secret: 'the secret of the shop',
      redirect_uris: redirectUris.split(','),
      grant_types: ['authorization_code', 'refresh_token'],
      token_endpoint_auth_method: 'client_secret_post',
    }],
    cookies: { keys: ['a key of the provider'] },
    pkce: { required: () => false },
    claims: { openid: ['sub'], email: ['email'] },
    scopes: ['openid', 'email', 'offline_access'],
    issueRefreshToken: async () => true,
    ttl: { AccessToken: Number(seconds), AuthorizationCode: 60, IdToken: 3600, Grant: 3600, Interaction: 3600, Session: 3600, RefreshToken: 3600 },
    findAccount: (context, id) => ({ accountId: id, claims: () => ({ sub: id, email: `${id}@example.com` }) }),
  });
  provider.listen(Number(port), '127.0.0.1', () => console.log('ready'));
});

// Which headers hold what nobody is to see by chance: it is shown when somebody asks for it.

const SECRET = /^(authorization|proxy-authorization|cookie|set-cookie|x-amzn-oidc-(data|accesstoken))$|token|secret|passw|api[-_]?key|access[-_]?key|private[-_]?key|credential|session|signature|jwt|(^|[-_])auth([-_]|$)/i;

/** What stands in the place of a secret. */
export const HIDDEN = '(hidden)';

/** @param {string} name of a header */
export const isSecret = (name) => SECRET.test(name);

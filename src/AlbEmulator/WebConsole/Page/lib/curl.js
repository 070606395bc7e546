// Requests as command lines that send them again, or wait for others of their kind.
import { hasToken } from './api.js';
import { lineOf, loadBalancerOf } from './request.js';

/** @typedef {import('../types.js').JournalRequest} JournalRequest */
/** @typedef {import('../types.js').LoadBalancers} LoadBalancers */

/** Headers that curl makes itself. */
const OWN = new Set(['host', 'content-length', 'transfer-encoding', 'connection', 'upgrade', 'sec-websocket-key']);

/** Bytes that a terminal may take for keys, or encode in another way. */
const ODD = /[^ -~]/g;
/** @param {string} text */
const hasOdd = (text) => text.search(ODD) >= 0;
const TOKEN = /^[!#$%&'*+.^_`|~\w-]+$/;

/**
 * A word for a shell. Each character is a byte of the wire.
 * @param {string} text
 */
function quoted(text) {
  if (/^[\w%+=:,./-]+$/.test(text)) return text;
  if (!hasOdd(text)) return `'${text.replaceAll("'", "'\\''")}'`;
  return `$'${text.replace(/[\\']/g, '\\$&').replace(ODD, (letter) => `\\x${letter.charCodeAt(0).toString(16).padStart(2, '0')}`)}'`;
}

/**
 * Where a request can be sent again: the listener's own URL, since the log has the port that it has with AWS.
 * @param {JournalRequest} request
 * @param {LoadBalancers | null} topology
 */
export function urlOf(request, topology) {
  const { url, scheme, host, path } = lineOf(request);
  const port = /:(\d+)$/.exec(host)?.[1] ?? (scheme === 'https' || scheme === 'wss' ? '443' : '80');
  const listener = topology?.loadBalancers.find((one) => one.name === loadBalancerOf(request))
    ?.listeners.find((one) => String(one.port) === port);
  const [base] = listener?.urls ?? [];
  return base === undefined ? url : `${base.replace(/\/$/, '')}${path}`;
}

/**
 * @param {JournalRequest} request
 * @param {LoadBalancers | null} topology
 */
export function asCurl(request, topology) {
  const { method, path } = lineOf(request);
  const url = urlOf(request, topology);
  const words = ['curl', '-i'];
  if (method === 'HEAD') words.push('-I');
  else if (method !== 'GET') words.push('-X', quoted(method));
  if (url.startsWith('https:')) words.push('-k');
  if (/[[\]{}]/.test(url)) words.push('-g');
  if (/\/\.{1,2}(\/|\?|$)/.test(url)) words.push('--path-as-is');
  if (hasOdd(url)) {
    // In a URL curl would escape such bytes.
    words.push('--request-target', quoted(path), quoted(url.slice(0, url.length - path.length) + '/'));
  } else {
    words.push(quoted(url));
  }
  const host = request.client_request?.headers.find(([name]) => name.toLowerCase() === 'host')?.[1];
  if (host !== undefined && !url.includes(`//${host}/`)) words.push('-H', quoted(`Host: ${host}`));
  for (const [name, value] of request.client_request?.headers ?? []) {
    // What is hidden cannot be sent.
    if (TOKEN.test(name) && !OWN.has(name.toLowerCase()) && !value.includes('(hidden: ')) words.push('-H', quoted(value === '' ? `${name};` : `${name}: ${value}`));
  }
  if (hasBody(request)) words.push('--data-binary', '@body');
  return words.join(' ');
}

/**
 * Bodies are not kept.
 * @param {JournalRequest} request
 */
export function hasBody(request) {
  return (request.client_request?.headers ?? []).some(([name, value]) =>
    (name.toLowerCase() === 'content-length' && value !== '0') || name.toLowerCase() === 'transfer-encoding');
}

/**
 * A call of the control port as a command line. The token stands in it as the variable that it is started with.
 * @param {string} path
 * @param {unknown} [body]
 * @param {string} [method]
 */
export function controlCall(path, body, method) {
  const words = ['curl', '-fsS'];
  if (method !== undefined) words.push('-X', method);
  if (hasToken()) words.push('-H', '"Authorization: Bearer $Alb__ControlToken"');
  words.push(quoted(location.origin + path));
  if (body !== undefined) words.push('-d', quoted(JSON.stringify(body)));
  return words.join(' ');
}

/**
 * The call that waits until such a request has come, for a test.
 * @param {JournalRequest} request
 */
export function asTest(request) {
  const { method, path } = lineOf(request);
  /** @type {Record<string, string | number>} */
  const wanted = {};
  if (/^[A-Z]+$/.test(method)) wanted.method = method;
  if (path.startsWith('/')) wanted.path = (path.split('?')[0] ?? '/').replace(/[*?\\]/g, '\\$&');
  if (request.target_group !== null) wanted['target-group'] = request.target_group;
  if (request.elb_status_code !== null && request.elb_status_code >= 100) wanted.status = String(request.elb_status_code);
  return controlCall('/requests/wait', { ...wanted, count: 1, timeoutSeconds: 10 });
}

// What is read out of a request of the journal.

/** @typedef {import('../types.js').JournalRequest} JournalRequest */

/**
 * What the log escapes, as it came: a backslash of its own is \x5C.
 * @param {string} text
 */
const unescaped = (text) => text.replace(/\\x([0-9A-Fa-f]{2})/g, (_, hex) => String.fromCharCode(parseInt(hex, 16)));

/**
 * Its trace id as targets got it; empty for none.
 * @param {JournalRequest} request
 */
export const traceOf = (request) => unescaped(request.trace_id ?? '');

/**
 * The parts of its first line; of one that could not be read `-`.
 * @param {JournalRequest} request
 */
export function lineOf(request) {
  const [method, escaped = '-', protocol = '-'] = (request.request ?? '- - -').split(' ');
  const url = unescaped(escaped);
  const found = /^(\w+):\/\/([^/?]*)(.*)$/.exec(url);
  return {
    method: method || '-',
    url,
    protocol,
    scheme: found?.[1] ?? '',
    host: found?.[2] ?? '',
    path: found?.[3] || (found ? '/' : url),
  };
}

/**
 * Milliseconds from its first byte to the first of its answer; null where there was none.
 * @param {JournalRequest} request
 */
export function totalOf(request) {
  const known = partsOf(request).map((part) => part.milliseconds).filter((time) => time !== null);
  return known.length === 0 ? null : known.reduce((sum, time) => sum + time, 0);
}

/**
 * The three times of the log, of which each is -1 where it did not come to that.
 * @param {JournalRequest} request
 */
export function partsOf(request) {
  return [
    { name: 'request', words: 'from the first byte of the request until it was handed to the target', milliseconds: known(request.request_processing_time) },
    { name: 'target', words: 'until the target had sent the head of its answer', milliseconds: known(request.target_processing_time) },
    { name: 'response', words: 'until the first byte went to the client', milliseconds: known(request.response_processing_time) },
  ];
}

/** @param {number | null} seconds */
const known = (seconds) => (seconds === null || seconds < 0 ? null : seconds * 1000);

/**
 * Whether an address names it. Numbers begin anew with each run of the emulator, trace ids do not.
 * @param {JournalRequest} request
 * @param {number} number
 * @param {string} trace empty for none
 */
export const isCalled = (request, number, trace) => request.number === number && traceOf(request) === trace;

/**
 * Whether the load balancer itself had to answer, or the target failed it.
 * @param {JournalRequest} request
 */
export const hasFailed = (request) => request.cause !== null || (request.target_status_code ?? 0) >= 500;

/**
 * @param {JournalRequest} request
 */
export const loadBalancerOf = (request) => request.elb.split('/')[1] ?? request.elb;

/**
 * Whether a text stands anywhere in it, in capital letters or not.
 * @param {JournalRequest} request
 * @param {string} text in small letters
 */
export function holds(request, text) {
  if (text === '') return true;
  for (const [name, value] of Object.entries(request)) {
    if (value === null || typeof value === 'boolean') continue;
    const words = typeof value === 'object' ? JSON.stringify(value) : String(value);
    if (name !== 'number' && words.toLowerCase().includes(text)) return true;
  }
  return false;
}

// The fields of an X-Amzn-Trace-Id, and what they say.

/** @typedef {{ name: string, value: string, words: string }} Field */

/**
 * @param {string | null} header
 * @returns {Field[]}
 */
export function fieldsOf(header) {
  return (header ?? '').split(';').filter((field) => field !== '').map((field) => {
    const at = field.indexOf('=');
    const [name, value] = at < 0 ? ['', field] : [field.slice(0, at), field.slice(at + 1)];
    return { name, value, words: wordsOf(name, value) };
  });
}

/**
 * The value of a field; null where there is none.
 * @param {string | null} header
 * @param {string} name
 */
export function fieldOf(header, name) {
  return fieldsOf(header).find((field) => field.name.toLowerCase() === name.toLowerCase())?.value ?? null;
}

/**
 * @param {string} name
 * @param {string} value
 */
function wordsOf(name, value) {
  const time = timeOf(value);
  const made = time === null ? '' : `, made at ${time}`;
  switch (name.toLowerCase()) {
    case 'root':
      return `of the whole way of a request through all services${made}`;
    case 'self':
      return `given by this load balancer, since the client already sent a Root${made}`;
    case 'parent':
      return 'the part of the trace that asked (AWS X-Ray)';
    case 'sampled':
      return value === '1' ? 'the trace is to be recorded (AWS X-Ray)' : 'the trace is not to be recorded (AWS X-Ray)';
    default:
      return 'a field of the client’s own, passed on as it is';
  }
}

/**
 * When an id such as 1-67891233-abcdef012345678912345678 was made.
 * @param {string} id
 */
function timeOf(id) {
  const hex = /^1-([0-9a-f]{8})-[0-9a-f]{24}$/i.exec(id)?.[1];
  return hex === undefined ? null : new Date(parseInt(hex, 16) * 1000).toISOString().replace('.000', '');
}

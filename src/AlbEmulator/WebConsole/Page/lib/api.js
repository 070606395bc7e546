// Calls of the control port. All of them are made here, so that all of them show the token.
import { forTab } from './kept.js';
import { createStore } from './store.js';

const TOKEN = 'alb-control-token';

/** What the control port refused, in its own words. */
export class Refusal extends Error {
  /**
   * @param {string} message
   * @param {number} status
   * @param {any} [told] what else stands in the answer
   */
  constructor(message, status, told = null) {
    super(message);
    this.status = status;
    this.told = told;
  }
}

/** Nobody answered. */
export class Gone extends Error {}

/** Whether a token is asked for that is not known yet, and what was said of the last one. */
export const token = createStore({ isAsked: false, problem: '' });

/** What a token is made of. */
const FORM = /^[A-Za-z0-9._~+/=-]{16,128}$/;

/** @param {string} value refused at once where it can be none */
export function setToken(value) {
  if (!FORM.test(value)) {
    token.set({ isAsked: true, problem: 'That is no token: one has 16 to 128 letters of A to Z, digits, and - . _ ~ + / =' });
    return;
  }
  forTab.set(TOKEN, value);
  token.set({ isAsked: false, problem: '' });
}

export function hasToken() {
  return forTab.get(TOKEN) !== null;
}

/**
 * A call; the answer's body is still to be read.
 * @param {string} method
 * @param {string} path
 * @param {unknown} [body] sent as JSON
 * @param {AbortSignal} [signal]
 * @returns {Promise<Response>}
 */
export async function open(method, path, body, signal) {
  /** @type {Record<string, string>} */
  const headers = { accept: 'application/json' };
  const known = forTab.get(TOKEN);
  if (known !== null) headers.authorization = `Bearer ${known}`;
  if (body !== undefined) headers['content-type'] = 'application/json';
  const answer = await read(() => fetch(path, {
    method,
    headers,
    body: body === undefined ? undefined : JSON.stringify(body),
    signal,
    cache: 'no-store',
    credentials: 'omit',
    redirect: 'error',
  }), signal);
  if (!answer.ok) {
    const text = await read(() => answer.text(), signal);
    const told = toldIn(text);
    const refusal = new Refusal(
      typeof told?.error === 'string' ? told.error : `${method} ${path} was answered with ${answer.status}`, answer.status, told,
    );
    if (answer.status === 401) token.set({ isAsked: true, problem: known === null ? '' : refusal.message });
    throw refusal;
  }
  return answer;
}

/**
 * What comes over the network; where nothing comes any more, the emulator is gone.
 * @template T
 * @param {() => Promise<T>} coming
 * @param {AbortSignal} [signal]
 * @returns {Promise<T>}
 */
export async function read(coming, signal) {
  try {
    return await coming();
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new Gone(`Nobody answers at ${location.origin}`);
  }
}

/**
 * A call, and what it answers.
 * @param {string} method
 * @param {string} path
 * @param {unknown} [body]
 * @param {AbortSignal} [signal]
 * @returns {Promise<any>}
 */
export async function call(method, path, body, signal) {
  const answer = await open(method, path, body, signal);
  const text = await read(() => answer.text(), signal);
  return text === '' ? null : JSON.parse(text);
}

/**
 * What a refusal says; null where it is no JSON.
 * @param {string} text
 */
function toldIn(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/**
 * A query of those that are not empty.
 * @param {Record<string, string | number | undefined>} values
 */
export function query(values) {
  const given = Object.entries(values).filter(([, value]) => value !== undefined && value !== '');
  return given.length === 0 ? '' : `?${given.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`).join('&')}`;
}

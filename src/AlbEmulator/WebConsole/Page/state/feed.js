// Where the rows come from. Requests are followed one by one as they end; when more come than people can look at, the stream is
// let go and the newest of them are asked for from time to time, until it is calm again. So a flood costs the emulator little,
// and what is shown is never old.
import { call, Gone, open, query } from '../lib/api.js';
import { readEvents } from '../lib/events.js';

/** @typedef {import('../types.js').JournalRequest} JournalRequest */
/**
 * @typedef {object} Taker
 * @property {(requests: JournalRequest[]) => void} begin takes what there is, newest first
 * @property {(requests: JournalRequest[], lost?: number) => number} take takes what came, newest first, and how many were lost before; gives how many were new
 */

/** In a second, at most, one by one. */
const MOST = 150;
/** Asked for at a time while more come, and how often. */
const SAMPLE = 50;
const EACH = 500;
/** So often few must have come before it is calm. */
const CALM = 4;

/**
 * Goes on until it is aborted, or the emulator is gone.
 * @param {Record<string, string>} filters
 * @param {number} most rows
 * @param {Taker} taker
 * @param {AbortSignal} signal
 */
export async function feed(filters, most, taker, signal) {
  for (let isFirst = true; ; isFirst = false) {
    const stream = await open('GET', `/requests/stream${query(filters)}`, undefined, signal);
    const { requests } = await call('GET', `/requests${query({ limit: most, ...filters })}`, undefined, signal);
    if (isFirst) taker.begin(requests);
    else taker.take(requests);
    if (await follow(/** @type {ReadableStream<Uint8Array>} */ (stream.body), taker)) throw new Gone('The stream has ended');
    await sample(filters, taker, signal);
  }
}

/**
 * @param {ReadableStream<Uint8Array>} body
 * @param {Taker} taker
 * @returns {Promise<boolean>} whether the stream has ended; false where too many came
 */
async function follow(body, { take }) {
  let begun = performance.now();
  let count = 0;
  return readEvents(body, (events) => {
    /** @type {JournalRequest[]} */
    const requests = [];
    let lost = 0;
    for (const { name, data } of events) {
      const told = JSON.parse(data);
      if (name === 'lost') lost += told.requests;
      else if (name === 'request') requests.unshift(told);
    }
    take(requests, lost);
    if (performance.now() - begun > 1000) {
      begun = performance.now();
      count = 0;
    }
    count += requests.length;
    return count <= MOST && lost === 0;
  });
}

/**
 * @param {Record<string, string>} filters
 * @param {Taker} taker
 * @param {AbortSignal} signal
 */
async function sample(filters, { take }, signal) {
  for (let calm = 0; calm < CALM;) {
    await new Promise((go) => setTimeout(go, EACH));
    signal.throwIfAborted();
    const { requests } = await call('GET', `/requests${query({ limit: SAMPLE, ...filters })}`, undefined, signal);
    calm = take(requests) < SAMPLE / 2 ? calm + 1 : 0;
  }
}

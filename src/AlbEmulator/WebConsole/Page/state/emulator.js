// What is in effect, asked for again and again; and whether the emulator is there at all.
import { call, Gone, Refusal, token } from '../lib/api.js';
import { currentRoute } from '../lib/router.js';
import { createStore } from '../lib/store.js';
import { visible } from './visible.js';

/** @typedef {import('../types.js').LoadBalancers} LoadBalancers */
/**
 * @typedef {object} Emulator
 * @property {'starting' | 'up' | 'gone' | 'token'} status
 * @property {LoadBalancers | null} topology
 * @property {string} missing why there is no topology; empty where there is one
 * @property {number} times how often it was found again
 */

/** @type {import('../lib/store.js').Store<Emulator>} */
export const emulator = createStore(/** @type {Emulator} */ ({ status: 'starting', topology: null, missing: '', times: 0 }));

const LEAST = 2000;
const ELSEWHERE = 5000;
const MOST = 10000;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let next;
let isAsking = false;

/** Asks now, and then from time to time. */
export async function ask() {
  clearTimeout(next);
  if (isAsking || !visible.get()) return;
  isAsking = true;
  const begun = performance.now();
  try {
    found({ topology: /** @type {LoadBalancers} */ (await call('GET', '/load-balancers')), missing: '' });
  } catch (error) {
    failed(error);
  } finally {
    isAsking = false;
  }
  // A topology that takes long to tell is asked for less often; one answer that was late is no reason to look away for minutes.
  const pause = currentRoute().view === 'topology' || currentRoute().view === 'actions' ? LEAST : ELSEWHERE;
  const isUp = emulator.get().status === 'up';
  next = setTimeout(ask, isUp ? Math.max(pause, Math.min(MOST, 20 * (performance.now() - begun))) : LEAST);
}

/** @param {Partial<Emulator>} part */
function found(part) {
  const { status, times } = emulator.get();
  emulator.change({ ...part, status: 'up', times: status === 'up' ? times : times + 1 });
}

/** @param {unknown} error */
function failed(error) {
  if (error instanceof Refusal && error.status === 401) emulator.change({ status: 'token' });
  // It is there, and has no time: what it told last stays.
  else if (error instanceof Refusal && error.status >= 500 && emulator.get().topology !== null) found({});
  else if (error instanceof Refusal) found({ topology: null, missing: error.message });
  else if (error instanceof Gone) emulator.change({ status: 'gone' });
  else throw error;
}

visible.follow(ask);
token.follow(() => {
  if (!token.get().isAsked) ask();
});

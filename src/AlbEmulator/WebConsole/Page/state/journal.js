// The requests of the journal, newest first: those that there are, and then each that comes. No more are held, read or shown
// than people can look at, however many come; how many were left out is counted.
import { call, Gone, open, query, Refusal } from '../lib/api.js';
import { readEvents } from '../lib/events.js';
import { createStore } from '../lib/store.js';
import { ask, emulator } from './emulator.js';
import { visible } from './visible.js';

/** @typedef {import('../types.js').JournalRequest} JournalRequest */
/**
 * @typedef {object} Journal
 * @property {JournalRequest[]} rows newest first
 * @property {number} leftOut how many came that nobody was shown
 * @property {boolean} isPaused
 * @property {number} waiting how many have come since it was paused
 * @property {string} problem why there are none
 * @property {'loading' | 'live' | 'stopped'} status
 */

export const MOST_ROWS = 300;
/** Read in a second: whoever sends waits meanwhile, so that a flood costs the emulator no more than this. */
const MOST_READ = 300;
/** Milliseconds from one drawing to the next: faster nobody reads. */
const BETWEEN = 120;

/** @type {Journal} */
const NOTHING = { rows: [], leftOut: 0, isPaused: false, waiting: 0, problem: '', status: 'stopped' };
export const journal = createStore(NOTHING);

/** @type {Record<string, string>} */
let filters = {};
let most = MOST_ROWS;
/** @type {AbortController | null} */
let reading = null;
/** @type {JournalRequest[]} not shown yet, oldest first */
let pending = [];
let lost = 0;
let drawn = 0;
let isDue = false;
let isHeld = false;
let isFollowing = false;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let next;

/**
 * Follows the requests that the filters name, until what is returned is called.
 * @param {Record<string, string>} wanted
 */
export function follow(wanted) {
  isFollowing = true;
  const { limit = '', ...others } = wanted;
  filters = others;
  most = Math.min(Number(limit) || MOST_ROWS, MOST_ROWS);
  journal.set({ ...NOTHING, isPaused: journal.get().isPaused, status: 'loading' });
  begin();
  return () => {
    isFollowing = false;
    stop();
  };
}

function stop() {
  reading?.abort();
  reading = null;
  if (journal.get().status !== 'stopped') journal.change({ status: 'stopped' });
}

/** Rows stand still from now on, or go on with what has come meanwhile. */
export function pause() {
  journal.change({ isPaused: !journal.get().isPaused });
  if (!journal.get().isPaused) show();
}

/** @param {boolean} held while a pointer is down: what is pressed must not move away under it */
export function hold(held) {
  isHeld = held;
  if (!held) draw();
}

function begin() {
  clearTimeout(next);
  reading?.abort();
  reading = null;
  if (!visible.get() || emulator.get().status === 'gone') return;
  const mine = new AbortController();
  reading = mine;
  read(mine.signal).catch((error) => {
    if (mine.signal.aborted) return;
    if (error instanceof Refusal) journal.change({ problem: error.message, rows: [], status: 'stopped' });
    else if (error instanceof Gone) again();
    else throw error;
  });
}

/** The stream has ended, and the emulator may be gone; if it is not, it is followed anew. */
function again() {
  ask();
  clearTimeout(next);
  next = setTimeout(() => {
    if (isFollowing) begin();
  }, 1000);
}

/** @param {AbortSignal} signal */
async function read(signal) {
  const stream = await open('GET', `/requests/stream${query(filters)}`, undefined, signal);
  const { requests } = await call('GET', `/requests${query({ ...filters, limit: most })}`, undefined, signal);
  pending = [];
  lost = 0;
  journal.change({ rows: requests, leftOut: 0, waiting: 0, problem: '', status: 'live' });
  let free = performance.now();
  await readEvents(/** @type {ReadableStream<Uint8Array>} */ (stream.body), async (events) => {
    const newest = Math.max(journal.get().rows[0]?.number ?? 0, pending.at(-1)?.number ?? 0);
    for (const { name, data } of events) {
      const told = JSON.parse(data);
      if (name === 'lost') lost += told.requests;
      else if (name === 'request' && told.number > newest) pending.push(told);
    }
    if (pending.length > most) lost += pending.splice(0, pending.length - most).length;
    draw();
    free = Math.max(free, performance.now() - 250) + (events.length * 1000) / MOST_READ;
    const pause = free - performance.now();
    if (pause > 0) await new Promise((go) => setTimeout(go, pause));
  });
  throw new Gone('The stream has ended');
}

function draw() {
  if (isDue || isHeld) return;
  isDue = true;
  setTimeout(() => requestAnimationFrame(() => {
    isDue = false;
    drawn = performance.now();
    if (!isHeld) show();
  }), Math.max(0, drawn + BETWEEN - performance.now()));
}

function show() {
  const { isPaused, rows, leftOut } = journal.get();
  if (isPaused) {
    journal.change({ waiting: pending.length + lost });
  } else if (pending.length > 0 || lost > 0) {
    journal.change({ rows: [...pending.reverse(), ...rows].slice(0, most), leftOut: leftOut + lost, waiting: 0 });
    pending = [];
    lost = 0;
  }
}


visible.follow(() => {
  if (visible.get() && isFollowing) begin();
  else if (!visible.get()) stop();
});
let times = emulator.get().times;
emulator.follow(() => {
  const now = emulator.get().times;
  if (now !== times && isFollowing) begin();
  times = now;
});

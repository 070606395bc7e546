// The requests that are shown, newest first. No more are held than people can look at; how many were left out is counted.
import { Gone, Refusal } from '../lib/api.js';
import { createStore } from '../lib/store.js';
import { ask, emulator } from './emulator.js';
import { feed } from './feed.js';
import { visible } from './visible.js';

/** @typedef {import('../types.js').JournalRequest} JournalRequest */
/**
 * @typedef {object} Journal
 * @property {JournalRequest[]} rows newest first
 * @property {number} leftOut how many came that nobody was shown; of those that were filtered some
 * @property {boolean} isPaused
 * @property {number} waiting how many have come since it was paused
 * @property {string} problem why there are none
 * @property {'loading' | 'live' | 'stopped'} status
 */

const MOST_ROWS = 300;
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
/** @type {JournalRequest[]} not shown yet, newest first */
let pending = [];
let lost = 0;
/** Number of the newest request that was told of; 0 for none of this run. */
let seen = 0;
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
  const isCount = limit === '' || /^[1-9]\d*$/.test(limit);
  // What is no number of rows the control port refuses in its own words.
  filters = isCount ? others : wanted;
  most = isCount && limit !== '' ? Math.min(Number(limit), MOST_ROWS) : MOST_ROWS;
  seen = 0;
  pending = [];
  lost = 0;
  journal.set({ ...NOTHING, isPaused: journal.get().isPaused, status: 'loading' });
  begin();
  return () => {
    isFollowing = false;
    stop();
  };
}

function stop() {
  clearTimeout(next);
  reading?.abort();
  reading = null;
  if (journal.get().status !== 'stopped') journal.change({ status: 'stopped' });
}

/** Rows stand still from now on, or go on with what has come meanwhile. */
export function pause() {
  journal.change({ isPaused: !journal.get().isPaused });
  show();
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
  feed(filters, most, { begin: begun, take }, mine.signal).catch((error) => {
    if (mine.signal.aborted) return;
    if (error instanceof Refusal) journal.change({ problem: error.message, rows: [], status: 'stopped' });
    // As many follow as it takes: there may be room again.
    if (error instanceof Gone || (error instanceof Refusal && error.status >= 500)) again();
    else if (!(error instanceof Refusal)) throw error;
  });
}

/** The emulator may be gone; if it is not, it is followed anew. */
function again() {
  ask();
  next = setTimeout(() => {
    if (isFollowing) begin();
  }, 1000);
}

/**
 * Takes what there is: in the place of what was shown, or behind it while nothing may move.
 * @param {JournalRequest[]} requests newest first
 */
function begun(requests) {
  const { rows, isPaused } = journal.get();
  const newest = requests[0]?.number ?? 0;
  journal.change({ problem: '', status: 'live' });
  if (isPaused && rows.length > 0) {
    // Numbers begin anew with each run of the emulator.
    if (newest < seen) seen = 0;
    take(requests);
    return;
  }
  pending = [];
  lost = 0;
  seen = newest;
  journal.change({ rows: requests, leftOut: 0, waiting: 0 });
}

/**
 * @param {JournalRequest[]} requests newest first
 * @param {number} [missed] requests of which the stream says that they are lost
 * @returns {number} how many are new
 */
function take(requests, missed = 0) {
  const newest = seen;
  const come = requests.filter(({ number }) => number > newest);
  seen = come[0]?.number ?? seen;
  // Without filters the numbers tell of every one that is not among them.
  const oldest = come.at(-1)?.number ?? 0;
  lost += Object.keys(filters).length > 0 ? missed : Math.max(0, oldest > 0 && newest > 0 ? oldest - newest - 1 : 0);
  pending = [...come, ...pending];
  lost += pending.splice(most).length;
  if (come.length > 0 || lost > 0) draw();
  return come.length;
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
    journal.change({ rows: [...pending, ...rows].slice(0, most), leftOut: leftOut + lost, waiting: 0 });
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

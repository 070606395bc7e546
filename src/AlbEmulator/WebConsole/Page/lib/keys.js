// Keys that work anywhere in the page, but where somebody writes.

import { forBrowser } from './kept.js';
import { createStore } from './store.js';

/** @typedef {() => void | boolean} Act gives false where it has nothing to do with the key */

/** @type {Map<string, Act>[]} the last one is asked first */
const layers = [];

const OFF = 'alb-console-keys';

/** Whether keys of one character do anything: to who dictates, or misses keys, they happen. */
export const singleKeys = createStore(forBrowser.get(OFF) !== 'off');

/** @param {boolean} areOn kept for this browser */
export function setSingleKeys(areOn) {
  forBrowser.set(OFF, areOn ? 'on' : 'off');
  singleKeys.set(areOn);
}

/** What there is, for the list of keys. */
export const KEYS = /** @type {const} */ ([
  ['/', 'Search requests'],
  ['j  k', 'Next and previous request'],
  ['Enter', 'Open it'],
  ['Escape', 'Close it, or leave the search'],
  ['p', 'Pause, and go on'],
  ['1 – 5', 'Topology, Requests, Charts, Explain, Actions'],
  ['?', 'These keys'],
]);

/**
 * Keys of a view, until it calls what is returned.
 * @param {Record<string, Act>} keys
 */
export function onKeys(keys) {
  const layer = new Map(Object.entries(keys));
  layers.push(layer);
  return () => void layers.splice(layers.indexOf(layer), 1);
}

addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  const at = /** @type {HTMLElement | null} */ (event.target instanceof HTMLElement ? event.target : null);
  if (at?.closest('dialog')) return;
  const writes = at?.matches('input, select, textarea') ?? false;
  if (writes && event.key !== 'Escape') return;
  if (writes) {
    at?.blur();
    return;
  }
  if (event.key.length === 1 && !singleKeys.get()) return;
  const act = layers.findLast((layer) => layer.has(event.key))?.get(event.key);
  if (act && act() !== false) event.preventDefault();
});

// Which view is open, by the part of the URL behind #: it can be kept as a bookmark, and Back goes back.
import { createStore, useStore } from './store.js';

/** @typedef {{ view: string, path: string[], params: Record<string, string> }} Route */

/** @returns {Route} */
function read() {
  const [path, search] = location.hash.replace(/^#\/?/, '').split('?', 2);
  const [view, ...rest] = (path ?? '').split('/').map(decoded);
  return { view: view || 'topology', path: rest, params: Object.fromEntries(new URLSearchParams(search ?? '')) };
}

/** @param {string} text */
function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

const route = createStore(read());
addEventListener('hashchange', () => route.set(read()));

export function useRoute() {
  return useStore(route);
}

export function currentRoute() {
  return route.get();
}

/**
 * The address of a view.
 * @param {string[]} path
 * @param {Record<string, string>} [params] those that are empty are left out
 */
export function href(path, params = {}) {
  const given = Object.entries(params).filter(([, value]) => value !== '');
  const search = new URLSearchParams(given).toString();
  return `#/${path.map(encodeURIComponent).join('/')}${search === '' ? '' : `?${search}`}`;
}

/**
 * Opens a view.
 * @param {string} address of href
 * @param {boolean} [replaces] whether Back does not lead back here
 */
export function go(address, replaces = false) {
  if (replaces) history.replaceState(null, '', address);
  else history.pushState(null, '', address);
  route.set(read());
}

// A value that views follow.
import { useEffect, useState } from '../vendor.js';

/**
 * @template T
 * @typedef {{ get: () => T, set: (value: T) => void, change: (part: Partial<T>) => void, follow: (listener: () => void) => () => void }} Store
 */

/**
 * @template T
 * @param {T} value what it is first
 * @returns {Store<T>}
 */
export function createStore(value) {
  /** @type {Set<() => void>} */
  const listeners = new Set();
  const store = {
    get: () => value,
    /** @param {T} next */
    set(next) {
      if (next !== value) {
        value = next;
        for (const listener of listeners) listener();
      }
    },
    /** @param {Partial<T>} part */
    change(part) {
      store.set({ ...value, ...part });
    },
    /** @param {() => void} listener */
    follow(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
  return store;
}

/**
 * The value, for a view that is drawn anew when it changes.
 * @template T
 * @param {Store<T>} store
 * @returns {T}
 */
export function useStore(store) {
  const [value, draw] = useState(store.get);
  useEffect(() => {
    const redraw = () => draw(() => store.get());
    // It may have changed since it was drawn.
    redraw();
    return store.follow(redraw);
  }, [store]);
  return value;
}

// Short words of what has just been done; a screen reader says them.
import { createStore } from '../lib/store.js';

export const words = createStore({ text: '', number: 0 });
/** @type {ReturnType<typeof setTimeout> | undefined} */
let end;

/** @param {string} text */
export function say(text) {
  words.set({ text, number: words.get().number + 1 });
  clearTimeout(end);
  end = setTimeout(() => words.set({ text: '', number: words.get().number }), 4000);
}

// The counts of the last hour, asked for while somebody looks at them.
import { useEffect } from '../vendor.js';
import { call, Gone, Refusal } from '../lib/api.js';
import { createStore, useStore } from '../lib/store.js';
import { ask as askEmulator } from './emulator.js';
import { visible } from './visible.js';

/** @typedef {import('../types.js').History} History */

const EACH = 10000;
const store = createStore({ history: /** @type {History | null} */ (null), missing: '' });
/** @type {ReturnType<typeof setTimeout> | undefined} */
let next;
let lookers = 0;

async function ask() {
  clearTimeout(next);
  if (lookers === 0 || !visible.get()) return;
  try {
    store.set({ history: await call('GET', '/history'), missing: '' });
  } catch (error) {
    if (error instanceof Refusal) store.set({ history: null, missing: error.message });
    else if (error instanceof Gone) askEmulator();
  }
  next = setTimeout(ask, EACH);
}

visible.follow(ask);

export function useHistory() {
  useEffect(() => {
    lookers++;
    ask();
    return () => void lookers--;
  }, []);
  return useStore(store);
}

// Whether anybody can see the page. Nothing is asked of the emulator while nobody can.
import { createStore } from '../lib/store.js';

export const visible = createStore(!document.hidden);
document.addEventListener('visibilitychange', () => visible.set(!document.hidden));

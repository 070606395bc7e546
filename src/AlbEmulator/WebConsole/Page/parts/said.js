import { html } from '../vendor.js';
import { useStore } from '../lib/store.js';
import { words } from '../state/words.js';

/** What has just been done, in short words. */
export function Said() {
  const { text, number } = useStore(words);
  return html`<div class="said" role="status">${text !== '' && html`<p key=${number}>${text}</p>`}</div>`;
}

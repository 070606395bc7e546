import { html } from '../vendor.js';
import { useStore } from '../lib/store.js';
import { emulator } from '../state/emulator.js';

/** Says that nobody answers. It lies over the page, so that nothing moves. */
export function GoneNote() {
  const { status } = useStore(emulator);
  return html`<div class="gone" role="alert">${status === 'gone'
    && html`<p><b>The emulator does not answer</b> at ${location.origin}. What you see is what it told last. This page tries again, and goes on by itself.</p>`}</div>`;
}

import { html } from '../vendor.js';

/**
 * What is said where the emulator has nothing to tell.
 * @param {{ title: string, children?: unknown }} properties
 */
export function Missing({ title, children }) {
  return html`<section class="missing"><h2>${title}</h2>${children}</section>`;
}

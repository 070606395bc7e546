import { html } from '../vendor.js';

/**
 * Where a thing comes from: a place in a file, or the API.
 * @param {{ from: string | null }} properties
 */
export function From({ from }) {
  return html`<span class="from" title="Where it comes from">${from ?? ''}</span>`;
}

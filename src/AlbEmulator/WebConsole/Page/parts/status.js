import { html } from '../vendor.js';
import { statusClass } from '../lib/format.js';

/**
 * A status of HTTP in the colour of its class.
 * @param {{ status: number | null }} properties
 */
export function Status({ status }) {
  return html`<b class="status s${statusClass(status)}">${status === null || status === 0 ? '–' : String(status).padStart(3, '0')}</b>`;
}

import { go, href } from '../lib/router.js';

/**
 * Closes an open request; the keyboard goes back to its row, if it is there.
 * @param {number} number
 * @param {Record<string, string>} params
 */
export function closeRequest(number, params) {
  go(href(['requests'], params));
  requestAnimationFrame(() => /** @type {HTMLElement | null} */ (document.querySelector(`a.row[data-number="${number}"]`))?.focus());
}

// Where the time went, by the three times of the log.
import { html } from '../vendor.js';
import { duration } from '../lib/format.js';
import { partsOf, totalOf } from '../lib/request.js';

/** @param {{ request: import('../types.js').JournalRequest }} properties */
export function Times({ request }) {
  const parts = partsOf(request);
  const total = totalOf(request);
  if (total === null) return html`<section class="times"><h3>Times</h3><p class="note small">The log has none: it did not come to that.</p></section>`;
  return html`<section class="times">
    <h3>Times <span class="kind">${duration(total)} to the first byte of the answer</span></h3>
    <div class="bar" aria-hidden="true">${parts.map(({ name, milliseconds }) => milliseconds !== null && total > 0 && html`<i key=${name} class="of-${name}" style=${{ flexGrow: Math.max(milliseconds, total / 100) }}></i>`)}</div>
    <dl>${parts.map(({ name, words, milliseconds }) => html`<div key=${name} title=${words}><dt class="of-${name}">${name} processing</dt><dd>${duration(milliseconds)}</dd></div>`)}</dl>
  </section>`;
}

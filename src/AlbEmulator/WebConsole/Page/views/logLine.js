import { html } from '../vendor.js';
import { logFields, logLine } from '../lib/logline.js';
import { Copy } from '../parts/copy.js';

/**
 * The line of the access log, with the names of its fields.
 * @param {{ request: import('../types.js').JournalRequest }} properties
 */
export function LogLine({ request }) {
  const line = logLine(request);
  return html`<section class="log">
    <h3>Access log <${Copy} text=${line} words="Copy the line" what="the line of the access log" title="The whole line" /></h3>
    <details><summary>Fields by name</summary><dl>${logFields(request).map(({ name, text }) => html`<div key=${name}><dt>${name}</dt><dd>${text}</dd></div>`)}</dl></details>
    <pre tabindex="0" aria-label="Line of the access log">${line}</pre>
  </section>`;
}

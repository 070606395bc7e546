// Headers before the load balancer and behind it, side by side, there and back.
import { html, useState } from '../vendor.js';
import { compare } from '../lib/headers.js';
import { Secret } from '../parts/secret.js';

/** @typedef {import('../types.js').JournalRequest} JournalRequest */
/** @typedef {import('../types.js').Message} Message */
/** @typedef {import('../lib/headers.js').Line} Line */

const MARKS = { same: '', added: '+', removed: '−', changed: '~' };
const WORDS = { same: '', added: 'added by the load balancer', removed: 'removed by the load balancer', changed: 'changed by the load balancer' };

/** @param {{ request: JournalRequest }} properties */
export function Headers({ request }) {
  const [areAll, showAll] = useState(true);
  if (request.headers_left_out) {
    return html`<section class="headers"><h3>Headers</h3><p class="note small">They were left out: those of all requests together take 64 MB at most.</p></section>`;
  }
  const { client_request: asked, target_request: sent, target_response: answered, client_response: returned } = request;
  return html`<section class="headers">
    <h3>Headers <label class="choice"><input type="checkbox" checked=${!areAll} onChange=${() => showAll(!areAll)} /> only what the load balancer did</label></h3>
    <${Table} title="Request" left="Client sent" right="Target got" before=${asked} after=${sent} none="Nothing was sent to a target." areAll=${areAll} />
    <${Table} title="Response" left=${`Target answered${answered?.status ? ` ${answered.status}` : ''}`} right=${`Client got${returned?.status ? ` ${returned.status}` : ''}`}
      before=${answered} after=${returned} none=${answered ? 'The client was gone.' : request.error_detail ? 'The target’s answer could not be used: this is the load balancer’s own.' : 'No target answered: this is the load balancer’s own answer.'} areAll=${areAll} />
  </section>`;
}

/** @param {{ title: string, left: string, right: string, before?: Message | null, after?: Message | null, none: string, areAll: boolean }} properties */
function Table({ title, left, right, before, after, none, areAll }) {
  if (!before && !after) return html`<p class="note small">${title}: ${none}</p>`;
  // With one side alone nothing was changed: it is shown as it is.
  const isWhole = Boolean(before && after);
  const lines = isWhole
    ? compare(before?.headers ?? [], after?.headers ?? [])
    : (before ?? after)?.headers.map(([name, value]) => /** @type {Line} */ ({ kind: 'same', name, before: before ? value : null, after: after ? value : null })) ?? [];
  const numbered = lines.map((line, at) => ({ ...line, at }));
  const shown = areAll || !isWhole ? numbered : numbered.filter((line) => line.kind !== 'same');
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Headers of the ${title.toLowerCase()}"><table>
    <caption>${title}${!isWhole && html` <span class="kind">${none}</span>`}</caption>
    <thead><tr><th scope="col"><span class="hidden">Done</span></th><th scope="col">Header</th><th scope="col">${left}</th><th scope="col">${right}</th></tr></thead>
    <tbody>
      ${shown.length === 0 && html`<tr><td></td><td colspan="3">Everything went on as it came.</td></tr>`}
      ${shown.map((line) => html`<tr key=${line.at} class=${line.kind}>
        <td title=${WORDS[line.kind]}><span aria-hidden="true">${MARKS[line.kind]}</span><span class="hidden">${WORDS[line.kind]}</span></td>
        <th scope="row">${line.name}</th>${['before', 'after'].map((side) => html`<td key=${side} class=${side}><${Secret} name=${line.name} value=${line[/** @type {'before' | 'after'} */ (side)]} /></td>`)}
      </tr>`)}
    </tbody>
  </table></div>`;
}

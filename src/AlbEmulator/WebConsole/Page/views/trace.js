// The trace id of a request, and the other requests of the same Root: its hops through this load balancer.
import { html, useEffect, useState } from '../vendor.js';
import { addressOf } from '../lib/addresses.js';
import { call } from '../lib/api.js';
import { clockTime, duration } from '../lib/format.js';
import { lineOf, totalOf } from '../lib/request.js';
import { fieldOf, fieldsOf } from '../lib/trace.js';
import { Copy } from '../parts/copy.js';
import { Status } from '../parts/status.js';

/** @typedef {import('../types.js').JournalRequest} JournalRequest */

const MOST = 50;

/** @param {{ request: JournalRequest }} properties */
export function Trace({ request }) {
  const header = request.trace_id;
  const root = fieldOf(header, 'Root');
  const [hops, setHops] = useState(/** @type {JournalRequest[]} */ ([]));
  useEffect(() => {
    if (root === null) return;
    const ended = new AbortController();
    call('GET', `/requests/${encodeURIComponent(root)}`, undefined, ended.signal).then(
      ({ requests }) => setHops(requests.slice(0, MOST).sort((/** @type {JournalRequest} */ a, /** @type {JournalRequest} */ b) =>
        a.request_creation_time < b.request_creation_time ? -1 : 1)),
      () => setHops([]),
    );
    return () => ended.abort();
  }, [root]);
  if (header === null) return html`<section class="trace"><h3>Trace</h3><p class="note small">It has no trace id: it was answered before one is given.</p></section>`;
  return html`<section class="trace">
    <h3>Trace <${Copy} text=${header} words="Copy" what="the trace id" /></h3>
    <dl class="trace-fields">${fieldsOf(header).map(({ name, value, words }) => html`<div key=${name + value}><dt>${name}</dt><dd><code>${value}</code> <small>${words}</small></dd></div>`)}</dl>
    ${hops.length > 1 && html`<h4>Hops of this Root</h4><${Hops} hops=${hops} request=${request} />`}
  </section>`;
}

/** @param {{ hops: JournalRequest[], request: JournalRequest }} properties */
function Hops({ hops, request }) {
  const times = hops.map((hop) => Date.parse(hop.request_creation_time));
  const begin = Math.min(...times);
  const end = Math.max(...hops.map((hop, index) => (times[index] ?? begin) + Math.max(1, totalOf(hop) ?? 1)));
  return html`<ol class="hops">${hops.map((hop, index) => {
    const { method, path } = lineOf(hop);
    const start = ((times[index] ?? begin) - begin) / (end - begin);
    const width = Math.max(0.01, (totalOf(hop) ?? 1) / (end - begin));
    return html`<li key=${hop.number}><a href=${addressOf('requests', hop)} aria-current=${hop.number === request.number ? 'true' : null}>
      <time datetime=${hop.request_creation_time}>${clockTime(hop.request_creation_time)}</time> <${Status} status=${hop.elb_status_code} />
      <span class="what"><b>${method}</b> ${path} <small>${hop.target_group ?? ''}</small></span><span class="took">${duration(totalOf(hop))}</span>
      <span class="span" aria-hidden="true"><i style=${{ marginLeft: `${Math.min(99, start * 100)}%`, width: `${Math.min(100 - Math.min(99, start * 100), width * 100)}%` }}></i></span>
    </a></li>`;
  })}</ol>`;
}

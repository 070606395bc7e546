// Why a request went where it did: for each rule before the one that took it, the conditions that failed.
import { html, useEffect, useState } from '../vendor.js';
import { call } from '../lib/api.js';
import { lineOf } from '../lib/request.js';
import { ExplainedRules } from '../parts/explained.js';

/** @typedef {import('../types.js').JournalRequest} JournalRequest */
/** @typedef {import('../types.js').Explanation} Explanation */

/**
 * What `POST /explain` is asked about a request.
 * @param {JournalRequest} request
 */
export function questionOf(request) {
  const { method, url } = lineOf(request);
  const client = request['client:port'] ?? '';
  return {
    method,
    url: url.replace(/^ws/, 'http'),
    headers: (request.client_request?.headers ?? []).filter(isSaid),
    sourceIp: client.slice(0, client.lastIndexOf(':')).replace(/^\[|\]$/g, '') || '127.0.0.1',
  };
}

/**
 * Whether it can be asked about: there are no control characters in questions.
 * @param {import('../types.js').Header} header
 */
const isSaid = ([name, value]) => !/[\0-\x08\x0a-\x1f\x7f]/.test(name + value);

/** @param {{ request: JournalRequest }} properties */
export function Rules({ request }) {
  const [explained, setExplained] = useState(/** @type {Explanation | null} */ (null));
  const [problem, setProblem] = useState('');
  useEffect(() => {
    if (request.rule === null || request.headers_left_out) return;
    const ended = new AbortController();
    call('POST', '/explain', questionOf(request), ended.signal).then(setExplained, (error) => {
      if (!ended.signal.aborted) setProblem(error.message);
    });
    return () => ended.abort();
  }, [request]);
  const taken = explained?.outcome.priority ?? null;
  return html`<section class="explained">
    <h3>Rules</h3>
    ${request.rule === null && html`<p class="note small">No rule saw it: the load balancer itself answered before.</p>`}
    ${request.rule !== null && request.headers_left_out && html`<p class="note small">Rule ${request.rule.priority} took it. Its headers are not kept any more, so that rules cannot be asked about it.</p>`}
    ${(request.client_request?.headers ?? []).some((header) => !isSaid(header)) && html`<p class="note small">The rules are asked without its headers that hold control characters.</p>`}
    ${problem !== '' && html`<p class="problem">${problem}</p>`}
    ${taken !== null && taken !== request.rule?.priority && html`<p class="problem">Rule ${request.rule?.priority} took it. The rules are others now: today it would be rule ${taken}.</p>`}
    ${explained !== null && html`<${ExplainedRules} explained=${explained} />`}
  </section>`;
}

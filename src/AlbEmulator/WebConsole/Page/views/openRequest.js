// A request that is open: what came, what went on, what came back, and why.
import { html, useEffect, useRef, useState } from '../vendor.js';
import { call } from '../lib/api.js';
import { addressOf } from '../lib/addresses.js';
import { asCurl, asTest, hasBody, urlOf } from '../lib/curl.js';
import { clockTime, size } from '../lib/format.js';
import { lineOf, loadBalancerOf, traceOf } from '../lib/request.js';
import { href } from '../lib/router.js';
import { useStore } from '../lib/store.js';
import { Copy } from '../parts/copy.js';
import { Status } from '../parts/status.js';
import { act } from '../state/act.js';
import { emulator } from '../state/emulator.js';
import { useRequest } from '../state/request.js';
import { Cause } from './cause.js';
import { closeRequest } from './closing.js';
import { Headers } from './headers.js';
import { LogLine } from './logLine.js';
import { Rules } from './rules.js';
import { Times } from './times.js';
import { Trace } from './trace.js';

/** @typedef {import('../types.js').JournalRequest} JournalRequest */

/** @param {{ number: number, trace: string, params: Record<string, string> }} properties */
export function OpenRequest({ number, trace, params }) {
  const [request, problem] = useRequest(number, trace);
  const article = useRef(/** @type {HTMLElement | null} */ (null));
  const close = () => closeRequest(number, params);
  useEffect(() => {
    // Where it takes the place of the list, the keyboard goes with it.
    if (matchMedia('(width < 1100px)').matches) article.current?.focus();
  }, []);
  return html`<article class="request" aria-label="Request ${number}" tabindex="-1" ref=${article}>
    ${request !== null ? html`<${Known} request=${request} close=${close} />` : html`<header class="title"><p class="note">${problem}</p><${Close} close=${close} /></header>`}
  </article>`;
}

/** @param {{ close: () => void }} properties */
const Close = ({ close }) => html`<button class="quiet close" aria-label="Close" title="Close (Escape)" onClick=${close}>×</button>`;

/** @param {{ request: JournalRequest, close: () => void }} properties */
function Known({ request, close }) {
  const { topology } = useStore(emulator);
  const { method, url, protocol, path } = lineOf(request);
  const again = urlOf(request, topology);
  const curl = asCurl(request, topology);
  return html`
    <header class="title">
      <h2><${Status} status=${request.elb_status_code} /> <b>${method}</b> <span class="path">${path}</span></h2>
      <${Close} close=${close} />
      <p class="facts">
        <span title=${request.request_creation_time}>${clockTime(request.request_creation_time)}</span>
        <span title="The URL as the client wrote it">${url}</span><span>${protocol}</span>
        <span>${size(request.received_bytes)} in, ${size(request.sent_bytes)} out</span>
        <span>from ${request['client:port'] ?? '–'}</span>
      </p>
      <${Way} request=${request} />
      <div class="buttons">
        <${Again} request=${request} />
        <${Copy} text=${curl} words="Copy as curl" what=${`the request as a curl command${request.headers_left_out ? '; its headers are not kept any more' : hasBody(request) ? '; its body was not kept: put it into a file named body' : ''}`} />
        ${method === 'GET' && /^https?:/.test(again) && html`<a class="button" href=${again} target="_blank" rel="noreferrer noopener">Open in a new tab</a>`}
        <a class="button" href=${addressOf('explain', request)}>Explain</a>
        <${Copy} text=${asTest(request)} words="Copy as a test" what="the call that waits for such a request" />
      </div>
    </header>
    <${Cause} request=${request} />
    <${Times} request=${request} />
    <${Headers} request=${request} />
    <${Rules} request=${request} />
    <${Trace} request=${request} />
    <${LogLine} request=${request} />`;
}

/**
 * Sends it once more. What came back is said; the new request is in the list as any other.
 * @param {{ request: JournalRequest }} properties
 */
function Again({ request }) {
  const [isUnderWay, setUnderWay] = useState(false);
  const send = async () => {
    setUnderWay(true);
    await act(
      (/** @type {{ status: number }} */ { status }) => `Sent again, and answered with ${status}`,
      () => call('POST', '/requests/again', { number: request.number, ...(request.trace_id === null ? {} : { traceId: traceOf(request) }) }),
    );
    setUnderWay(false);
  };
  return html`<button onClick=${send} disabled=${isUnderWay} title="From this machine, as the client sent it; bodies are not kept">${isUnderWay ? 'Sending …' : 'Send again'}</button>`;
}

/**
 * Through which parts of the topology it went.
 * @param {{ request: JournalRequest }} properties
 */
function Way({ request }) {
  const { rule, target_group: group, target, target_status_code: status } = request;
  return html`<ol class="way" aria-label="Its way">
    <li><small>load balancer</small>${loadBalancerOf(request)}</li>
    <li><small>rule</small>${rule === null ? 'none' : html`<a href=${href(['requests'], { 'load-balancer': loadBalancerOf(request), rule: rule.arn ?? rule.priority })} title=${rule.arn ? 'Requests of this rule' : 'Requests that the default rules of this load balancer took'}>${rule.priority}</a>`}</li>
    <li><small>target group</small>${group === null ? 'none' : html`<a href=${href(['requests'], { 'target-group': group })} title="Requests of this group">${group}</a>`}</li>
    <li><small>target</small>${target ?? 'none'}${target !== null && html` <${Status} status=${status} />`}</li>
  </ol>`;
}

// Which rule would take a request, told without sending it.
import { html, useEffect, useRef, useState } from '../vendor.js';
import { call } from '../lib/api.js';
import { controlCall } from '../lib/curl.js';
import { useRoute } from '../lib/router.js';
import { HIDDEN, isSecret } from '../lib/secrets.js';
import { useStore } from '../lib/store.js';
import { Copy } from '../parts/copy.js';
import { ExplainedRules } from '../parts/explained.js';
import { emulator } from '../state/emulator.js';
import { useRequest } from '../state/request.js';
import { questionOf } from './rules.js';

/** @typedef {import('../types.js').Header} Header */
/** @typedef {import('../types.js').Explanation} Explanation */

export function Explain() {
  const { path: [number = '', trace = ''] } = useRoute();
  return number === '' ? html`<${Question} key="" />` : html`<${OfRequest} key=${`${number} ${trace}`} number=${Number(number)} trace=${trace} />`;
}

/** @param {{ number: number, trace: string }} properties */
function OfRequest({ number, trace }) {
  const [request, problem] = useRequest(number, trace);
  return request === null ? html`<p class="note">${problem}</p>` : html`<${Question} given=${questionOf(request)} />`;
}

/**
 * What is asked, and what is answered. Secrets of the request that is asked about stand in the form as hidden, and are asked for as they are.
 * @param {{ given?: ReturnType<typeof questionOf> }} properties
 */
function Question({ given }) {
  const { topology } = useStore(emulator);
  const headers = given?.headers ?? [];
  const form = useRef(/** @type {HTMLFormElement | null} */ (null));
  const [question, setQuestion] = useState(/** @type {object | null} */ (null));
  const [explained, setExplained] = useState(/** @type {Explanation | null} */ (null));
  const [problem, setProblem] = useState('');
  const ask = async () => {
    const written = new FormData(/** @type {HTMLFormElement} */ (form.current));
    const text = (/** @type {string} */ name) => String(written.get(name) ?? '').trim();
    const asked = { method: text('method'), url: text('url'), headers: unhidden(headersOf(text('headers')), headers), ...(text('sourceIp') === '' ? {} : { sourceIp: text('sourceIp') }) };
    setQuestion(asked);
    try {
      setExplained(await call('POST', '/explain', asked));
      setProblem('');
    } catch (error) {
      setExplained(null);
      setProblem(/** @type {Error} */ (error).message);
    }
  };
  useEffect(() => {
    if (given) ask();
  }, []);
  /** @param {Event} event */
  const submit = (event) => {
    event.preventDefault();
    ask();
  };
  const first = topology?.loadBalancers.flatMap((balancer) => balancer.listeners).flatMap((listener) => listener.urls)[0] ?? 'http://localhost:8080/';
  return html`<div class="explain">
    <form class="card" ref=${form} onSubmit=${submit}>
      <h2>Which rule would take it?</h2>
      <p class="note small">Nothing is sent. The rules in effect now are asked.</p>
      <div class="line">
        <div class="field short"><label for="method">Method</label><input id="method" name="method" value=${given?.method ?? 'GET'} list="methods" required spellcheck="false" autocomplete="off" /></div>
        <div class="field wide"><label for="url">URL</label><input id="url" name="url" value=${given?.url ?? ''} placeholder=${first} required spellcheck="false" autocomplete="off" /></div>
        <div class="field"><label for="sourceIp">Source IP</label><input id="sourceIp" name="sourceIp" value=${given?.sourceIp ?? ''} placeholder="127.0.0.1" spellcheck="false" autocomplete="off" /></div>
      </div>
      <div class="field"><label for="headers">Headers, one in a line</label><textarea id="headers" name="headers" rows="3" placeholder="X-Beta: yes" spellcheck="false">${linesOf(headers)}</textarea></div>
      <datalist id="methods">${['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'].map((method) => html`<option key=${method} value=${method} />`)}</datalist>
      <div class="buttons"><button class="main">Explain</button>${question !== null && html`<${Copy} text=${controlCall('/explain', question)} words="Copy as curl" what="the question as a curl command" />`}</div>
    </form>
    <div aria-live="polite">
      ${problem !== '' && html`<p class="problem">${problem}</p>`}
      ${explained !== null && html`<section class="card explained">
        <h3>${explained.request.method} ${explained.request.path}${explained.request.query === null ? '' : `?${explained.request.query}`} <span class="kind">host ${explained.request.host}, from ${explained.request.sourceIp}, at ${explained.listener.loadBalancer}:${explained.listener.port}</span></h3>
        <${ExplainedRules} key=${JSON.stringify(question)} explained=${explained} />
      </section>`}
    </div>
  </div>`;
}

/** @param {Header[]} headers */
const linesOf = (headers) => headers.map(([name, value]) => `${name}: ${isSecret(name) ? HIDDEN : value}`).join('\n');

/**
 * What was written, with the values of the request where they are hidden.
 * @param {Header[]} written
 * @param {Header[]} known
 */
function unhidden(written, known) {
  const left = known.filter(([name]) => isSecret(name));
  return written.map(([name, value]) => {
    const at = value === HIDDEN ? left.findIndex(([other]) => other.toLowerCase() === name.toLowerCase()) : -1;
    return at < 0 ? [name, value] : /** @type {Header} */ (left.splice(at, 1)[0]);
  });
}

/**
 * @param {string} lines
 * @returns {Header[]}
 */
function headersOf(lines) {
  return lines.split('\n').filter((line) => line.trim() !== '').map((line) => {
    const at = line.indexOf(':', line.startsWith(':') ? 1 : 0);
    return at < 0 ? [line.trim(), ''] : [line.slice(0, at).trim(), line.slice(at + 1).trim()];
  });
}

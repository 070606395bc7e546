// Faults: answers of the load balancer's own, delays, resets, targets that refuse or are slow, for a share of the requests of a rule, a group
// or a target.
import { html, useEffect, useRef, useState } from '../vendor.js';
import { call } from '../lib/api.js';
import { controlCall } from '../lib/curl.js';
import { counted } from '../lib/format.js';
import { Copy } from '../parts/copy.js';
import { useNow } from '../parts/now.js';
import { say } from '../state/words.js';

/** @typedef {import('../types.js').Fault} Fault */
/** @typedef {import('../types.js').LoadBalancers} LoadBalancers */

/** @param {{ topology: LoadBalancers }} properties */
export function Faults({ topology }) {
  const [faults, setFaults] = useState(/** @type {Fault[]} */ ([]));
  const [problem, setProblem] = useState('');
  const [refused, setRefused] = useState('');
  const form = useRef(/** @type {HTMLFormElement | null} */ (null));
  const now = useNow();
  const load = () => call('GET', '/faults').then((told) => {
    setFaults(told.faults);
    setProblem('');
  }, (error) => setProblem(`GET /faults: ${error.message}`));
  useEffect(() => {
    load();
    const timer = setInterval(() => {
      if (!document.hidden) load();
    }, 2000);
    return () => clearInterval(timer);
  }, []);
  /**
   * @param {string} done
   * @param {() => Promise<unknown>} what
   */
  const change = async (done, what) => {
    try {
      await what();
      setRefused('');
      say(done);
    } catch (error) {
      setRefused(/** @type {Error} */ (error).message);
    }
    load();
  };
  const read = () => written(/** @type {HTMLFormElement} */ (form.current));
  /** @param {Event} event */
  const submit = (event) => {
    event.preventDefault();
    const fault = read();
    const wrong = problemOf(fault);
    if (wrong !== '') setRefused(wrong);
    else change('The fault is in effect', () => call('POST', '/faults', { faults: [fault] }));
  };
  const rules = [...new Set(topology.loadBalancers.flatMap((one) => one.listeners.flatMap((listener) => listener.rules.map((rule) => rule.priority))))];
  return html`<section class="card" aria-labelledby="faults">
    <h2 id="faults">Inject faults</h2>
    <p class="note small">What the client gets is an ALB’s own answer, in the log and in the metrics too. The journal marks such requests as injected.</p>
    ${problem !== '' && html`<p class="problem">${problem}</p>`}
    <ul class="faults" aria-label="Faults in effect">${faults.map((fault) => html`<li key=${fault.id}>
      <b>${whatOf(fault)}</b> <span>${whereOf(fault)}</span> <span class="note small">${counted(fault.injected ?? 0, 'request')}${fault.until && `, ${secondsLeft(fault, now)} s left`}${fault.keep && ', stays when the topology changes'}</span>${fault.missing && html` <span class="problem small">${fault.missing}</span>`}
      <button aria-label="End ${whatOf(fault)} ${whereOf(fault)}" onClick=${() => change('The fault is ended', () => call('DELETE', `/faults/${fault.id}`))}>End</button></li>`)}</ul>
    ${faults.length > 0 && html`<p><button onClick=${() => change('No faults any more', () => call('DELETE', '/faults'))}>End all</button> <${Copy} text=${controlCall('/faults', { faults: faults.map(asPut) }, 'PUT')} words="These as curl" what="the faults as a curl command" /></p>`}
    <form ref=${form} onSubmit=${submit} class="fault-form">
      <fieldset><legend>Whose requests</legend>
        <${Select} name="loadBalancer" label="Load balancer" values=${topology.loadBalancers.map((one) => one.name)} />
        <${Select} name="rule" label="Rule" values=${rules} />
        <${Select} name="targetGroup" label="Target group" values=${topology.targetGroups.map((one) => one.name)} />
        <${Select} name="target" label="Target" values=${[...new Set(topology.targetGroups.flatMap((one) => one.targets.map((target) => target.target)))]} />
      </fieldset>
      <fieldset><legend>What they get</legend>
        <span class="field"><label for="kind">Kind</label><select id="kind" name="kind"><option value="status">a status</option><option value="delay">a delay</option><option value="reset">a reset</option><option value="refuse">a target that refuses</option><option value="slow">a slow body</option></select></span>
        <span class="field short"><label for="value">Status, ms or bytes/s</label><input id="value" name="value" value="503" inputmode="numeric" /></span>
        <span class="field short"><label for="share">Share, %</label><input id="share" name="share" value="100" inputmode="decimal" /></span>
        <span class="field short"><label for="seconds">For, s</label><input id="seconds" name="seconds" placeholder="no end" inputmode="numeric" /></span>
        <span class="field"><label for="keep">When the topology changes</label><select id="keep" name="keep"><option value="">it ends</option><option value="keep">it stays</option></select></span>
        <button class="main">Inject</button>
        <${Copy} text=${() => controlCall('/faults', { faults: [read()] }, 'POST')} words="as curl" what="the call that injects this fault" />
      </fieldset>
      <p class="problem" role="alert">${refused}</p>
    </form>
  </section>`;
}

/** @param {{ name: string, label: string, values: string[] }} properties */
function Select({ name, label, values }) {
  return html`<span class="field"><label for=${name}>${label}</label><select id=${name} name=${name}><option value="">any</option>${values.map((value) => html`<option key=${value} value=${value}>${value}</option>`)}</select></span>`;
}

/**
 * The fault that the form says.
 * @param {HTMLFormElement} form
 * @returns {Fault}
 */
function written(form) {
  const given = new FormData(form);
  const text = (/** @type {string} */ name) => String(given.get(name) ?? '').trim();
  return {
    ...(text('loadBalancer') === '' ? {} : { loadBalancer: text('loadBalancer') }),
    ...(text('rule') === '' ? {} : { rule: text('rule') }),
    ...(text('targetGroup') === '' ? {} : { targetGroup: text('targetGroup') }),
    ...(text('target') === '' ? {} : { target: text('target') }),
    ...whatOfKind(text('kind'), Number(text('value'))),
    ...(text('share') === '' || text('share') === '100' ? {} : { share: Number(text('share')) / 100 }),
    ...(text('seconds') === '' ? {} : { seconds: Number(text('seconds')) }),
    ...(text('keep') === '' ? {} : { keep: true }),
  };
}

/**
 * @param {string} kind
 * @param {number} value
 * @returns {Fault}
 */
function whatOfKind(kind, value) {
  switch (kind) {
    case 'delay': return { delayMilliseconds: value };
    case 'reset': return { reset: true };
    case 'refuse': return { refuse: true };
    case 'slow': return { bodyBytesPerSecond: value };
    default: return { status: value };
  }
}

/**
 * Until it ends by itself; null for never.
 * @param {Fault} fault
 * @param {number} now
 */
const secondsLeft = (fault, now) => (fault.until ? Math.max(0, Math.ceil((Date.parse(fault.until) - now) / 1000)) : null);

/**
 * What is wrong with what the form says; empty for what the emulator has to judge.
 * @param {Fault} fault
 */
function problemOf({ loadBalancer, rule, targetGroup, target, share }) {
  if (!loadBalancer && !rule && !targetGroup && !target) return 'Choose a load balancer, a rule, a target group or a target: a fault is for requests of one of them at least.';
  return share !== undefined && share !== null && !(share > 0 && share <= 1) ? 'Share, % takes a number above 0, and at most 100.' : '';
}

/**
 * A fault that is told, as it is put again: for the time that is left.
 * @param {Fault} fault
 * @returns {Fault}
 */
function asPut({ id, until, injected, seconds, missing, ...fault }) {
  const left = secondsLeft({ until }, Date.now());
  const given = Object.fromEntries(Object.entries(fault).filter(([, value]) => value !== null && value !== false));
  return left === null ? given : { ...given, seconds: left };
}

/** @param {Fault} fault */
function whatOf(fault) {
  if (fault.status) return String(fault.status);
  if (fault.bodyBytesPerSecond) return `${fault.bodyBytesPerSecond} bytes/s`;
  if (fault.refuse) return 'refused';
  return fault.delayMilliseconds ? `${fault.delayMilliseconds} ms later` : 'reset';
}

/** @param {Fault} fault */
function whereOf(fault) {
  const share = fault.share === null || fault.share === undefined || fault.share === 1 ? 'all' : `${Math.round(fault.share * 1000) / 10} %`;
  const where = [fault.rule && `rule ${fault.rule}`, fault.targetGroup && `target group ${fault.targetGroup}`, fault.target && `target ${fault.target}`, fault.loadBalancer].filter(Boolean);
  return `for ${share} of ${where.join(', ')}`;
}

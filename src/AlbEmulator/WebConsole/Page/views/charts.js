// The last hour in charts, of a load balancer and its target groups.
import { html, useState } from '../vendor.js';
import { count, duration } from '../lib/format.js';
import { go, href, useRoute } from '../lib/router.js';
import { Chart } from '../parts/chart.js';
import { Missing } from '../parts/missing.js';
import { useStore } from '../lib/store.js';
import { emulator } from '../state/emulator.js';
import { useHistory } from '../state/history.js';

/** @typedef {import('../types.js').Counted} Counted */
/** @typedef {import('../types.js').History} History */

export function Charts() {
  const { history, missing } = useHistory();
  if (missing !== '') return html`<${Missing} title="This emulator keeps no counts of the last hour"><p>GET /history: ${missing}</p><//>`;
  if (history === null) return html`<p class="note" aria-busy="true">Asking the emulator …</p>`;
  if (history.loadBalancers.length === 0) return html`<${Missing} title="There is no load balancer yet" />`;
  return html`<${Known} history=${history} />`;
}

/** @param {{ history: History }} properties */
function Known({ history }) {
  const { params } = useRoute();
  const [at, look] = useState(/** @type {number | null} */ (null));
  const { times, intervalSeconds } = history;
  const { topology } = useStore(emulator);
  const balancers = inOrder(history.loadBalancers, topology?.loadBalancers);
  const balancer = balancers.find(({ name }) => name === params['load-balancer']) ?? /** @type {typeof history.loadBalancers[0]} */ (balancers[0]);
  const groups = inOrder(history.targetGroups.filter((group) => group.loadBalancer === balancer.name), topology?.targetGroups);
  const group = groups.find(({ name }) => name === params['target-group']) ?? null;
  const counts = group ?? balancer;
  /** @param {Record<string, string>} change */
  const choose = (change) => go(href(['charts'], { ...params, ...change }), true);
  const each = `in ${intervalSeconds} s`;
  return html`<div class="charts">
    <header class="choices">
      <${Choice} label="Load balancer" value=${balancer.name} values=${balancers.map(({ name }) => name)} choose=${(/** @type {string} */ name) => choose({ 'load-balancer': name, 'target-group': '' })} />
      <${Choice} label="Target group" value=${group?.name ?? ''} values=${['', ...groups.map(({ name }) => name)]} choose=${(/** @type {string} */ name) => choose({ 'target-group': name })} />
      <span class="kind">the last hour, a point each ${intervalSeconds} s</span>
    </header>
    <div class="grid-of-charts">
      <${Chart} title="Requests" of=${each} times=${times} format=${count} at=${at} look=${look} series=${[{ name: 'requests', kind: 'main', values: requestsOf(counts), isCount: true }]} />
      <${Chart} title="Statuses" of=${each} times=${times} format=${count} at=${at} look=${look} isStacked=${true} series=${statuses(counts)} />
      ${(group === null ? groups : [group]).map((one) => html`<${Chart} key=${one.name} title=${`Response time of ${one.name}`} times=${times} format=${duration} at=${at} look=${look}
        series=${[{ name: 'p50', kind: 'main', values: one.p50 }, { name: 'p99', kind: 'second', values: one.p99 }]} />`)}
      ${group === null && html`<${Chart} title="Connections" of=${`new ones ${each}`} times=${times} format=${count} at=${at} look=${look}
        series=${[{ name: 'active', kind: 'main', values: balancer.activeConnections }, { name: 'new', kind: 'second', values: balancer.newConnections, isCount: true }]} />`}
    </div>
  </div>`;
}

/**
 * As the topology has them.
 * @template {{ name: string }} T
 * @param {T[]} told
 * @param {{ name: string }[]} [known]
 */
function inOrder(told, known = []) {
  const at = new Map(known.map(({ name }, index) => [name, index]));
  return [...told].sort((a, b) => (at.get(a.name) ?? known.length) - (at.get(b.name) ?? known.length));
}

/** @param {{ label: string, value: string, values: string[], choose: (value: string) => void }} properties */
function Choice({ label, value, values, choose }) {
  const id = `choice-${label.replace(' ', '-')}`;
  return html`<span class="choice"><label for=${id}>${label}</label><select id=${id} value=${value} onChange=${(/** @type {Event} */ event) => choose(/** @type {HTMLSelectElement} */ (event.target).value)}>
    ${values.map((one) => html`<option key=${one} value=${one} selected=${one === value}>${one === '' ? 'all' : one}</option>`)}</select></span>`;
}

/**
 * Of a load balancer there are no requests but those that got a status.
 * @param {Counted} counts
 */
function requestsOf({ requests, ...byClass }) {
  const { status2xx, status3xx, status4xx, status5xx } = byClass;
  return requests ?? status2xx.map((ok, at) => (ok === null ? null : ok + (status3xx[at] ?? 0) + (status4xx[at] ?? 0) + (status5xx[at] ?? 0)));
}

/** @param {Counted} counts */
function statuses(counts) {
  return [
    // Errors at the bottom: a few of them are seen there, and lost on top of many that went well.
    { name: '5xx', kind: 's5xx', values: counts.status5xx, isCount: true }, { name: '4xx', kind: 's4xx', values: counts.status4xx, isCount: true },
    { name: '3xx', kind: 's3xx', values: counts.status3xx, isCount: true }, { name: '2xx', kind: 's2xx', values: counts.status2xx, isCount: true },
  ];
}

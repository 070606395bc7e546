// The filters of the journal, and a search in what it told.
import { html, useEffect, useRef, useState } from '../vendor.js';
import { count } from '../lib/format.js';
import { currentRoute, go, href } from '../lib/router.js';
import { useStore } from '../lib/store.js';
import { emulator } from '../state/emulator.js';
import { journal, pause } from '../state/journal.js';

/** The filters of GET /requests: their names, what is said of them, and an example. */
export const FILTERS = [
  { name: 'load-balancer', words: 'Load balancer', example: 'any' },
  { name: 'rule', words: 'Rule', example: '10, default, ARN' },
  { name: 'target-group', words: 'Target group', example: 'any' },
  { name: 'target', words: 'Target', example: '127.0.0.1:3000' },
  { name: 'status', words: 'Status', example: '404, 5xx' },
  { name: 'method', words: 'Method', example: 'GET' },
  { name: 'path', words: 'Path', example: '/orders/*' },
  { name: 'trace-id', words: 'Trace id', example: '1-67891233-…' },
  { name: 'failed', words: 'Failed', example: 'true, false' },
  { name: 'since', words: 'Since', example: '2026-11-22T21:03:29Z' },
  { name: 'limit', words: 'Rows', example: '300' },
];

const QUICK = [['failed', 'true', 'Failed'], ['status', '5xx', '5xx'], ['status', '4xx', '4xx']];

/**
 * Another search, with the request that is open left open.
 * @param {Record<string, string>} change
 */
function apply(change) {
  const { view, path, params } = currentRoute();
  if (view !== 'requests') return;
  go(href(['requests', ...path], { ...params, ...change }), true);
}

/** @param {{ filters: Record<string, string>, search: string }} properties */
export function Filters({ filters, search }) {
  const { isPaused, waiting } = useStore(journal);
  const [isWide, open] = useState(false);
  const active = FILTERS.filter(({ name }) => filters[name]);
  return html`<search class="filters">
    <div class="bar">
      <input id="search" type="search" placeholder="Search  /" aria-label="Search the requests shown" value=${search} spellcheck="false"
        onInput=${(/** @type {InputEvent} */ event) => apply({ q: /** @type {HTMLInputElement} */ (event.target).value })} />
      ${QUICK.map(([name = '', value = '', words]) => html`<button key=${value} class="quick" aria-pressed=${filters[name] === value}
        onClick=${() => apply({ [name]: filters[name] === value ? '' : value })}>${words}</button>`)}
      <button aria-expanded=${isWide} aria-controls="filter-fields" onClick=${() => open(!isWide)}>Filters${active.length > 0 ? ` (${active.length})` : ''}</button>
      <button class="pause" aria-pressed=${isPaused} title="p" onClick=${pause}>${isPaused ? `Go on${waiting > 0 ? ` (${count(waiting)})` : ''}` : 'Pause'}</button>
    </div>
    ${isWide && html`<div id="filter-fields" class="fields">${FILTERS.map((filter) => html`<${Field} key=${filter.name} filter=${filter} value=${filters[filter.name] ?? ''} />`)}</div>`}
    ${active.length > 0 && html`<ul class="chips" aria-label="Filters in effect">${active.map(({ name, words }) => html`<li key=${name}>
      <button onClick=${() => apply({ [name]: '' })} title="Take the filter away"><span>${words}</span> ${filters[name]} <b aria-hidden="true">×</b></button></li>`)}</ul>`}
  </search>`;
}

/** @param {{ filter: typeof FILTERS[0], value: string }} properties */
function Field({ filter, value }) {
  const { topology } = useStore(emulator);
  const [text, setText] = useState(value);
  const end = useRef(/** @type {ReturnType<typeof setTimeout> | undefined} */ (undefined));
  useEffect(() => setText(value), [value]);
  useEffect(() => () => clearTimeout(end.current), []);
  /** @param {Event} event */
  const change = (event) => {
    const { value: typed } = /** @type {HTMLInputElement} */ (event.target);
    setText(typed);
    clearTimeout(end.current);
    end.current = setTimeout(() => apply({ [filter.name]: typed.trim() }), 300);
  };
  const offers = offersFor(filter.name, topology);
  const id = `filter-${filter.name}`;
  return html`<div class="field">
    <label for=${id}>${filter.words}</label>
    <input id=${id} value=${text} placeholder=${filter.example} list=${offers.length > 0 ? `${id}-offers` : null} onInput=${change} spellcheck="false" autocomplete="off" />
    ${offers.length > 0 && html`<datalist id="${id}-offers">${offers.map((offer) => html`<option key=${offer} value=${offer} />`)}</datalist>`}
  </div>`;
}

/**
 * @param {string} name of a filter
 * @param {import('../types.js').LoadBalancers | null} topology
 * @returns {string[]}
 */
function offersFor(name, topology) {
  const groups = topology?.targetGroups ?? [];
  const balancers = topology?.loadBalancers ?? [];
  const offers = {
    'load-balancer': balancers.map((one) => one.name),
    rule: balancers.flatMap((one) => one.listeners.flatMap((listener) => listener.rules.map((rule) => rule.priority))),
    'target-group': groups.map((group) => group.name),
    target: groups.flatMap((group) => group.targets.map((target) => target.target)),
    status: ['2xx', '3xx', '4xx', '5xx', '502', '503', '504'],
    method: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'],
    failed: ['true', 'false'],
  }[name] ?? [];
  return [...new Set(offers)].slice(0, 200);
}

// The list of requests. A row is a link, so that everything that works with links works here.
import { html, useEffect, useRef, useState } from '../vendor.js';
import { addressOf } from '../lib/addresses.js';
import { clockTime, count, counted, duration } from '../lib/format.js';
import { hasFailed, isCalled, lineOf, totalOf } from '../lib/request.js';
import { useStore } from '../lib/store.js';
import { CommandLine } from '../parts/copy.js';
import { Status } from '../parts/status.js';
import { emulator } from '../state/emulator.js';
import { hold, journal } from '../state/journal.js';

/** @typedef {import('../types.js').JournalRequest} JournalRequest */

/** @param {{ rows: JournalRequest[], open: number, trace: string, params: Record<string, string>, isSearched: boolean, isFiltered: boolean }} properties */
export function RequestList({ rows, open, trace, params, isSearched, isFiltered }) {
  const { leftOut, problem, status, isPaused } = useStore(journal);
  useEffect(() => {
    const release = () => hold(false);
    addEventListener('pointerup', release);
    addEventListener('pointercancel', release);
    return () => {
      removeEventListener('pointerup', release);
      removeEventListener('pointercancel', release);
      release();
    };
  }, []);
  return html`
    <div class="heading" aria-hidden="true"><span>Time</span><span>Status</span><span>Request</span><span>Rule</span><span>Target</span><span>Took</span></div>
    ${problem !== '' && html`<p class="problem" role="alert">${problem}</p>`}
    ${rows.length === 0 && problem === '' && html`<${Nothing} isFound=${status === 'live'} isFiltered=${isSearched || isFiltered} />`}
    <ol class="rows" onPointerDown=${() => hold(true)}>
      ${rows.map((row) => html`<${Row} key=${row.number} row=${row} isOpen=${isCalled(row, open, trace)} params=${params} />`)}
    </ol>
    <footer class="count">
      <span>${counted(rows.length, 'request')}${isPaused ? ', paused' : ''}</span>
      <span class="left-out">${leftOut > 0 ? `${isFiltered ? 'Some' : count(leftOut)} left out: more came than can be shown` : ''}</span>
    </footer>
    <${Told} rows=${rows} />`;
}

/** @param {{ row: JournalRequest, isOpen: boolean, params: Record<string, string> }} properties */
function Row({ row, isOpen, params }) {
  const { method, host, path } = lineOf(row);
  return html`<li><a class="row ${isOpen ? 'open' : ''} ${hasFailed(row) ? 'failed' : ''}" href=${addressOf('requests', row, params)} data-number=${row.number} aria-current=${isOpen ? 'true' : null}>
    <time datetime=${row.request_creation_time}>${clockTime(row.request_creation_time)}</time>
    <${Status} status=${row.elb_status_code} />
    <span class="what"><b>${method}</b> <span class="path" title=${`${host}${path}`}>${path}</span>${row.fault && html` <em class="injected">injected</em>`}${row.cause !== null && html` <span class="cause">${row.cause}</span>`}</span>
    <span class="rule">${row.rule?.priority ?? '–'}</span>
    <span class="target">${row.target_group ?? '–'}${row.target !== null && html` <small>${row.target}</small>`}</span>
    <span class="took">${duration(totalOf(row))}</span>
  </a></li>`;
}

/** @param {{ isFound: boolean, isFiltered: boolean }} properties */
function Nothing({ isFound, isFiltered }) {
  const { topology } = useStore(emulator);
  const url = topology?.loadBalancers.flatMap((balancer) => balancer.listeners).flatMap((listener) => listener.urls)[0] ?? 'http://localhost:8080/';
  if (!isFound) return html`<p class="note empty" aria-busy="true"> </p>`;
  if (isFiltered) return html`<p class="note empty">None of the requests is such a one. Those that come are shown at once.</p>`;
  return html`<div class="note empty">
    <p>No request has come yet. Send one, and it appears here:</p>
    <${CommandLine} text=${`curl ${url.startsWith('https:') ? '-k ' : ''}${url}`} what="a first request" />
  </div>`;
}

/**
 * What a screen reader says of a list that lives: now and then, in one sentence.
 * @param {{ rows: JournalRequest[] }} properties
 */
function Told({ rows }) {
  const latest = useRef(rows);
  latest.current = rows;
  const [words, setWords] = useState('');
  useEffect(() => {
    let newest = latest.current[0]?.number ?? 0;
    const timer = setInterval(() => {
      const come = latest.current.filter((row) => row.number > newest);
      newest = latest.current[0]?.number ?? newest;
      const failed = come.filter(hasFailed).length;
      if (come.length > 0) setWords(`${counted(come.length, 'new request')}${failed > 0 ? `, ${failed} failed` : ''}`);
    }, 5000);
    return () => clearInterval(timer);
  }, []);
  return html`<p class="hidden" role="status">${words}</p>`;
}

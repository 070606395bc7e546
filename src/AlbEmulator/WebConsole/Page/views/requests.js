// The requests of the journal: a list that lives, and beside it the one that is open.
import { html, useEffect, useMemo, useRef } from '../vendor.js';
import { addressOf } from '../lib/addresses.js';
import { onKeys } from '../lib/keys.js';
import { holds } from '../lib/request.js';
import { go, useRoute } from '../lib/router.js';
import { useStore } from '../lib/store.js';
import { follow, journal, pause } from '../state/journal.js';
import { closeRequest } from './closing.js';
import { FILTERS, Filters } from './filters.js';
import { OpenRequest } from './openRequest.js';
import { RequestList } from './requestList.js';

/** @typedef {import('../types.js').JournalRequest} JournalRequest */

export function Requests() {
  const { path, params } = useRoute();
  const { rows } = useStore(journal);
  const list = useRef(/** @type {HTMLElement | null} */ (null));
  const { q = '', ...rest } = params;
  const filters = Object.fromEntries(FILTERS.map(({ name }) => [name, rest[name] ?? '']).filter(([, value]) => value !== ''));
  const wanted = JSON.stringify(filters);
  useEffect(() => follow(JSON.parse(wanted)), [wanted]);

  const text = q.trim().toLowerCase();
  const shown = useMemo(() => (text === '' ? rows : rows.filter((row) => holds(row, text))), [rows, text]);
  const [number = '', trace = ''] = path;
  useListKeys(list, shown, number, params);

  return html`<div class="requests ${number === '' ? '' : 'is-open'}">
    <section class="journal" aria-label="Requests" ref=${list}>
      <${Filters} filters=${filters} search=${q} />
      <${RequestList} rows=${shown} open=${Number(number)} trace=${trace} params=${params} isSearched=${text !== ''} isFiltered=${wanted !== '{}'} />
    </section>
    ${number !== '' && html`<${OpenRequest} key=${`${number} ${trace}`} number=${Number(number)} trace=${trace} params=${params} />`}
  </div>`;
}

/**
 * @param {{ current: HTMLElement | null }} list
 * @param {JournalRequest[]} shown
 * @param {string} open
 * @param {Record<string, string>} params
 */
function useListKeys(list, shown, open, params) {
  const now = { shown, open, params };
  const latest = useRef(now);
  latest.current = now;
  useEffect(() => {
    /** @param {number} by */
    const move = (by) => {
      const links = /** @type {HTMLElement[]} */ ([...(list.current?.querySelectorAll('a.row') ?? [])]);
      const at = links.findIndex((link) => link === document.activeElement);
      const from = at >= 0 ? at : links.findIndex((link) => link.dataset.number === latest.current.open);
      const next = links[Math.min(links.length - 1, Math.max(0, from < 0 ? 0 : from + by))];
      next?.focus();
      // Beside an open request the next one is opened at once.
      const request = latest.current.shown.find((row) => String(row.number) === next?.dataset.number);
      if (request && latest.current.open !== '') go(addressOf('requests', request, latest.current.params), true);
    };
    const close = () => {
      if (latest.current.open !== '') closeRequest(Number(latest.current.open), latest.current.params);
    };
    // Elsewhere they scroll.
    const arrow = (/** @type {number} */ by) => (list.current?.contains(document.activeElement) ? move(by) : false);
    return onKeys({
      j: () => move(1),
      k: () => move(-1),
      ArrowDown: () => arrow(1),
      ArrowUp: () => arrow(-1),
      Escape: close,
      p: pause,
      '/': () => document.getElementById('search')?.focus(),
    });
  }, []);
}

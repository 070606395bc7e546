// A request that is named by an address: of the list, or asked for by its trace id, since it may have come before the page was opened.
import { useEffect, useState } from '../vendor.js';
import { call, Refusal } from '../lib/api.js';
import { isCalled, traceOf } from '../lib/request.js';
import { useStore } from '../lib/store.js';
import { journal } from './journal.js';

/** @typedef {import('../types.js').JournalRequest} JournalRequest */

/**
 * @param {number} number
 * @param {string} trace
 * @returns {[JournalRequest | null, string]} the request, or why there is none
 */
export function useRequest(number, trace) {
  const { rows, status } = useStore(journal);
  const [request, setRequest] = useState(/** @type {JournalRequest | null} */ (null));
  const [problem, setProblem] = useState('');
  const listed = rows.find((row) => isCalled(row, number, trace)) ?? null;
  // Once it is open it stays, also when it leaves the list.
  useEffect(() => {
    if (listed !== null && request === null) setRequest(listed);
  }, [listed]);
  useEffect(() => {
    if (listed !== null || request !== null || status === 'loading') return;
    const ended = new AbortController();
    call('GET', `/requests/${encodeURIComponent(trace)}`, undefined, ended.signal).then(
      ({ requests }) => {
        // Of another run it has another number.
        const found = requests.find((/** @type {JournalRequest} */ one) => isCalled(one, number, trace))
          ?? requests.find((/** @type {JournalRequest} */ one) => trace !== '' && traceOf(one) === trace);
        if (found) setRequest(found);
        else setProblem(`Request ${number} is not in the journal any more.`);
      },
      (error) => {
        if (!ended.signal.aborted) setProblem(error instanceof Refusal ? `Request ${number} is not in the journal any more: ${error.message}.` : String(error.message));
      },
    );
    return () => ended.abort();
  }, [listed === null, status]);
  return [request, problem];
}

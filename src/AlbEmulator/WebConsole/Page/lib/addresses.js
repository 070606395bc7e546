import { traceOf } from './request.js';
import { href } from './router.js';

/**
 * The address of a view of a request: its number in this run, and its trace id for later.
 * @param {'requests' | 'explain'} view
 * @param {import('../types.js').JournalRequest} request
 * @param {Record<string, string>} [params]
 */
export function addressOf(view, request, params = {}) {
  return href([view, String(request.number), traceOf(request)].filter((part) => part !== ''), params);
}

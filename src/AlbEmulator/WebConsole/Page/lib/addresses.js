import { href } from './router.js';

/**
 * The address of an open request: its number in this run, and its trace id for later.
 * @param {import('../types.js').JournalRequest} request
 * @param {Record<string, string>} params
 */
export function addressOf(request, params) {
  return href(['requests', String(request.number), ...(request.trace_id === null ? [] : [request.trace_id])], params);
}

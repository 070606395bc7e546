// What `alb help` tells of codes; loaded when the first code is asked about.
import { useEffect, useState } from '../vendor.js';
import { call } from '../lib/api.js';

/** @typedef {import('../types.js').HelpEntry} HelpEntry */

/** @type {Promise<Record<string, HelpEntry[]>> | null} */
let table = null;

/**
 * @param {string | null} code
 * @returns {HelpEntry | null}
 */
export function useHelp(code) {
  const [entry, setEntry] = useState(/** @type {HelpEntry | null} */ (null));
  useEffect(() => {
    setEntry(null);
    if (code === null) return;
    table ??= call('GET', '/console/help.json').catch(() => (table = null) ?? {});
    let isWanted = true;
    table.then((known) => {
      if (isWanted) setEntry(known[code]?.[0] ?? null);
    });
    return () => void (isWanted = false);
  }, [code]);
  return entry;
}

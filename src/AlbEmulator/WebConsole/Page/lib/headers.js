// What the load balancer did with headers: which it added, removed and changed.

/** @typedef {import('../types.js').Header} Header */
/** @typedef {{ kind: 'same' | 'added' | 'removed' | 'changed', name: string, before: string | null, after: string | null }} Line */

/**
 * Headers of a message before the load balancer and behind it, line by line, in the order of what came.
 * @param {Header[]} before
 * @param {Header[]} after
 * @returns {Line[]}
 */
export function compare(before, after) {
  /** @type {Map<string, Header[]>} */
  const left = new Map();
  for (const header of after) {
    const name = header[0].toLowerCase();
    left.set(name, [...(left.get(name) ?? []), header]);
  }
  /** @type {Line[]} */
  const lines = [];
  for (const [name, value] of before) {
    const same = left.get(name.toLowerCase()) ?? [];
    const at = Math.max(0, same.findIndex((header) => header[1] === value));
    const [found] = same.splice(at, 1);
    if (!found) lines.push({ kind: 'removed', name, before: value, after: null });
    else lines.push({ kind: found[1] === value ? 'same' : 'changed', name: found[0], before: value, after: found[1] });
  }
  for (const header of after) {
    if (left.get(header[0].toLowerCase())?.includes(header)) lines.push({ kind: 'added', name: header[0], before: null, after: header[1] });
  }
  return lines;
}

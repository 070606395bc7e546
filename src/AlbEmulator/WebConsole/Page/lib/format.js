// Numbers, times and durations as people read them.

const grouped = new Intl.NumberFormat('en-US');
const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit', fractionalSecondDigits: 3 });
const shortClock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });

/** @param {number} value */
export const count = (value) => grouped.format(value);

/**
 * @param {number} value
 * @param {string} noun
 */
export const counted = (value, noun) => `${count(value)} ${noun}${value === 1 ? '' : 's'}`;

/** @param {string} time ISO 8601 */
export const clockTime = (time) => clock.format(new Date(time));

/** @param {number} seconds since 1970 */
export const minuteTime = (seconds) => shortClock.format(new Date(seconds * 1000));

/** @param {number | null | undefined} milliseconds */
export function duration(milliseconds) {
  if (milliseconds === null || milliseconds === undefined) return '–';
  if (milliseconds === 0) return '< 1 ms';
  if (milliseconds < 10) return `${trimmed(milliseconds, 1)} ms`;
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`;
  return milliseconds < 60000 ? `${trimmed(milliseconds / 1000, 2)} s` : `${Math.floor(milliseconds / 60000)} min ${Math.round((milliseconds % 60000) / 1000)} s`;
}

/**
 * @param {number} value
 * @param {number} digits
 */
const trimmed = (value, digits) => String(Number(value.toFixed(digits)));

/** @param {number} bytes */
export function size(bytes) {
  if (bytes < 1000) return `${bytes} B`;
  return bytes < 1e6 ? `${trimmed(bytes / 1000, 1)} kB` : `${trimmed(bytes / 1e6, 1)} MB`;
}

/**
 * How long ago something was.
 * @param {string} time ISO 8601
 * @param {number} now
 */
export function ago(time, now) {
  const seconds = Math.max(0, Math.round((now - Date.parse(time)) / 1000));
  if (seconds < 60) return `${seconds} s ago`;
  return seconds < 3600 ? `${Math.round(seconds / 60)} min ago` : `${Math.round(seconds / 3600)} h ago`;
}

/**
 * The class of a status, for its colour.
 * @param {number | null} status
 */
export const statusClass = (status) => (status === null || status < 200 ? 'none' : `${Math.floor(status / 100)}xx`);

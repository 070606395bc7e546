// A chart of the last hour: lines, or areas one on the other. Its numbers stand beside it for the point under the pointer,
// and in a table for who cannot see it.
import { html } from '../vendor.js';
import { minuteTime } from '../lib/format.js';

/** @typedef {import('../types.js').Numbers} Numbers */
/** @typedef {{ name: string, kind: string, values: Numbers, isCount?: boolean }} Series counts add up; of anything else the most is told */

const WIDTH = 600;
const HEIGHT = 120;

/**
 * @param {{ title: string, of?: string, times: number[], series: Series[], format: (value: number) => string, isStacked?: boolean, at: number | null, look: (at: number | null) => void }} properties
 *   `of` says what a point of the chart is, beside its title
 */
export function Chart({ title, of = '', times, series, format, isStacked = false, at, look }) {
  const last = times.length - 1;
  const sums = times.map((_, index) => series.reduce((sum, { values }) => sum + (values[index] ?? 0), 0));
  const most = niceMost(isStacked ? Math.max(0, ...sums) : Math.max(0, ...series.flatMap(({ values }) => values.map((value) => value ?? 0))));
  const shown = at ?? lastKnown(series, last);
  /** @param {PointerEvent} event */
  const move = (event) => {
    const box = /** @type {Element} */ (event.currentTarget).getBoundingClientRect();
    look(Math.round(Math.min(1, Math.max(0, (event.clientX - box.left) / box.width)) * last));
  };
  return html`<figure class="chart card">
    <figcaption><h3>${title}${of && html` <span class="kind">${of}</span>`}</h3><span class="at">${times[shown] === undefined ? '' : minuteTime(times[shown])}</span>
      <ul class="legend">${series.map(({ name, kind, values }) => html`<li key=${name}><i class="key ${kind}" aria-hidden="true"></i>${name} <b>${numberAt(values, shown, format)}</b></li>`)}</ul>
    </figcaption>
    <div class="plot" onPointerMove=${move} onPointerLeave=${() => look(null)}>
      <svg viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" role="img" aria-label="${title}${of && ` ${of}`}: ${inWords(series, format, shown)}">
        ${[0.5, 1].map((part) => html`<line key=${part} class="grid" x1="0" x2=${WIDTH} y1=${HEIGHT - part * HEIGHT + 0.5} y2=${HEIGHT - part * HEIGHT + 0.5} />`)}
        ${isStacked ? areas(series, most, last) : series.map(({ name, kind, values }) => html`<path key=${name} class="line ${kind}" d=${lineOf(values, most, last)} />`)}
        ${at !== null && html`<line class="cursor" x1=${(at / last) * WIDTH} x2=${(at / last) * WIDTH} y1="0" y2=${HEIGHT} />`}
      </svg>
      <span class="most" aria-hidden="true">${format(most)}</span><span class="half" aria-hidden="true">${format(most / 2)}</span>
    </div>
    <div class="axis" aria-hidden="true">${[0, 0.5, 1].map((part) => html`<span key=${part}>${times.length > 0 ? minuteTime(/** @type {number} */ (times[Math.round(part * last)])) : ''}</span>`)}</div>
    <${Table} title=${title} times=${times} series=${series} format=${format} />
  </figure>`;
}

/** @param {{ title: string, times: number[], series: Series[], format: (value: number) => string }} properties */
function Table({ title, times, series, format }) {
  const rows = minutes(times).map(({ minute, from, to }) => ({ minute, values: series.map((one) => ofMinute(one, from, to)) }))
    .filter(({ values }) => values.some((value) => value !== null)).reverse();
  return html`<details><summary>Table by minute</summary><div class="scroll" tabindex="0" role="region" aria-label="${title} as a table"><table>
    <caption>${title} by minute: counts are added up, of anything else the most is told. The newest minute is not over yet.</caption>
    <thead><tr><th scope="col">Time</th>${series.map(({ name }) => html`<th key=${name} scope="col">${name}</th>`)}</tr></thead>
    <tbody>${rows.map(({ minute, values }) => html`<tr key=${minute}><th scope="row">${minuteTime(60 * minute)}</th>${series.map(({ name }, index) => html`<td key=${name}>${told(values[index], format)}</td>`)}</tr>`)}</tbody>
  </table></div></details>`;
}

/**
 * The minutes since 1970, oldest first, and which points are in each.
 * @param {number[]} times
 */
function minutes(times) {
  /** @type {{ minute: number, from: number, to: number }[]} */
  const found = [];
  times.forEach((time, at) => {
    const minute = Math.floor(time / 60);
    const last = found.at(-1);
    if (last?.minute === minute) last.to = at + 1;
    else found.push({ minute, from: at, to: at + 1 });
  });
  return found;
}

/**
 * Null where nothing is known.
 * @param {Series} series
 * @param {number} from
 * @param {number} to
 */
function ofMinute({ values, isCount = false }, from, to) {
  const known = values.slice(from, to).filter((value) => value !== null);
  if (known.length === 0) return null;
  return isCount ? known.reduce((sum, value) => sum + value) : Math.max(...known);
}

/**
 * @param {Numbers} values
 * @param {number} at
 * @param {(value: number) => string} format
 */
const numberAt = (values, at, format) => told(values[at], format);

/**
 * @param {number | null | undefined} value
 * @param {(value: number) => string} format
 */
const told = (value, format) => (value === null || value === undefined ? '–' : format(value));

/**
 * @param {Series[]} series
 * @param {number} last
 */
function lastKnown(series, last) {
  for (let at = last; at >= 0; at--) {
    if (series.some(({ values }) => (values[at] ?? null) !== null)) return at;
  }
  return last;
}

/**
 * @param {Series[]} series
 * @param {(value: number) => string} format
 * @param {number} at
 */
const inWords = (series, format, at) => series.map(({ name, values }) => `${name} ${numberAt(values, at, format)}`).join(', ');

/**
 * A number that reads well and is no less.
 * @param {number} most
 */
function niceMost(most) {
  if (most <= 0) return 2;
  const step = 10 ** Math.floor(Math.log10(most));
  return (/** @type {number} */ ([1, 2, 4, 6, 10].find((times) => times * step >= most))) * step;
}

/**
 * @param {number} at
 * @param {number} last
 */
const x = (at, last) => (last > 0 ? (at / last) * WIDTH : 0).toFixed(1);
/**
 * @param {number} value
 * @param {number} most
 */
const y = (value, most) => (HEIGHT - (value / most) * (HEIGHT - 2) - 1).toFixed(1);

/**
 * The line ends where nothing is known, and begins anew behind it.
 * @param {Numbers} values
 * @param {number} most
 * @param {number} last
 */
function lineOf(values, most, last) {
  let path = '';
  let isDrawn = false;
  values.forEach((value, at) => {
    if (value !== null) path += `${isDrawn ? 'L' : 'M'}${x(at, last)} ${y(value, most)}`;
    // A point alone is a short line.
    if (value !== null && !isDrawn) path += 'h2';
    isDrawn = value !== null;
  });
  return path;
}

/**
 * @param {Series[]} series
 * @param {number} most
 * @param {number} last
 */
function areas(series, most, last) {
  /** @type {number[]} */
  let below = new Array(last + 1).fill(0);
  return series.map(({ name, kind, values }) => {
    const base = below;
    below = base.map((sum, at) => sum + (values[at] ?? 0));
    const upper = below.map((sum, at) => `${x(at, last)} ${y(sum, most)}`).join('L');
    const lower = base.map((sum, at) => `${x(at, last)} ${y(sum, most)}`).reverse().join('L');
    return html`<path key=${name} class="area ${kind}" d="M${upper}L${lower}Z" />`;
  });
}

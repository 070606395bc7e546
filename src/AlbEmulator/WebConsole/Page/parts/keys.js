import { html } from '../vendor.js';
import { KEYS } from '../lib/keys.js';
import { Dialog } from './dialog.js';

/** @param {{ close: () => void }} properties */
export function KeysDialog({ close }) {
  return html`<${Dialog} title="Keys" close=${close}>
    <dl class="keys">${KEYS.map(([key, words]) => html`<div key=${key}><dt>${key.split('  ').map((one) => html`<kbd>${one}</kbd> `)}</dt><dd>${words}</dd></div>`)}</dl>
  <//>`;
}

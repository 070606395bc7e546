import { html } from '../vendor.js';
import { KEYS, setSingleKeys, singleKeys } from '../lib/keys.js';
import { useStore } from '../lib/store.js';
import { Dialog } from './dialog.js';

/** @param {{ close: () => void }} properties */
export function KeysDialog({ close }) {
  const areOn = useStore(singleKeys);
  return html`<${Dialog} title="Keys" close=${close}>
    <dl class="keys">${KEYS.map(([key, words]) => html`<div key=${key}><dt>${key.split('  ').map((one) => html`<kbd>${one}</kbd> `)}</dt><dd>${words}</dd></div>`)}</dl>
    <label class="choice"><input type="checkbox" checked=${areOn} onChange=${() => setSingleKeys(!areOn)} /> Keys of one character, without Ctrl or Alt</label>
  <//>`;
}

import { html } from '../vendor.js';
import { say } from '../state/words.js';

/** @param {string} text */
async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // A page that was not opened by localhost has no clipboard: the older way needs text that is selected.
    const area = document.createElement('textarea');
    area.value = text;
    area.className = 'hidden';
    document.body.append(area);
    area.select();
    document.execCommand('copy');
    area.remove();
  }
}

/**
 * A button that copies. What it copies is not shown: it may hold secrets.
 * @param {{ text: string | (() => string), words: string, what?: string, title?: string }} properties
 */
export function Copy({ text, words, what = words, title = what }) {
  const click = async () => {
    await copy(typeof text === 'string' ? text : text());
    say(`Copied: ${what}`);
  };
  return html`<button class="copy" title=${title} onClick=${click}>${words}</button>`;
}

/**
 * A command line with a button that copies it.
 * @param {{ text: string, what: string }} properties
 */
export function CommandLine({ text, what }) {
  return html`<div class="command"><code tabindex="0" role="group" aria-label=${what}>${text}</code><${Copy} text=${text} words="Copy" what=${what} /></div>`;
}

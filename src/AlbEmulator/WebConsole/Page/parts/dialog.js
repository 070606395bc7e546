import { html, useEffect, useRef } from '../vendor.js';

/**
 * A dialog over the page. Escape, and a click beside it, close it.
 * @param {{ title: string, close: () => void, children?: unknown }} properties
 */
export function Dialog({ title, close, children }) {
  const element = useRef(/** @type {HTMLDialogElement | null} */ (null));
  useEffect(() => element.current?.showModal(), []);
  /** @param {Event} event */
  const click = (event) => {
    if (event.target === element.current) close();
  };
  return html`<dialog ref=${element} onClose=${close} onClick=${click} aria-labelledby="dialog-title">
    <div class="inside">
      <header><h2 id="dialog-title">${title}</h2><button class="quiet" aria-label="Close" onClick=${close}>×</button></header>
      ${children}
    </div>
  </dialog>`;
}

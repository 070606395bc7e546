import { html, useEffect, useRef } from '../vendor.js';
import { setToken, token } from '../lib/api.js';
import { useStore } from '../lib/store.js';

/** Asks for the token of the control port. It is kept until the tab is closed. */
export function TokenForm() {
  const { problem } = useStore(token);
  const input = useRef(/** @type {HTMLInputElement | null} */ (null));
  useEffect(() => input.current?.focus(), []);
  /** @param {Event} event */
  const submit = (event) => {
    event.preventDefault();
    const value = input.current?.value.trim() ?? '';
    if (value !== '') setToken(value);
  };
  return html`<form class="token card" onSubmit=${submit}>
    <h2>This control port asks for its token</h2>
    <p>It is the value of the setting <code>Alb:ControlToken</code>. It is kept in this tab alone, until you close it.</p>
    <div class="line">
      <label for="token">Token</label>
      <input id="token" ref=${input} type="password" autocomplete="off" spellcheck="false" required aria-describedby="token-problem" />
      <button class="main">Open</button>
    </div>
    <p id="token-problem" class="problem" role="alert">${problem}</p>
  </form>`;
}

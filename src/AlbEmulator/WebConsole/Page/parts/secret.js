import { html, useState } from '../vendor.js';
import { HIDDEN, isSecret } from '../lib/secrets.js';

/**
 * The value of a header; a secret one is shown when somebody asks for it.
 * @param {{ name: string, value: string | null }} properties
 */
export function Secret({ name, value }) {
  const [isShown, show] = useState(false);
  // What the emulator itself hides is said to be hidden already.
  if (!value || isShown || !isSecret(name) || value.startsWith('(hidden: ')) return html`${value}`;
  return html`<button class="secret" aria-label="Show the value of ${name}" onClick=${() => show(true)}>${HIDDEN}</button>`;
}

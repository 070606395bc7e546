// Why a request failed, and what to do: what `alb why` and `alb help` tell.
import { html } from '../vendor.js';
import { hasFailed } from '../lib/request.js';
import { Copy } from '../parts/copy.js';
import { useHelp } from '../state/help.js';

/** @typedef {import('../types.js').JournalRequest} JournalRequest */

/** @param {{ request: JournalRequest }} properties */
export function Cause({ request }) {
  const { cause, cause_code: code, error_detail: detail, error_reason: reason, fault } = request;
  const help = useHelp(code ?? reason ?? (hasFailed(request) ? String(request.elb_status_code) : null));
  if (fault) {
    return html`<section class="cause-card injected" aria-label="Injected"><h3>Injected</h3><p>A fault (${fault.kind}) that was put into effect by the control port, not by the target.</p></section>`;
  }
  if (cause === null && reason === null) {
    return hasFailed(request) && html`<section class="cause-card" aria-label="Why it failed"><h3>The target answered ${request.target_status_code}</h3><p>It is no failure of the load balancer: look into the target’s own log.</p></section>`;
  }
  return html`<section class="cause-card" aria-label="Why it failed">
    <h3>${cause === null ? 'The load balancer says why' : upper(cause)}</h3>
    ${detail !== null && html`<p>${detail}</p>`}
    ${help !== null && html`<p>${help.meaning} <span class="usually">Usually: ${help.reasons}</span></p><p class="next"><b>To do</b> ${help.next.replace(/\.?$/, '.')}</p>`}
    <p class="codes">
      ${code !== null && html`<code title="cause_code">${code}</code>`}
      ${reason !== null && html`<code title="error_reason of the access log">${reason}</code>`}
      <${Copy} text=${`alb help ${code ?? reason}`} words=${`alb help ${code ?? reason}`} />
    </p>
  </section>`;
}

/** @param {string} text */
const upper = (text) => text.charAt(0).toUpperCase() + text.slice(1);

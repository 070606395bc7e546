// Things to do. Each is a call of the control port that a test can make as well, and is shown as one.
import { html, useEffect, useState } from '../vendor.js';
import { call, Refusal } from '../lib/api.js';
import { controlCall } from '../lib/curl.js';
import { counted } from '../lib/format.js';
import { useStore } from '../lib/store.js';
import { Copy } from '../parts/copy.js';
import { Dialog } from '../parts/dialog.js';
import { Missing } from '../parts/missing.js';
import { act } from '../state/act.js';
import { emulator } from '../state/emulator.js';
import { Faults } from './faults.js';

/** @typedef {import('../types.js').TargetGroup} TargetGroup */
/** @typedef {import('../types.js').Target} Target */
/** @typedef {{ error: string, problems: { file?: string, line?: number, message: string }[] }} Wrong */

const FIRST = 30;

export function Actions() {
  const { topology, missing } = useStore(emulator);
  if (missing !== '') return html`<${Missing} title="This emulator does not tell whether actions are on"><p>GET /load-balancers: ${missing}</p><//>`;
  if (topology === null) return html`<p class="note" aria-busy="true"></p>`;
  if (!topology.actions) {
    return html`<${Missing} title="Actions are off">
      <p>They are on where the control port is bound to loopback alone. Here others may reach it: start the emulator with the setting <code>Alb:ConsoleActions</code> if it should take them.</p>
      <p><code>--Alb:ConsoleActions=true</code> or <code>Alb__ConsoleActions=true</code></p><//>`;
  }
  return html`<div class="actions"><${Targets} groups=${topology.targetGroups} /><${Faults} topology=${topology} /><${Files} loadedAt=${topology.loadedAt} /><${Forgetting} /></div>`;
}

/** @param {{ groups: TargetGroup[] }} properties */
function Targets({ groups }) {
  const [areAll, showAll] = useState(false);
  const all = groups.flatMap((group) => group.targets.map((target) => ({ group, target })));
  // Those that are held are shown in any case: they are let go here.
  const shown = areAll ? all : all.filter(({ target }, index) => index < FIRST || target.held);
  return html`<section class="card" aria-labelledby="hold">
    <h2 id="hold">Hold a target</h2>
    <p class="note small">A target that is held has its state whatever its checks say, until it is let go. Requests go where an ALB would send them then.</p>
    ${all.length === 0 && html`<p class="note">No target is registered.</p>`}
    <ul class="held">${shown.map(({ group, target }) => html`<${Held} key=${`${group.name} ${target.target}`} group=${group} target=${target} />`)}</ul>
    ${shown.length < all.length && html`<button onClick=${() => showAll(true)}>Show ${all.length - shown.length} more</button>`}
  </section>`;
}

/** @param {{ group: TargetGroup, target: Target }} properties */
function Held({ group, target }) {
  /** @param {string | null} state */
  const put = (state) => act(
    state === null ? `${target.target} of ${group.name} is let go` : `${target.target} of ${group.name} is held ${state}`,
    () => call('PUT', '/target-health', { targetGroup: group.name, target: target.target, state }),
  );
  const name = `${target.target} of ${group.name}`;
  return html`<li>
    <span class="health ${target.state}"><i aria-hidden="true"></i>${target.state}${target.held && html` <em>held</em>`}</span>
    <span class="address">${target.target} <small>${group.name}</small></span>
    <span class="buttons">
      ${target.held
    ? html`<button aria-label="Let ${name} go" onClick=${() => put(null)}>Let go</button>`
    : target.state !== 'unused' && html`<button aria-label="Hold ${name} unhealthy" onClick=${() => put('unhealthy')}>Unhealthy</button><button aria-label="Drain ${name}" onClick=${() => put('draining')}>Drain</button> <${Copy} text=${controlCall('/target-health', { targetGroup: group.name, target: target.target, state: 'unhealthy' }, 'PUT')} words="as curl" what="the call that holds ${name} unhealthy" />`}
    </span>
  </li>`;
}

/** The files that say what there is. They are watched; this is for who does not want to wait, and wants to be told. */
/** @param {{ loadedAt: string }} properties */
function Files({ loadedAt }) {
  const [wrong, setWrong] = useState(/** @type {Wrong | null} */ (null));
  // Something else is in effect since.
  useEffect(() => setWrong(null), [loadedAt]);
  const reload = () => act('The files are read again, and in effect', async () => {
    setWrong(null);
    await call('POST', '/reload').catch((error) => {
      if (error instanceof Refusal) setWrong({ error: error.message, problems: error.told?.problems ?? [] });
      throw error;
    });
  });
  return html`<section class="card" aria-labelledby="files">
    <h2 id="files">Files</h2>
    <p><button onClick=${reload}>Reload</button> <${Copy} text=${controlCall('/reload', undefined, 'POST')} words="as curl" what="the call that reads the files again" /> <span class="note small">Topology files are read again by themselves when they change. This reads them now, and tells what is wrong.</span></p>
    ${wrong !== null && html`<div class="problem" role="alert"><p>${wrong.error}</p><ul>${wrong.problems.map(({ file, line, message }) => html`<li key=${`${file}:${line} ${message}`}><code>${[file, line].filter(Boolean).join(':')}</code> ${message}</li>`)}</ul></div>`}
  </section>`;
}

function Forgetting() {
  const [isAsked, setAsked] = useState(false);
  const reset = () => {
    setAsked(false);
    act('Everything that was made is forgotten', () => call('POST', '/reset'));
  };
  const empty = () => act('All requests are forgotten', () => call('DELETE', '/requests'));
  return html`<section class="card" aria-labelledby="forget">
    <h2 id="forget">Forget</h2>
    <p><button onClick=${empty}>Empty the journal</button> <${Copy} text=${controlCall('/requests', undefined, 'DELETE')} words="as curl" what="the call that empties the journal" /> <span class="note small">All requests are forgotten; counts and the access log stay.</span></p>
    <p><button class="danger" onClick=${() => setAsked(true)}>Reset …</button> <${Copy} text=${controlCall('/reset', undefined, 'POST')} words="as curl" what="the call that resets the emulator" /> <span class="note small">What was made through the APIs, all requests and all counts.</span></p>
    ${isAsked && html`<${Dialog} title="Reset the emulator?" close=${() => setAsked(false)}>
      <p>Load balancers, target groups and trust stores that were made through the APIs are deleted, on the disk too. All requests and counts are forgotten, faults end, and targets that are held are let go. Then there is what the files say.</p>
      <p>${counted(emulator.get().topology?.loadBalancers.filter(({ from }) => from === 'API').length ?? 0, 'load balancer')} and ${counted(emulator.get().topology?.targetGroups.filter(({ from }) => from === 'API').length ?? 0, 'target group')} of the API are there now.</p>
      <div class="buttons"><button class="danger" onClick=${reset}>Reset</button><button autofocus onClick=${() => setAsked(false)}>Leave everything as it is</button></div>
    <//>`}
  </section>`;
}

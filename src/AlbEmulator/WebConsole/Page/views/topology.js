// What there is: load balancers with their listeners and rules, and the groups that these lead to.
import { html, useState } from '../vendor.js';
import { counted } from '../lib/format.js';
import { useStore } from '../lib/store.js';
import { From } from '../parts/from.js';
import { Missing } from '../parts/missing.js';
import { useNow } from '../parts/now.js';
import { emulator } from '../state/emulator.js';
import { Listener } from './listener.js';
import { Nodes } from './nodes.js';
import { TargetGroup } from './targetGroup.js';

/** @typedef {import('../types.js').LoadBalancers} LoadBalancers */

/** More are shown when they are asked for. */
const FIRST = 40;

export function Topology() {
  const { topology, missing, status } = useStore(emulator);
  if (topology !== null) return html`<${Known} topology=${topology} />`;
  if (missing !== '') {
    return html`<${Missing} title="This emulator does not tell its topology"><p>GET /load-balancers: ${missing}</p><//>`;
  }
  return html`<p class="note" aria-busy=${status === 'starting'}>${status === 'starting' ? 'Asking the emulator …' : ''}</p>`;
}

/** @param {{ topology: LoadBalancers }} properties */
function Known({ topology }) {
  const now = useNow();
  const [lit, light] = useState('');
  const [areAll, showAll] = useState(false);
  const { loadBalancers, targetGroups, store } = topology;
  const groups = areAll ? targetGroups : targetGroups.slice(0, FIRST);
  const names = new Set(targetGroups.map((group) => group.name));
  return html`<div class="topology">
    <div class="balancers">
      ${store && html`<${Nodes} store=${store} />`}
      ${loadBalancers.length === 0 && html`<${Missing} title="There is no load balancer"><p>Write one into the topology file, or make one with the API.</p><//>`}
      ${loadBalancers.map((balancer) => html`<section class="balancer" key=${balancer.arn} aria-label="Load balancer ${balancer.name}">
        <header>
          <h2>${balancer.name}</h2>
          <span class="kind">load balancer</span>
          <span class="dns" title=${balancer.arn}>${balancer.dnsName}</span>
          <${From} from=${balancer.from} />
        </header>
        ${balancer.listeners.length === 0 && html`<p class="note">It has no listener.</p>`}
        ${balancer.listeners.map((listener) => html`<${Listener} key=${listener.arn} balancer=${balancer} listener=${listener} light=${light} known=${names} />`)}
      </section>`)}
    </div>
    <section class="groups" aria-label="Target groups">
      <header><h2>Target groups</h2><span class="kind">${counted(targetGroups.length, 'group')}, ${summary(topology)}</span></header>
      ${groups.map((group) => html`<${TargetGroup} key=${group.arn} group=${group} now=${now} isLit=${group.name === lit} />`)}
      ${groups.length < targetGroups.length && html`<button onClick=${() => showAll(true)}>Show ${targetGroups.length - groups.length} more</button>`}
    </section>
  </div>`;
}

/** @param {LoadBalancers} topology */
function summary({ targetGroups }) {
  const targets = targetGroups.flatMap((group) => group.targets);
  const healthy = targets.filter((target) => target.state === 'healthy').length;
  return healthy === targets.length ? `${counted(targets.length, 'target')}, all healthy` : `${healthy} of ${counted(targets.length, 'target')} healthy`;
}

// Who else has these load balancers: the nodes that share a store, and which of its revisions each has in effect.
import { html } from '../vendor.js';

/** @param {{ store: import('../types.js').Store }} properties */
export function Nodes({ store }) {
  const { address, isConnected, problem, revision, nodes } = store;
  return html`<section class="nodes card" aria-label="Nodes">
    <header>
      <h3>Nodes</h3>
      <span class="dns">${address}</span>
      <span class="tally ${isConnected ? '' : 'not'}">${isConnected ? `revision ${revision}` : 'cannot be asked'}</span>
    </header>
    ${problem && html`<p class="note">${problem}</p>`}
    <ul>
      ${nodes.map((node, index) => html`<li key=${node.id}>
        <span class="address">${node.address}${index === 0 && html` <em>this one</em>`}</span>
        <span class="check">${node.listeners.join(', ') || 'no listeners'}</span>
        <span class="tally ${node.revision < revision ? 'not' : ''}" title="The last that is in effect there">revision ${node.revision}</span>
        <span class="check">${node.version}</span>
      </li>`)}
    </ul>
  </section>`;
}

// A target group and its targets.
import { html, useState } from '../vendor.js';
import { ago, count, duration } from '../lib/format.js';
import { href } from '../lib/router.js';
import { useHelp } from '../state/help.js';
import { From } from '../parts/from.js';

/** @typedef {import('../types.js').TargetGroup} Group */
/** @typedef {import('../types.js').Target} TargetJson */

const FIRST = 20;

/** @param {{ group: Group, now: number, isLit: boolean }} properties */
export function TargetGroup({ group, now, isLit }) {
  const [areAll, showAll] = useState(false);
  const { targets } = group;
  const shown = areAll ? targets : targets.slice(0, FIRST);
  const sticky = /sticky[^()]*/.exec(group.words)?.[0];
  const healthy = targets.filter((target) => target.state === 'healthy').length;
  const kind = group.targetType === 'lambda' ? 'lambda' : [group.protocol, group.protocolVersion === 'HTTP1' ? null : group.protocolVersion].filter(Boolean).join(', ');
  return html`<section id="group-${group.name}" class="group card ${isLit ? 'lit' : ''}" aria-label="Target group ${group.name}">
    <header>
      <h3><a href=${href(['requests'], { 'target-group': group.name })} title="Its requests">${group.name}</a></h3>
      ${kind !== '' && html`<span class="kind">${kind}</span>`}
      <span class="tally ${targets.length === 0 || healthy < targets.length ? 'not' : ''}">${targets.length === 0 ? 'no targets' : `${healthy}/${targets.length} healthy`}</span>
      <${From} from=${group.from} />
    </header>
    ${targets.length === 0 && html`<p class="note">Whatever is sent here gets a 503, until a target is registered.</p>`}
    <ul class="targets">${shown.map((target) => html`<${Target} key=${target.target} group=${group} target=${target} now=${now} />`)}</ul>
    ${shown.length < targets.length && html`<button onClick=${() => showAll(true)}>Show ${targets.length - shown.length} more</button>`}
    ${sticky !== undefined && html`<p class="note small">${sticky}</p>`}
  </section>`;
}

/** @param {{ group: Group, target: TargetJson, now: number }} properties */
function Target({ group, target, now }) {
  const { lastCheck } = target;
  const help = useHelp(target.reason);
  return html`<li class="target">
    <span class="health ${target.state}"><i aria-hidden="true"></i>${target.state}${target.held && html` <em title="By an action of this page, or PUT /target-health">held</em>`}</span>
    <a class="address" href=${href(['requests'], { 'target-group': group.name, target: target.target })} title="Its requests">${target.name ? html`${target.name} <small>${target.target}</small>` : target.target}</a>
    <span class="flight" title="Requests in flight">${target.inFlight > 0 && html`${count(target.inFlight)} <small>in flight</small>`}</span>
    <span class="check" title="Last health check">${lastCheck === null ? 'not checked' : html`<b class=${lastCheck.passed ? 'passed' : 'failed'}>${lastCheck.detail}</b> ${duration(lastCheck.milliseconds)}`}</span>
    <small class="checked">${lastCheck !== null && ago(lastCheck.at, now)}</small>
    ${(target.description ?? target.reason) !== null && html`<span class="why" title=${help ? `${help.meaning} ${help.next}` : null}>${target.description ?? ''} ${target.reason && html`<code>${target.reason}</code>`}${help && html`<small> To do: ${help.next}</small>`}</span>`}
  </li>`;
}

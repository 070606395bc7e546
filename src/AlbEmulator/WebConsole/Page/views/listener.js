// A listener: where it answers, and its rules in the order in which they are tried.
import { html, useState } from '../vendor.js';
import { href } from '../lib/router.js';
import { From } from '../parts/from.js';

/** @typedef {import('../types.js').LoadBalancer} LoadBalancer */
/** @typedef {import('../types.js').Listener} ListenerJson */
/** @typedef {import('../types.js').Rule} RuleJson */

const FIRST = 50;

/** @param {{ balancer: LoadBalancer, listener: ListenerJson, light: (group: string) => void, known: Set<string> }} properties */
export function Listener({ balancer, listener, light, known }) {
  const [areAll, showAll] = useState(false);
  const { rules } = listener;
  // The default rule is the last one, and always shown.
  const shown = areAll || rules.length <= FIRST ? rules : [...rules.slice(0, FIRST - 1), .../** @type {RuleJson[]} */ (rules.slice(-1))];
  return html`<section class="listener card" aria-label="Listener ${listener.protocol} ${listener.port}">
    <header>
      <h3><span class="protocol">${listener.protocol}</span> ${listener.port}</h3>
      ${listener.urls.map((url) => html`<a key=${url} class="url" href=${url} target="_blank" rel="noreferrer noopener">${url}</a>`)}
    </header>
    <ol class="rules">
      ${shown.map((rule) => html`<${Rule} key=${rule.arn ?? rule.priority} balancer=${balancer} rule=${rule} light=${light} known=${known} />`)}
    </ol>
    ${shown.length < rules.length && html`<button onClick=${() => showAll(true)}>Show ${rules.length - shown.length} more rules</button>`}
  </section>`;
}

/** @param {{ balancer: LoadBalancer, rule: RuleJson, light: (group: string) => void, known: Set<string> }} properties */
function Rule({ balancer, rule, light, known }) {
  const requests = href(['requests'], { 'load-balancer': balancer.name, rule: rule.priority === 'default' ? 'default' : rule.arn ?? rule.priority });
  const steps = rule.forwards.length === 0 ? rule.actions : rule.actions.slice(0, -1);
  // The groups are shown as such; what is said besides stands in brackets.
  const sticky = /\(.*\)$/.exec(rule.actions.at(-1) ?? '')?.[0];
  return html`<li class="rule">
    <a class="priority" href=${requests} title=${rule.priority === 'default' ? 'Requests that the default rules of this load balancer took' : 'Requests that this rule took'} aria-label="Rule ${rule.priority}: its requests">${rule.priority}</a>
    <div class="conditions">
      ${rule.conditions.length === 0 ? html`<span class="otherwise">every other request</span>` : rule.conditions.map(condition)}
    </div>
    <div class="does">
      ${rule.transforms.map((words) => html`<span class="step transform">${words}</span>`)}
      ${steps.map((words) => html`<span class="step">${words}</span>`)}
      ${rule.forwards.map((forward) => html`<${Forward} key=${forward.targetGroup} forward=${forward} isAlone=${rule.forwards.length === 1} light=${light} isKnown=${known.has(forward.targetGroup)} />`)}
      ${rule.forwards.length > 0 && sticky !== undefined && html`<span class="step">${sticky}</span>`}
    </div>
    <${From} from=${rule.from} />
  </li>`;
}

/** @param {string} words such as path-pattern /api/* or /v1/* */
function condition(words) {
  const [field, ...values] = words.split(' ');
  return html`<span class="condition" key=${words}><span class="name-of-field">${field}</span> ${values.join(' ')}</span>`;
}

/** @param {{ forward: import('../types.js').Forward, isAlone: boolean, light: (group: string) => void, isKnown: boolean }} properties */
function Forward({ forward, isAlone, light, isKnown }) {
  const { targetGroup, percent, weight } = forward;
  const show = () => {
    light(targetGroup);
    document.getElementById(`group-${targetGroup}`)?.scrollIntoView({ block: 'nearest', behavior: matchMedia('(prefers-reduced-motion)').matches ? 'auto' : 'smooth' });
  };
  const words = html`<span class="name">${targetGroup}</span>${!isAlone && html`<span class="share" title="weight ${weight}">${Math.round(percent * 10) / 10} %</span>`}`;
  return isKnown
    ? html`<button class="forward" onClick=${show} onMouseEnter=${() => light(targetGroup)} onMouseLeave=${() => light('')} onFocus=${() => light(targetGroup)} onBlur=${() => light('')} title="Show the target group">${words}</button>`
    : html`<span class="forward">${words}</span>`;
}

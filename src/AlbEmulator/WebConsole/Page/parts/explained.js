// An explanation of rules, as `POST /explain` tells it.
import { html, useState } from '../vendor.js';
import { Secret } from './secret.js';

/** @typedef {import('../types.js').Explanation} Explanation */
/** @typedef {import('../types.js').ExplainedRule} ExplainedRule */
/** @typedef {import('../types.js').ExplainedCondition} ExplainedCondition */
/** @typedef {import('../types.js').ExplainedAction} ExplainedAction */

const VERDICTS = { failed: 'does not match', taken: 'takes the request', notReached: 'not reached' };
const FIRST = 30;

/** @param {{ explained: Explanation }} properties */
export function ExplainedRules({ explained }) {
  const [areAll, showAll] = useState(false);
  const { rules, outcome } = explained;
  const at = rules.findIndex((rule) => rule.verdict === 'taken');
  // Those behind the one that took it matter only to who asks for them.
  const reached = at < 0 ? rules : rules.slice(0, at + 1);
  const shown = areAll ? rules : reached.slice(-FIRST);
  return html`
    <ol class="verdicts">${shown.map((rule) => html`<${Rule} key=${rule.priority} rule=${rule} outcome=${rule.verdict === 'taken' ? outcome : null} />`)}</ol>
    ${shown.length < rules.length && html`<button class="more" onClick=${() => showAll(true)}>Show ${rules.length - shown.length} more rules</button>`}`;
}

/** @param {{ rule: ExplainedRule, outcome: import('../types.js').ExplainedOutcome | null }} properties */
function Rule({ rule, outcome }) {
  return html`<li class="verdict ${rule.verdict}">
    <span class="priority">${rule.priority}</span>
    <ul>
      <li class="words">${VERDICTS[rule.verdict]}</li>
      ${rule.conditions.map((condition, index) => html`<${Condition} key=${index} condition=${condition} />`)}
      ${outcome?.transformed && html`<li class="done">transforms <code>${outcome.transformed.host ?? ''}${outcome.transformed.uri ?? ''}</code>${outcome.transformed.fails && ' fails: 500'}</li>`}
      ${outcome?.actions.map((action, index) => html`<li key=${index} class="done">${actionWords(action)}</li>`)}
    </ul>
  </li>`;
}

/** @param {{ condition: ExplainedCondition }} properties */
function Condition({ condition }) {
  const { field, name, values, regexValues, lookedAt, holds, hint } = condition;
  return html`<li class=${holds ? 'holds' : 'fails'}>
    <b title=${holds ? 'holds' : 'fails'}><span aria-hidden="true">${holds ? '✓' : '✗'}</span><span class="hidden">${holds ? 'holds' : 'fails'}</span></b> <span class="name-of-field">${name === null ? field : `${field} ${name}`}</span> <code>${[...values, ...regexValues].join(' or ')}</code>
    ${!holds && html` <span class="looked">but the request has ${lookedAt.length === 0 ? 'none' : html`<code><${Secret} name=${field === 'http-header' ? name ?? '' : ''} value=${lookedAt.join(', ')} /></code>`}</span>`}
    ${hint !== null && html` <span class="hint">${hint}</span>`}
  </li>`;
}

/** @param {ExplainedAction} action */
function actionWords(action) {
  switch (action.type) {
    case 'forward':
      return `forward to ${(action.targetGroups ?? []).map((group) => `${group.name}${group.percent < 100 ? ` ${Math.round(group.percent)} %` : ''} (${group.targets.join(', ') || 'no target that can be chosen: 503'})`).join(' or ')}`;
    case 'redirect':
      return `redirect ${action.statusCode} to ${action.location ?? 'a URL that is too long'}`;
    case 'fixed-response':
      return `fixed-response ${action.statusCode} ${action.contentType ?? ''}`;
    case 'authenticate':
      return `${action.action} with ${action.issuer}; without a session: ${action.onUnauthenticatedRequest}`;
    default:
      return `${action.type}${action.issuer ? ` of ${action.issuer}` : ''}`;
  }
}

// The console: its frame, and the view that is open.
import { html, render, useEffect, useRef, useState } from './vendor.js';
import { token } from './lib/api.js';
import { onKeys } from './lib/keys.js';
import { go, href, useRoute } from './lib/router.js';
import { useStore } from './lib/store.js';
import { GoneNote } from './parts/gone.js';
import { KeysDialog } from './parts/keys.js';
import { Said } from './parts/said.js';
import { TokenForm } from './parts/token.js';
import { ask, emulator } from './state/emulator.js';
import { Actions } from './views/actions.js';
import { Charts } from './views/charts.js';
import { Explain } from './views/explain.js';
import { Requests } from './views/requests.js';
import { Topology } from './views/topology.js';

/** @type {[string, string, (properties: object) => import('./vendor.js').VNode][]} */
const VIEWS = [
  ['topology', 'Topology', Topology],
  ['requests', 'Requests', Requests],
  ['charts', 'Charts', Charts],
  ['explain', 'Explain', Explain],
  ['actions', 'Actions', Actions],
];

const STATES = { starting: 'connecting', up: 'connected', gone: 'not there', token: 'asks for its token' };

function App() {
  const { view } = useRoute();
  const { status, topology } = useStore(emulator);
  const { isAsked } = useStore(token);
  const [areKeysShown, showKeys] = useState(false);
  const main = useRef(/** @type {HTMLElement | null} */ (null));
  const [name, title, View] = VIEWS.find(([known]) => known === view) ?? /** @type {typeof VIEWS[0]} */ (VIEWS[0]);
  useEffect(() => {
    const keys = Object.fromEntries(VIEWS.map(([known], index) => [String(index + 1), () => go(href([known]))]));
    return onKeys({ ...keys, '?': () => showKeys(true) });
  }, []);
  useEffect(() => {
    document.title = `${title} · AlbEmulator`;
  }, [title]);
  /** @param {Event} event */
  const skip = (event) => {
    event.preventDefault();
    main.current?.focus();
  };

  return html`
    <a class="skip" href="#main" onClick=${skip}>Skip to the content</a>
    <header class="top">
      <a class="brand" href=${href(['topology'])}><img src="/console/icon.svg" alt="" width="20" height="20" />AlbEmulator<span class="version">${topology?.version ?? ''}</span></a>
      <nav aria-label="Views">
        ${VIEWS.map(([known, words]) => html`<a key=${known} href=${href([known])} aria-current=${known === name ? 'page' : null}>${words}</a>`)}
        <a href="/docs">Manual</a>
      </nav>
      <span class="state ${status}" role="status"><i aria-hidden="true"></i>${STATES[status]}</span>
      <button class="quiet help" aria-label="Keys" title="Keys (?)" onClick=${() => showKeys(true)}>?</button>
    </header>
    <main id="main" tabindex="-1" ref=${main}>
      <h1 class="hidden">${title}</h1>
      ${isAsked ? html`<${TokenForm} />` : html`<${View} />`}
    </main>
    <${GoneNote} />
    <${Said} />
    ${areKeysShown && html`<${KeysDialog} close=${() => showKeys(false)} />`}`;
}

const place = /** @type {HTMLElement} */ (document.getElementById('app'));
place.textContent = '';
render(html`<${App} />`, place);
ask();

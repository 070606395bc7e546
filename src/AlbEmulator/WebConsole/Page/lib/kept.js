// What a browser keeps for the page. Where it keeps nothing, as with cookies blocked, it is kept until the page is left.

/** @type {Map<string, string>} */
const here = new Map();

/** @param {() => Storage} storage which may be forbidden */
function keeper(storage) {
  return {
    /** @param {string} name */
    get(name) {
      try {
        return storage().getItem(name);
      } catch {
        return here.get(name) ?? null;
      }
    },
    /**
     * @param {string} name
     * @param {string} value
     */
    set(name, value) {
      try {
        storage().setItem(name, value);
      } catch {
        here.set(name, value);
      }
    },
  };
}

/** Until the tab is closed. */
export const forTab = keeper(() => sessionStorage);
/** For this browser. */
export const forBrowser = keeper(() => localStorage);

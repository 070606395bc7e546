import { ask } from './emulator.js';
import { say } from './words.js';

/**
 * Does something, and tells what came of it.
 * @param {string | ((answer: any) => string)} done what is said then
 * @param {() => Promise<unknown>} what
 */
export async function act(done, what) {
  try {
    const answer = await what();
    say(typeof done === 'string' ? done : done(answer));
  } catch (error) {
    say(/** @type {Error} */ (error).message);
  }
  ask();
}

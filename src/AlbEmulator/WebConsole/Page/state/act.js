import { ask } from './emulator.js';
import { say } from './words.js';

/**
 * Does something, and tells what came of it.
 * @param {string} done
 * @param {() => Promise<unknown>} what
 */
export async function act(done, what) {
  try {
    await what();
    say(done);
  } catch (error) {
    say(/** @type {Error} */ (error).message);
  }
  ask();
}

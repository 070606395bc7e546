// Server-sent events read from a fetch: an EventSource could not show the token.
import { read } from './api.js';

/**
 * Reads until the stream ends, or no more is wanted.
 * @param {ReadableStream<Uint8Array>} body
 * @param {(events: { name: string, data: string }[]) => boolean} take whether more is wanted
 * @returns {Promise<boolean>} whether the stream has ended
 */
export async function readEvents(body, take) {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = '';
  for (;;) {
    const { done, value } = await read(() => reader.read());
    if (done) return true;
    const blocks = (rest + decoder.decode(value, { stream: true })).split('\n\n');
    rest = blocks.pop() ?? '';
    const events = blocks.map(eventOf).filter((event) => event.data !== '');
    if (events.length > 0 && !take(events)) {
      await reader.cancel();
      return false;
    }
  }
}

/** @param {string} block */
function eventOf(block) {
  const event = { name: 'message', data: '' };
  for (const line of block.split('\n')) {
    if (line.startsWith('event: ')) event.name = line.slice(7);
    else if (line.startsWith('data: ')) event.data = line.slice(6);
  }
  return event;
}

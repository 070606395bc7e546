// Server-sent events read from a fetch: an EventSource could not show the token.

/**
 * Reads until the stream ends. Nothing more is read while `take` waits, so that whoever sends has to wait as well.
 * @param {ReadableStream<Uint8Array>} body
 * @param {(events: { name: string, data: string }[]) => Promise<void>} take
 */
export async function readEvents(body, take) {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const blocks = (rest + decoder.decode(value, { stream: true })).split('\n\n');
    rest = blocks.pop() ?? '';
    const events = blocks.map(eventOf).filter((event) => event.data !== '');
    if (events.length > 0) await take(events);
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

/**
 * The payloads of a complete event stream, in order. Throws if the stream is malformed, if an event's name differs
 * from its type, or if the stream does not end as expected: with the `[DONE]` sentinel, or without.
 */
export function toEvents(text: string, { sentinel = true } = {}): unknown[] {
  const frames = text.split('\n\n');
  if (frames.pop() !== '' || (sentinel && frames.pop() !== 'data: [DONE]')) {
    throw new Error('The stream does not end correctly');
  }
  return frames.map((frame) => {
    const [, name, data] = /^(?:event: (.+)\n)?data: (.+)$/.exec(frame) ?? [];
    if (data === undefined) throw new Error(`Not a single event: ${frame.slice(0, 1000)}`);
    const event = JSON.parse(data) as { type?: unknown };
    if (name !== undefined && event.type !== name)
      throw new Error(`An event named ${name} has the type ${event.type}`);
    return event;
  });
}

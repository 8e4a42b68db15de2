/**
 * The payloads of a complete event stream, in order. Throws when it is not well-formed, when a name in front of an event is not its
 * type, or when it does not end as it must: with a sentinel, or without.
 */
export function toEvents(text: string, { sentinel = true } = {}): unknown[] {
  const frames = text.split('\n\n');
  if (frames.pop() !== '' || (sentinel && frames.pop() !== 'data: [DONE]')) {
    throw new Error('The stream has no proper end');
  }
  return frames.map((frame) => {
    const [, name, data] = /^(?:event: (.+)\n)?data: (.+)$/.exec(frame) ?? [];
    if (data === undefined) throw new Error(`Not one event: ${frame.slice(0, 1000)}`);
    const event = JSON.parse(data) as { type?: unknown };
    if (name !== undefined && event.type !== name) throw new Error(`An event named ${name} is ${event.type}`);
    return event;
  });
}

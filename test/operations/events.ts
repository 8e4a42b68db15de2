/**
 * The payloads of a complete event stream, in order. Throws when it is not well-formed, or does not end as it must: with a sentinel, or,
 * where events tell their type, without.
 */
export function toEvents(text: string, { sentinel = true } = {}): unknown[] {
  const frames = text.split('\n\n');
  if (frames.pop() !== '' || (sentinel && frames.pop() !== 'data: [DONE]')) {
    throw new Error('The stream has no proper end');
  }
  return frames.map((frame) => {
    const data = frame.replace(/^event: [\w.]+\n/, '');
    if (!data.startsWith('data: ') || data.includes('\n')) throw new Error(`Not one event: ${frame}`);
    return JSON.parse(data.slice(6));
  });
}

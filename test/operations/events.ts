/** The payloads of a complete event stream, in order. Throws when it is not well-formed, or does not end as it must. */
export function toEvents(text: string): unknown[] {
  const frames = text.split('\n\n');
  if (frames.pop() !== '' || frames.pop() !== 'data: [DONE]') throw new Error('The stream has no proper end');
  return frames.map((frame) => {
    if (!frame.startsWith('data: ') || frame.includes('\n')) throw new Error(`Not one event: ${frame}`);
    return JSON.parse(frame.slice(6));
  });
}

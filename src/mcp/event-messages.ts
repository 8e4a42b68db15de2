/**
 * The data of each event of a stream of server-sent events.
 *
 * @example
 * for await (const data of messagesIn(texts)) console.log(JSON.parse(data));
 */
export async function* messagesIn(texts: AsyncIterable<string>): AsyncGenerator<string> {
  let rest = '';
  let data: string[] = [];
  for await (const text of texts) {
    // A line break of two characters may be cut in two.
    const lines = (rest + text).split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop() as string;
    for (const line of lines) {
      if (line.startsWith('data:')) data.push(line.slice(line[5] === ' ' ? 6 : 5));
      if (line !== '' || data.length === 0) continue;
      yield data.join('\n');
      data = [];
    }
  }
}

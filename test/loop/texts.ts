/** Long texts and files for {@link KINDS}, the same each time. */

/** A text of this many bytes that consists of one piece. */
export function repeated(piece: string, bytes: number): string {
  // JSON escapes line ends.
  const written = Buffer.byteLength(JSON.stringify(piece)) - 2;
  return piece.repeat(Math.ceil(bytes / written));
}

/** English-looking text of this many bytes whose words rarely repeat, about four bytes per token. */
export function prose(bytes: number): string {
  let state = 1;
  const words: string[] = [];
  for (let length = 0; length < bytes; ) {
    state = (state * 48_271) % 0x7fffffff;
    const word = `${WORDS[state % WORDS.length]}${state % 7 === 0 ? ` ${state % 1000}` : ''}`;
    words.push(word);
    length += word.length + 1;
  }
  return words.join(' ').slice(0, bytes);
}

const WORDS =
  'moon tide harbour winter letter bridge captain garden market orbit crater silver distant bitter clock kitchen tower follows keeps paints leaves forgets shows finds repairs slowly quietly often never almost gladly rarely always'.split(
    ' ',
  );

/** Token ids that take this many bytes as JSON. */
export function tokenIds(bytes: number): number[] {
  return Array.from({ length: Math.floor(bytes / 6) }, (_, index) => 10_000 + (index % 80_000));
}

/** Members of a JSON object, each with its own name. */
export function members(count: number): string {
  return Array.from({ length: count }, (_, index) => `"k${index}":1`).join(',');
}

/** Properties of a schema. */
export function properties(count: number, isLong: boolean): Record<string, object> {
  const property = isLong ? { type: 'array', items: { type: 'string' }, minItems: 3 } : { type: 'string' };
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [`p${index}`, property]));
}

/** Lines of a batch, each with its own short prompt. */
export function lines(count: number): string {
  return Array.from({ length: count }, (_, index) =>
    JSON.stringify({
      custom_id: `line-${index}`,
      method: 'POST',
      url: '/v1/chat/completions',
      body: {
        model: 'gpt-4o-mini',
        max_tokens: 16,
        messages: [{ role: 'user', content: `Question ${index}` }],
      },
    }),
  ).join('\n');
}

export function form(fields: Readonly<Record<string, string | File>>): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.append(name, value);
  return data;
}

/** The signature and header of a PNG of 64 × 64 pixels. */
export const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452000000400000004008060000008a0b1eae', 'hex');

/** The header of a mono recording of 16 bits at 24 kHz; `bytes` counts its base64 form. */
export function wavHead(bytes: number): Buffer {
  return Buffer.from(wav(Math.floor((bytes * 3) / 4) - 44).subarray(0, 44));
}

/** A silent recording with this many bytes of samples. */
export function wav(bytes: number): Uint8Array<ArrayBuffer> {
  const file = Buffer.from(new ArrayBuffer(44 + bytes));
  file.write('RIFF', 0, 'latin1');
  file.writeUInt32LE(36 + bytes, 4);
  file.write('WAVEfmt ', 8, 'latin1');
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(1, 20);
  file.writeUInt16LE(1, 22);
  file.writeUInt32LE(24_000, 24);
  file.writeUInt32LE(48_000, 28);
  file.writeUInt16LE(2, 32);
  file.writeUInt16LE(16, 34);
  file.write('data', 36, 'latin1');
  file.writeUInt32LE(bytes, 40);
  return file;
}

/** A WebM file whose segment has only elements without content. */
export function webm(bytes: number): Uint8Array<ArrayBuffer> {
  const file = Buffer.from(new ArrayBuffer(bytes));
  const head = Buffer.from('1a45dfa3874282847765626d1853806701ffffffffffffff', 'hex');
  file.fill(Buffer.from('ec80', 'hex'));
  file.set(head);
  return file;
}

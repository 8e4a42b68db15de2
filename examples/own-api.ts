/**
 * An API of your own beside the built-in ones: notes are stored, and one more operation reads them. Access, validation,
 * error bodies, storage per project and the OpenAPI document come with it.
 */
import {
  createFakeAI,
  defineApi,
  defineCollection,
  defineNoun,
  Fault,
  json,
  openai,
  operation,
  type Platform,
  resource,
  Type,
} from 'fakeai';
import OpenAI from 'openai';

/** A note as it is stored, and as the API shows it. */
interface StoredNote {
  readonly id: string;
  readonly text: string;
}
const Note = Type.Object({ id: Type.String(), object: Type.Literal('note'), text: Type.String() });

const noteCollection = defineCollection<StoredNote>({ name: 'notes', maximum: 1000, overflow: 'refuse' });

const notes = defineNoun({
  tag: 'Notes',
  collections: { notes: noteCollection },
  rows: ({ store, turns, clock, ids }: Platform, { notes }) => [
    ...resource({
      noun: 'note',
      path: '/notes',
      param: 'note_id',
      store,
      turns,
      collection: notes,
      item: Note,
      toItem: (note) => ({ ...note, object: 'note' as const }),
      create: {
        id: 'createNote',
        body: Type.Object({ text: Type.String({ minLength: 1, maxLength: 10_000 }) }),
        make: ({ body: { text } }) => ({
          stored: { id: ids.next('note_', 22), text },
          createdAt: clock.epoch(),
        }),
      },
      retrieve: { id: 'retrieveNote' },
    }),
    operation({
      id: 'countWords',
      method: 'GET',
      path: '/notes/{note_id}/words',
      access: 'project',
      summary: 'Count the words of a note',
      params: Type.Object({ note_id: Type.String() }),
      reply: Type.Object({ words: Type.Integer() }),
      faults: ['not_found'],
      handle: async ({ params: { note_id: id }, principal: { project } }) => {
        const note = await notes.in(project).get(id);
        if (!note) throw new Fault({ kind: 'not_found', noun: 'note', id });
        return json({ words: note.text.split(/\s+/).length });
      },
    }),
  ],
});

const fake = createFakeAI({ fast: true, apis: [defineApi({ dialect: openai, nouns: [notes] })] });
const client = new OpenAI({ apiKey: 'sk-fakeai-1234567890abcdef', fetch: fake.fetch });

const { id } = await client.post<StoredNote>('/notes', { body: { text: 'The tides follow the moon.' } });
console.log((await client.get<StoredNote>(`/notes/${id}`)).text);
console.log(await client.get(`/notes/${id}/words`));

// Errors are those of the dialect; here without the client.
const headers = { authorization: 'Bearer sk-fakeai-1234567890abcdef', 'content-type': 'application/json' };
const refused = await fake.fetch('http://fake/v1/notes', { method: 'POST', headers, body: '{"text":7}' });
const { error } = (await refused.json()) as { error: { message: string } };
console.log(refused.status, error.message);

await fake.close();

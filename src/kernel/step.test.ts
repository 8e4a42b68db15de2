import Type from 'typebox';
import { describe, expect, it, vi } from 'vitest';
import { bytes, framesOf, incoming, openRig, type RigOptions, row } from './dispatch.cases.ts';
import { createFakeBlobs } from './fake-blobs.cases.ts';
import { Fault } from './fault.ts';
import { json } from './reply.ts';
import type { Moments, Step } from './step.ts';
import { StoredUploadField } from './upload.ts';

const things = row({
  id: 'createThing',
  method: 'POST',
  path: '/things',
  body: Type.Object({ name: Type.String() }),
  handle: ({ body }) => json({ made: body }),
});
const notes = row({ id: 'listNotes', path: '/notes', handle: () => json({ notes: [] }) });

const step = (name: string, moments: Moments): Step => ({ name, on: () => moments });

function open(steps: readonly Step[], options: RigOptions = {}) {
  const rig = openRig([things, notes], { ...options, steps });
  const send = async (json: unknown = { name: 'one' }) => {
    const outgoing = await rig.dispatch(incoming({ json }));
    return { ...outgoing, json: JSON.parse(String(outgoing.body)) };
  };
  return { ...rig, send };
}

/** Two steps that record each of their moments. */
function recordingSteps() {
  const seen: string[] = [];
  const moments = (name: string): Moments => ({
    arrive: ({ principal }) => seen.push(`${name} arrive ${principal?.project}`) as never,
    admit: (_, { body }) => void seen.push(`${name} admit ${JSON.stringify(body)}`),
    answer: (_, reply) => {
      seen.push(`${name} answer ${reply.status}`);
      return reply;
    },
    end: ({ observation: { status, outcome } }) => void seen.push(`${name} end ${status} ${outcome}`),
  });
  return { seen, steps: [step('outer', moments('outer')), step('inner', moments('inner'))] };
}

describe('steps around a call', () => {
  it('run inwards before the handler and outwards after it', async () => {
    const { seen, steps } = recordingSteps();
    expect((await open(steps).send()).status).toBe(200);
    expect(seen).toEqual([
      'outer arrive default',
      'inner arrive default',
      'outer admit {"name":"one"}',
      'inner admit {"name":"one"}',
      'inner answer 200',
      'outer answer 200',
      'inner end 200 ok',
      'outer end 200 ok',
    ]);
  });

  it('see errors as answers, and the end of calls that were refused', async () => {
    const { seen, steps } = recordingSteps();
    const { send, dispatch } = open(steps);
    expect((await send({ name: 1 })).status).toBe(400);
    expect(seen.slice(2)).toEqual([
      'inner answer 400',
      'outer answer 400',
      'inner end 400 error',
      'outer end 400 error',
    ]);
    seen.length = 0;
    await dispatch(incoming({ path: '/notes', headers: {} }));
    expect(seen).toEqual([
      'inner answer 401',
      'outer answer 401',
      'inner end 401 error',
      'outer end 401 error',
    ]);
  });

  it('are chosen once per row', async () => {
    const on = vi.fn<Step['on']>((operation) =>
      operation?.id === 'listNotes' ? { admit: () => json({ chosen: true }) } : undefined,
    );
    const { dispatch, send } = open([{ name: 'chosen', on }]);
    for (let round = 0; round < 2; round++) {
      expect((await send()).json).toEqual({ made: { name: 'one' } });
      expect(await dispatch(incoming({ path: '/notes' }))).toMatchObject({ body: '{"chosen":true}' });
      expect(await dispatch(incoming({ path: '/nowhere' }))).toMatchObject({ status: 404 });
    }
    expect(on.mock.calls.map(([operation]) => operation?.id)).toEqual([
      'createThing',
      'listNotes',
      undefined,
    ]);
  });

  it('refuse a request on its head, before the body', async () => {
    const refuse = step('refuse', {
      arrive: () => {
        throw new Fault({ kind: 'forbidden', message: 'Closed on Sundays.' });
      },
    });
    const { dispatcher, send } = open([refuse]);
    const { method, path, query, headers, receivedAt } = incoming({ json: {} });
    expect(dispatcher.arrive({ method, path, query, headers, receivedAt }).body).toBe('unwanted');
    expect(await send()).toMatchObject({ status: 403, json: { error: { message: 'Closed on Sundays.' } } });
  });

  it('refuse, delay and answer a call in place of the handler', async () => {
    const refuse = step('refuse', {
      admit: async () => {
        throw new Fault({ kind: 'overloaded', retryAfter: 1 });
      },
    });
    expect(await open([refuse]).send()).toMatchObject({ status: 503 });
    const never = vi.fn<() => undefined>();
    const answers = [
      step('wait', { admit: async () => undefined }),
      step('answer', { admit: async () => json({ early: true }, { status: 202 }) }),
      step('never', { admit: never }),
    ];
    expect(await open(answers).send()).toMatchObject({ status: 202, json: { early: true } });
    expect(never).not.toHaveBeenCalled();
  });

  it('replace answers and add headers', async () => {
    const counted = step('counted', {
      answer: async ({ notes }, reply) => {
        notes['x-counted'] = '1';
        notes['x-request-id'] = 'req_own';
        return reply.kind === 'whole' ? { ...reply, body: `[${String(reply.body)}]` } : reply;
      },
    });
    const { status, headers, json } = await open([counted]).send();
    expect(status).toBe(200);
    expect(json).toEqual([{ made: { name: 'one' } }]);
    expect(headers).toMatchObject({
      'x-counted': '1',
      'x-request-id': 'req_own',
      'content-length': String(JSON.stringify(json).length),
    });
  });

  it('that fail become an error answer, which the steps around them see', async () => {
    const { seen, steps } = recordingSteps();
    const broken = step('broken', {
      answer: () => {
        throw new Error('a defect');
      },
      end: () => {
        throw new Error('another');
      },
    });
    const { send, lines } = open([...steps, broken]);
    expect(await send()).toMatchObject({ status: 500, json: { error: { type: 'server_error' } } });
    expect(seen.slice(4)).toEqual([
      'inner answer 500',
      'outer answer 500',
      'inner end 500 error',
      'outer end 500 error',
    ]);
    expect(lines.map(({ message, error }) => [message, String(error).split('\n', 1)[0]])).toEqual([
      ['unexpected failure', 'Error: a defect'],
      ['a step failed after the answer', 'Error: another'],
    ]);
  });

  it('see the end of a stream when it ends, and of a call whose body never came', async () => {
    const { seen, steps } = recordingSteps();
    const frames = framesOf(['a', 'b']);
    const streamed = step('streamed', {
      admit: () => ({ kind: 'stream', status: 200, contentType: 'text/event-stream', frames }),
    });
    const { dispatch, dispatcher } = open([...steps, streamed]);
    const outgoing = await dispatch(incoming({ json: { name: 'one' } }));
    expect(seen.at(-1)).toBe('outer answer 200');
    outgoing.frames?.cancel();
    expect(seen.slice(-2)).toEqual(['inner end 200 aborted', 'outer end 200 aborted']);
    seen.length = 0;
    const { method, path, query, headers, receivedAt } = incoming({ json: {} });
    dispatcher.drop(dispatcher.arrive({ method, path, query, headers, receivedAt }));
    expect(seen.slice(2)).toEqual(['inner end 499 aborted', 'outer end 499 aborted']);
  });

  it('that answer a form leave none of its files in the store', async () => {
    const blobs = createFakeBlobs();
    const upload = row({
      id: 'upload',
      method: 'POST',
      path: '/uploads',
      form: Type.Object({ file: StoredUploadField({ maxBytes: 100 }) }),
      handle: () => json({}),
    });
    const answer = step('answer', { admit: () => json({ early: true }) });
    const send = async (steps: readonly Step[]) => {
      const { dispatch } = openRig([upload], { blobs, steps });
      const head = { 'content-type': 'multipart/form-data; boundary=b' };
      const { headers } = incoming();
      const body = bytes(
        '--b\r\ncontent-disposition: form-data; name="file"; filename="a"\r\n\r\nbytes\r\n--b--\r\n',
      );
      return dispatch(incoming({ method: 'POST', path: '/uploads', headers: { ...headers, ...head }, body }));
    };
    expect(await send([answer])).toMatchObject({ body: '{"early":true}' });
    expect(blobs.kept.size).toBe(0);
    expect(await send([])).toMatchObject({ body: '{}' });
    expect(blobs.kept.size).toBe(1);
  });
});

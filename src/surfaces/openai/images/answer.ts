import type { Engine } from '../../../engine/engine.ts';
import type { Tokenizers } from '../../../engine/tokenizer/create-tokenizers.ts';
import type { Call } from '../../../kernel/operation.ts';
import { bytesReply, jsonText, type Reply } from '../../../kernel/reply.ts';
import { EVENT_STREAM, EVENT_STREAM_HEADERS } from '../../../kernel/wire/sse.ts';
import type { ImageRenderer } from '../../../media/image/renderer.ts';
import type { Abort } from '../../../runtime/abort.ts';
import { type Clock, unixSeconds, until } from '../../../runtime/clock.ts';
import { fromPieces } from '../../../runtime/pieces.ts';
import type { Random } from '../../../runtime/random.ts';
import type { Turns } from '../../../runtime/turns.ts';
import { FAREWELL } from '../farewell.ts';
import type { PictureOrder } from './decode.ts';
import { drawPictures, type Picture, reserveFor } from './draw.ts';
import { EncodedImages, type EventName, encodeEvent } from './encode.ts';
import { toFileUrl } from './file-url.ts';
import { PictureFrames } from './frames.ts';
import { duesOf, stepsOf } from './pace.ts';
import { revisePrompt } from './revise.ts';
import type { ImagesUsage } from './schema.ts';
import type { ServedPictures } from './served-pictures.ts';
import { inputTokens, toImagesUsage, toUsage } from './usage.ts';

export interface AnswerServices {
  readonly clock: Clock;
  readonly turns: Turns;
  /** The randomness of the instance, which each request forks. */
  readonly random: Random;
  readonly tokenizers: Tokenizers;
  readonly engine: Engine;
  readonly renderer: ImageRenderer;
  /** Stores the images that are returned as URLs. */
  readonly served: ServedPictures;
}

/** An order in progress. */
interface Work {
  readonly call: Call;
  readonly order: PictureOrder;
  /** Identical for identical requests. */
  readonly random: Random;
  /** In the order in which they are sent. */
  readonly pictures: AsyncGenerator<Picture, void, undefined>;
  /** When each of them is due. */
  readonly due: readonly number[];
  /** Counts an image that the client gets, and returns the usage so far. */
  readonly count: (picture: Picture) => ImagesUsage;
  /** Call when the images are no longer held. */
  readonly release: () => void;
}

/** Images held at once by a stream. */
const STREAMED = 3;

/** Longer JSON is written in parts. */
const LARGE = 4 * 2 ** 20;

/** Creates the images of an order and returns them all at once, or as events when they are due. */
export async function answerPictures(
  call: Call,
  order: PictureOrder,
  event: EventName,
  services: AnswerServices,
): Promise<Reply> {
  const { observation } = call;
  const { tokenizers, engine, renderer } = services;
  const { model, prompt, rules } = order;
  const tokenizer = tokenizers.get(model.tokenizer) ?? (await tokenizers.load(model.tokenizer));
  const input = inputTokens(order, tokenizer.count(prompt));
  const random = services.random.fork('image', model.id, prompt);
  const promptTokens = input.text + input.image;
  const made = { finished: 0, partial: 0 };
  const { count, partials, isStreamed } = order;
  const held = isStreamed ? Math.min(STREAMED, count * (partials + 1)) : count;
  const reserved = await reserveFor(order, held, renderer, call.abort);
  const scheduled = engine.submit({
    model,
    arrivedAt: call.receivedAt,
    promptTokens,
    steps: stepsOf(order),
    key: ['image', model.id, prompt, 'latency'],
  });
  const release = (): void => {
    scheduled.release();
    reserved();
  };
  const work: Work = {
    call,
    order,
    random,
    pictures: drawPictures(order, renderer, random, call.abort),
    due: duesOf(order, scheduled),
    count: ({ partial }) => {
      made[partial === undefined ? 'finished' : 'partial']++;
      const usage = toImagesUsage(order, input, made);
      if (rules.countsTokens) observation.usage = toUsage(usage);
      return usage;
    },
    release,
  };
  try {
    return await (isStreamed ? stream(work, event, services) : whole(work, services));
  } catch (error) {
    release();
    throw error;
  }
}

/** Calls `release` when the last of the items has been taken, or nobody takes them any more. */
async function* releasing<T>(items: AsyncIterable<T>, release: () => void): AsyncGenerator<T> {
  try {
    yield* items;
  } finally {
    release();
  }
}

/**
 * Nothing is sent before the first image is ready and due, so an error until then still gets a proper
 * error response.
 */
async function stream(work: Work, event: EventName, { clock }: AnswerServices): Promise<Reply> {
  const { call, order, due, count } = work;
  const pictures = await fromPieces(releasing(work.pictures, work.release));
  try {
    await until(clock, due[0] as number, call.abort);
  } catch (reason) {
    pictures.cancel(reason);
    throw reason;
  }
  const encode = (picture: Picture): string =>
    encodeEvent(event, order, picture, { createdAt: unixSeconds(clock), usage: count(picture) });
  return {
    kind: 'stream',
    status: 200,
    contentType: EVENT_STREAM,
    headers: EVENT_STREAM_HEADERS,
    frames: new PictureFrames(pictures, due, encode),
    farewell: FAREWELL,
  };
}

async function whole(work: Work, { clock, turns, served }: AnswerServices): Promise<Reply> {
  const { call, order, random, due, count, release } = work;
  const pictures: Uint8Array[] = [];
  let usage: ImagesUsage | undefined;
  for await (const { bytes } of work.pictures) pictures.push(bytes);
  await until(clock, due.at(-1) as number, call.abort);
  for (const bytes of pictures) usage = count({ bytes });
  const { format } = order.output;
  const delivered: { url: string }[] = [];
  if (order.delivery === 'url') {
    for (const bytes of pictures) {
      const id = await served.put(bytes, `image/${format}`);
      delivered.push({ url: toFileUrl(call.origin, id, format) });
    }
  }
  const json = new EncodedImages({
    order,
    created: unixSeconds(clock),
    pictures: order.delivery === 'url' ? delivered : pictures.map((bytes) => ({ bytes })),
    ...(order.rules.revisesPrompts && {
      revisedPrompts: pictures.map((_, index) => revisePrompt(order, random.fork('revision', index))),
    }),
    usage: usage as ImagesUsage,
  });
  if (json.length > LARGE) {
    return bytesReply({
      contentType: 'application/json',
      length: json.length,
      source: releasing(inTurns(json, turns, call.abort), release),
    });
  }
  release();
  return jsonText([...json.parts()].join(''));
}

async function* inTurns(json: EncodedImages, turns: Turns, abort: Abort): AsyncGenerator<Uint8Array> {
  for (const part of json.parts()) {
    yield Buffer.from(part);
    const pause = turns.pause(abort);
    if (pause) await pause;
  }
}

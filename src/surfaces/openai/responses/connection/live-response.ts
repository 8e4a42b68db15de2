import type { ItemPlan } from '../../../../engine/choice-plan.ts';
import type { GenerationEvent, Usage } from '../../../../engine/event.ts';
import type { Generation } from '../../../../engine/generation.ts';
import type { ModelCard } from '../../../../engine/models/card.ts';
import { usageUpTo } from '../../../../engine/passes.ts';
import type { PlayedGeneration } from '../../../../serving/answer-frames.ts';
import { leaveEarly } from '../../../../serving/serve.ts';
import type { Observation } from '../../../../telemetry/observation.ts';
import type { Past } from '../history.ts';
import type { ResponseObject } from '../response-object.ts';
import type { Lane } from './lanes.ts';
import type { ConnectionMemory } from './memory.ts';

/** The events of a response, as far as steering needs them. */
interface Events {
  nextNumber(): number;
  steered(usage: Usage): void;
}

interface Start {
  readonly id: string;
  readonly model: ModelCard;
  readonly events: Events;
  readonly observation: Observation;
}

export interface LiveResponseOptions {
  readonly memory: ConnectionMemory;
  readonly lane: Lane;
  /** False: everything is prepared, but nothing is said. */
  readonly generates: boolean;
  /** Called when the response is about to begin: nothing can refuse it any more. */
  readonly onStart: () => void;
}

/** A response that is made on a connection: what the connection and the handler of the request share (`Call.context`). */
export class LiveResponse {
  readonly #options: LiveResponseOptions;
  #start: Start | undefined;
  #generation: PlayedGeneration | undefined;
  /** Whether it continues a response that only the connection remembers. */
  #isLocal = false;
  #isSteered = false;
  #wasCut = false;
  #ended: ResponseObject | undefined;

  constructor(options: LiveResponseOptions) {
    this.#options = options;
  }

  /** Undefined before it begins. */
  get id(): string | undefined {
    return this.#start?.id;
  }

  /** As it has ended; undefined before, and if it failed. */
  get ended(): ResponseObject | undefined {
    return this.#ended;
  }

  /** Why it cannot be steered now; undefined if it can. */
  get unsteerable():
    | 'steering_not_supported'
    | 'response_already_completed'
    | 'response_not_active'
    | undefined {
    if (this.#generation?.nextAt === undefined)
      return this.#wasCut || !this.#generation ? 'response_not_active' : 'response_already_completed';
    const canSteer = this.#start?.model.steering === true && this.#options.generates;
    return canSteer ? undefined : 'steering_not_supported';
  }

  /** The response ends after the item that is being made, if the client has no call to answer by then. */
  steer(): void {
    this.#isSteered = true;
  }

  /** The number of an event of the connection's own, in the sequence of this response. */
  nextNumber(): number {
    return this.#start?.events.nextNumber() ?? 0;
  }

  /** The conversation that the request continues, if the connection remembers it. */
  earlier(previous: string): Past | undefined {
    const past = this.#options.memory.get(previous);
    this.#isLocal = past !== undefined;
    return past;
  }

  /** Begins: returns what is to be played in place of the answer. */
  begin(generation: Generation, start: Start): PlayedGeneration {
    const { generates, onStart } = this.#options;
    this.#start = start;
    this.#generation = generates ? this.#steerable(generation, start) : silent(generation, start);
    onStart();
    return this.#generation;
  }

  /**
   * The response has ended: the connection remembers it, unless it can be found in the store.
   *
   * @param past all that a response which continues it reads
   */
  end(response: ResponseObject, past: Past): void {
    this.#ended = response;
    if (response.store !== false && !this.#isLocal) return;
    this.#options.memory.keep(this.#options.lane, response.id, past);
  }

  #steerable(generation: Generation, { events, observation }: Start): PlayedGeneration {
    const [plan] = generation.plans;
    const items = plan?.items ?? [];
    const isBoundary = (event: GenerationEvent): boolean =>
      event.type === 'item-close' &&
      event.item < items.length - 1 &&
      !items.slice(0, event.item + 1).some(isCallersCall);
    return played(generation, (now) => {
      const batch = generation.take(now);
      const end = this.#isSteered ? batch?.find(isBoundary) : undefined;
      if (end?.type !== 'item-close' || batch === undefined || plan === undefined) return batch;
      this.#wasCut = true;
      generation.cancel();
      // What was due after the item is not told, and so it is not counted.
      const usage = usageUpTo(generation.firstUsage, plan, end.item);
      leaveEarly({ usageSoFar: () => usage }, observation);
      events.steered(usage);
      return batch.slice(0, batch.indexOf(end) + 1);
    });
  }
}

/** Whether the client runs a call, of the model or of a program. */
function isCallersCall(item: ItemPlan): boolean {
  return item.kind === 'call' || (item.kind === 'work' && item.work.tool === 'program-call');
}

/** The response that a call makes on a connection; undefined for a call over HTTP. */
export function liveOf({ context }: { readonly context?: unknown }): LiveResponse | undefined {
  return context instanceof LiveResponse ? context : undefined;
}

/** An answer that takes the time of its prompt and then ends without a word. */
function silent(generation: Generation, { observation }: Start): PlayedGeneration {
  return played(generation, (now) => {
    if (generation.nextAt === undefined || generation.nextAt > now) return undefined;
    generation.cancel();
    leaveEarly(generation, observation);
    return [
      { type: 'finished', at: now, choice: 0, reason: 'stop' },
      { type: 'usage', at: now, usage: generation.usageSoFar() },
    ];
  });
}

function played(generation: Generation, take: PlayedGeneration['take']): PlayedGeneration {
  return {
    get nextAt() {
      return generation.nextAt;
    },
    take,
    cancel: (reason) => generation.cancel(reason),
    usageSoFar: () => generation.usageSoFar(),
    get tokensTaken() {
      return generation.tokensTaken;
    },
    get admittedAt() {
      return generation.admittedAt;
    },
    get usage() {
      return generation.usage;
    },
    onReady: (listener) => generation.onReady?.(listener),
  };
}

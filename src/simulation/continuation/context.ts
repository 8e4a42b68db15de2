import type { Brief } from '../../engine/ports/content.ts';
import type { Random } from '../../runtime/random.ts';
import { composeProse } from '../prose/compose-prose.ts';
import { createScene, type Scene } from '../prose/scene.ts';
import type { Reading } from './reading.ts';

/** Everything a continuation is based on. */
export interface Context {
  readonly reading: Reading;
  /** The scene of the whole text, read as if it were a message. */
  readonly scene: Scene;
  readonly random: Random;
  /** The answer to a message with this text. */
  compose(message: string): string;
}

export function createContext(brief: Brief, reading: Reading, random: Random): Context {
  const sceneOf = (message: string): Scene => createScene(asked(brief, message), random.fork('scene'));
  return {
    reading,
    scene: sceneOf(reading.tail),
    random,
    compose(message) {
      const own = asked(brief, message);
      return composeProse(own, createScene(own, random.fork('answer'))).text ?? '';
    },
  };
}

function asked(brief: Brief, message: string): Brief {
  const turns = [{ role: 'user' as const, parts: [{ kind: 'text' as const, text: message }] }];
  return {
    ...brief,
    request: { ...brief.request, continuation: undefined, turns },
    budget: { ...brief.budget, minimum: 0 },
  };
}

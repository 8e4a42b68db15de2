import type { Brief } from '../../engine/ports/content.ts';
import type { Random } from '../../runtime/random.ts';
import { composeProse } from '../prose/compose-prose.ts';
import { createScene, type Scene } from '../prose/scene.ts';
import { readRequest } from '../reading/reading.ts';
import type { TextEnd } from './text-end.ts';

/** Everything a continuation is based on. */
export interface Context {
  readonly end: TextEnd;
  /** The scene of the whole text, read as if it were a message. */
  readonly scene: Scene;
  readonly random: Random;
  /** The answer to a message with this text. */
  compose(message: string): string;
}

export function createContext(brief: Brief, end: TextEnd, random: Random): Context {
  const sceneOf = (message: string): Scene => sceneFor(asked(brief, message), random.fork('scene'));
  return {
    end,
    scene: sceneOf(end.tail),
    random,
    compose(message) {
      const own = asked(brief, message);
      return composeProse(own, sceneFor(own, random.fork('answer'))).text ?? '';
    },
  };
}

function sceneFor(brief: Brief, random: Random): Scene {
  return createScene(brief, readRequest(brief.request), random);
}

function asked(brief: Brief, message: string): Brief {
  const turns = [{ role: 'user' as const, parts: [{ kind: 'text' as const, text: message }] }];
  return {
    ...brief,
    request: { ...brief.request, continuation: undefined, turns },
    budget: { ...brief.budget, minimum: 0 },
  };
}

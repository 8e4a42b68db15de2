import type { Form } from '../scene.ts';
import { OFFERS, OPENINGS } from './small-talk.ts';

/** An empty message: answered with a greeting. */
export const silence: Form = {
  name: 'silence',
  recognise: ({ text }) =>
    text === '' ? ({ random }) => [`${random.pick(OPENINGS)} ${random.pick(OFFERS)}`] : undefined,
};

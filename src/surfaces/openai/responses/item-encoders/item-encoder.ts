import type { ChoiceEvent } from '../../../../engine/event.ts';
import type { Told, WorkEncoder } from '../works/work-encoder.ts';

/** Tells the progress of one item of an answer, which it changes. The items are added and done in the same way, whatever they are. */
export interface ItemEncoder extends WorkEncoder {
  openPart?(part: number, kind: EventOf<'part-open'>['kind']): readonly Told[];
  closePart?(part: number): readonly Told[];
  text?(event: EventOf<'text'>): readonly Told[];
  refusal?(event: EventOf<'refusal'>): readonly Told[];
  cite?(event: EventOf<'citations'>): readonly Told[];
  /** What the model thinks, if it shows that. */
  reasoning?(text: string): readonly Told[];
  summary?(text: string): readonly Told[];
}

export type EventOf<Type extends ChoiceEvent['type']> = Extract<ChoiceEvent, { readonly type: Type }>;

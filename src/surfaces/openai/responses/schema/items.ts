import type { Static } from 'typebox';
import { tagged } from '../../../../kernel/tagged.ts';
import { inputItems } from './input-items.ts';
import { OutputMessage, outputItems } from './output-items.ts';

/** Any item of an input (specification: InputItem). */
export const InputItem = tagged('type', inputItems, { reported: 'object' });
export type InputItem = Static<typeof InputItem>;

/** Any item of an answer (specification: OutputItem). */
export const OutputItem = tagged('type', [OutputMessage, ...outputItems]);
export type OutputItem = Static<typeof OutputItem>;

import { startSteps } from '../runtime/steps.ts';
import type { Incoming } from './incoming.ts';
import type { Operation } from './operation.ts';
import type { Reply } from './reply.ts';
import { type Body, createBodyReader } from './steps/body.ts';
import { decoded, isEncoded } from './steps/decode.ts';
import { type FormOptions, isForm, withForm } from './steps/form.ts';
import { readRaw } from './steps/raw.ts';
import { validate } from './steps/validate.ts';

export interface ReceiveOptions extends FormOptions {
  readonly maxDepth: number;
}

/** A validated body. */
export interface Input extends Body {
  /** To be called when the handler is about to run: it becomes responsible for files stored with the form. */
  readonly handOver?: () => void;
}

type Use = (input: Input) => Reply | Promise<Reply>;

/**
 * Reads the body that a row accepts and passes it to `use`: decodes it, parses it as JSON, as a form or not at all,
 * and validates it. Files that a form left in the store are discarded if `use` throws, or returns before it has called
 * `handOver`. Returns a promise only if the body is encoded, large or a form, or if `use` does.
 *
 * @throws Fault about the body
 */
export function createReceive(
  options: ReceiveOptions,
): (incoming: Incoming, operation: Operation, use: Use) => Reply | Promise<Reply> {
  const readBody = createBodyReader(validate, options);

  function receive(incoming: Incoming, operation: Operation, use: Use): Reply | Promise<Reply> {
    const { body, form, raw } = operation;
    const bytes = raw && readRaw(incoming, operation, options);
    if (bytes) return use({ value: bytes, memo: undefined });
    if (form && (!body || isForm(incoming))) {
      return withForm(incoming, form, options, ({ value, checked }, handOver) => {
        validate(form, checked);
        return use({ value, memo: undefined, handOver });
      });
    }
    if (!body) return use(NO_BODY);
    const { json } = incoming.internal ?? {};
    if (json !== undefined) {
      const value = startSteps(validate.inSteps(body, json), options.turns, incoming.abort);
      return value instanceof Promise
        ? value.then((checked) => use({ value: checked, memo: undefined }))
        : use({ value, memo: undefined });
    }
    const read = readBody(incoming, body);
    return read instanceof Promise ? read.then(use) : use(read);
  }

  return (incoming, operation, use) => {
    const { body, form, raw } = operation;
    if (!(body || form || raw) || !isEncoded(incoming)) return receive(incoming, operation, use);
    return decoded(incoming, { form, bodyLimit: options.bodyLimit }).then((plain) =>
      receive(plain, operation, use),
    );
  };
}

const NO_BODY: Input = { value: undefined, memo: undefined };

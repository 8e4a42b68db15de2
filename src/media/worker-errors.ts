import { PackageFileMissing } from '../runtime/package-file.ts';
import { ImageUnreadable, type UnreadableReason } from './image/unreadable.ts';

/** An error in a form that can cross threads: structured cloning would lose its class and fields. */
export interface WireError {
  readonly name: string;
  readonly message: string;
  readonly stack?: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

/**
 * Constructors of expected errors, by name. All other errors arrive as a plain Error that keeps its name and
 * stack.
 */
const CLASSES: Readonly<Record<string, (error: WireError) => Error>> = {
  ImageUnreadable: ({ message, fields }) => new ImageUnreadable(fields.reason as UnreadableReason, message),
  PackageFileMissing: ({ fields }) =>
    new PackageFileMissing(fields.file as string, fields.path as string | undefined),
};

export function toWire(error: unknown): WireError {
  if (!(error instanceof Error)) return { name: 'Error', message: String(error), fields: {} };
  const fields = Object.fromEntries(Object.entries(error).filter(([, value]) => isPlain(value)));
  return { name: error.name, message: error.message, stack: error.stack, fields };
}

export function fromWire(wire: WireError): Error {
  const make = Object.hasOwn(CLASSES, wire.name) ? CLASSES[wire.name] : undefined;
  if (make) return make(wire);
  const error = new Error(wire.message);
  error.name = wire.name;
  if (wire.stack !== undefined) error.stack = wire.stack;
  return error;
}

function isPlain(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

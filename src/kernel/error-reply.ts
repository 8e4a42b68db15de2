import type { Log } from '../runtime/log.ts';
import { PackageFileMissing } from '../runtime/package-file.ts';
import { StoreFull, StoreUnavailable } from '../storage/errors.ts';
import { asWritten } from './as-written.ts';
import { toFault } from './fault.ts';
import type { Incoming } from './incoming.ts';
import type { Reply } from './reply.ts';
import type { StepCall } from './step.ts';

export interface ErrorReplyOptions {
  readonly log: Log;
  /** Called once for each missing file of this package that a request needed. */
  readonly onMissingFile: (missing: PackageFileMissing) => void;
}

/** Notes what a call failed with and encodes it. Bugs are logged with their stack and answered as `internal`. */
export function createErrorReply({
  log,
  onMissingFile,
}: ErrorReplyOptions): (error: unknown, incoming: Incoming, step: StepCall) => Reply {
  const reported = new Set<string>();
  return (error, incoming, { observation, surface }) => {
    const fault = asWritten(toFault(error), incoming);
    const { requestId } = observation;
    observation.fault = fault.detail.kind;
    if (error instanceof PackageFileMissing) {
      if (!reported.has(error.file)) onMissingFile(error);
      reported.add(error.file);
    } else if (error instanceof StoreUnavailable || error instanceof StoreFull) {
      log.error('the store cannot be used', { requestId, error: error.message });
    } else if (fault.detail.kind === 'internal') {
      log.error('unexpected failure', {
        requestId,
        error: error instanceof Error ? (error.stack ?? error.message) : String(error),
      });
    }
    return surface.encodeFault(fault);
  };
}

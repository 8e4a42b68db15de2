import type { Log } from '../../runtime/log.ts';
import { Fault } from '../fault.ts';
import type { Head } from '../head.ts';
import { header } from '../incoming.ts';
import type { CallerHeaders, Operation, Surface } from '../operation.ts';
import { checkPermission, type Principal } from '../principal.ts';
import type { Moments, Step } from '../step.ts';
import { type AccessOptions, createAccess } from './access.ts';

export interface IdentifyOptions extends AccessOptions {
  readonly organization: string;
  /** The instance's main surface. */
  readonly surface: Surface;
}

/**
 * Tells who makes a request to an operation.
 *
 * @throws Fault `missing_credentials`, `wrong_credentials`; `invalid_value`, code `invalid_project`;
 *   `forbidden`, code `insufficient_permissions`
 */
export type Identify = (
  incoming: Pick<Head, 'headers' | 'internal'>,
  operation: Pick<Operation, 'access' | 'surface'>,
) => Principal;

/** What to say about API keys when one is rejected. */
export interface AccessHelp {
  /** For the answer's `x-fakeai-note` header: may name a key that everyone knows. */
  readonly note: string;
  /** For the log, once. Names no key. */
  readonly log: string;
}

export interface CheckAccessOptions extends IdentifyOptions {
  readonly log: Log;
  /** Helps whoever set up a caller whose key is rejected. Undefined where only the operator may give out keys. */
  readonly accessHelp?: AccessHelp | undefined;
}

/** Tells who calls, and refuses callers that may not call the row. */
export function checkAccess({ log, accessHelp, ...options }: CheckAccessOptions): Step {
  const identify = createIdentify(options);
  let isHelpLogged = false;
  const help: Moments['answer'] = ({ observation, notes }, reply) => {
    const { fault, requestId } = observation;
    if (!accessHelp || (fault !== 'missing_credentials' && fault !== 'wrong_credentials')) return reply;
    if (!isHelpLogged) log.warn(accessHelp.log, { requestId });
    isHelpLogged = true;
    notes['x-fakeai-note'] = accessHelp.note;
    return reply;
  };
  return {
    name: 'access',
    on: (operation) =>
      operation && {
        arrive(step) {
          step.principal = identify(step.request, operation);
        },
        ...(accessHelp && { answer: help }),
      },
  };
}

const DEFAULT_PROJECT = 'default';

/** The one place that turns a request into a {@link Principal}. */
export function createIdentify({ organization, surface: main, ...options }: IdentifyOptions): Identify {
  const checkKey = createAccess(options);
  return (incoming, { access, surface }) => {
    const key = incoming.internal || access === 'public' ? undefined : checkKey(incoming, surface.keyHeader);
    const principal: Principal = incoming.internal?.principal ?? {
      organization,
      project: projectOf(incoming, surface.callers ?? main.callers),
      user: undefined,
      key,
      kind: 'open',
    };
    checkPermission(principal, access);
    return principal;
  };
}

/**
 * The project that a caller names, or `default` if it names none. Everything that is
 * stored is separate for each project, so an invalid name never falls back to a project that others use.
 */
function projectOf(incoming: Pick<Head, 'headers'>, callers: CallerHeaders | undefined): string {
  const project = callers && header(incoming, callers.project.name);
  if (project === undefined) return DEFAULT_PROJECT;
  if (/^[\w.-]{1,128}$/.test(project)) return project;
  throw new Fault({
    kind: 'invalid_value',
    param: null,
    message: `Invalid '${callers?.project.title}' header: expected 1 to 128 letters, digits, '_', '-' or '.'. Without the header, requests belong to the project '${DEFAULT_PROJECT}'.`,
    code: 'invalid_project',
  });
}

import { Fault } from '../fault.ts';
import { header, type Incoming } from '../incoming.ts';
import type { CallerHeaders, Operation, Surface } from '../operation.ts';
import { checkPermission, type Principal } from '../principal.ts';
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
  incoming: Pick<Incoming, 'headers' | 'internal'>,
  operation: Pick<Operation, 'access' | 'surface'>,
) => Principal;

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
function projectOf(incoming: Pick<Incoming, 'headers'>, callers: CallerHeaders | undefined): string {
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

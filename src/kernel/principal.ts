import { Fault } from './fault.ts';

/** Who makes a call. Whatever depends on the caller reads this, never a request header. */
export interface Principal {
  readonly organization: string;
  /** The scope of everything that the caller stores. */
  readonly project: string;
  /** The user that the key belongs to; undefined for keys that belong to nobody. */
  readonly user: string | undefined;
  /** The id of the key, which does not reveal the key; undefined if the call needed none. */
  readonly key: string | undefined;
  readonly kind: PrincipalKind;
}

/**
 * `project`: a user's key of one project. `service_account`: a key of one project that belongs to no user.
 * `admin`: a key for the administration of an organization. `ephemeral`: a short-lived key that a server passes
 * on to its client. `open`: a configured key, or none where none is required; acts for any project.
 */
export type PrincipalKind = 'project' | 'service_account' | 'admin' | 'ephemeral' | 'open';

/**
 * Who may call an operation. `public`: anyone, without a key. `project`: callers that act for a project.
 * `admin`: callers that administer the organization.
 */
export type Access = 'public' | 'project' | 'admin';

const ADMITTED: { readonly [Kind in PrincipalKind]: readonly Access[] } = {
  project: ['public', 'project'],
  service_account: ['public', 'project'],
  ephemeral: ['public', 'project'],
  admin: ['public', 'admin'],
  open: ['public', 'project', 'admin'],
};

/**
 * Checks that a caller may call an operation with this access.
 *
 * @throws Fault `forbidden`, code `insufficient_permissions`
 */
export function checkPermission({ kind }: Principal, access: Access): void {
  if (ADMITTED[kind].includes(access)) return;
  throw new Fault({
    kind: 'forbidden',
    code: 'insufficient_permissions',
    message:
      access === 'admin'
        ? 'You have insufficient permissions for this operation. It requires an admin API key.'
        : 'You have insufficient permissions for this operation. It requires the API key of a project.',
  });
}

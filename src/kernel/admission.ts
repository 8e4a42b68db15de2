import type { Incoming } from './incoming.ts';
import type { Match } from './operation.ts';
import type { Router } from './router.ts';
import { type AccessOptions, createAccess } from './steps/access.ts';
import { createHostCheck, type HostOptions } from './steps/host.ts';
import { projectOf } from './steps/project.ts';

/** The parts of a request known before its body. */
export type Head = Pick<Incoming, 'method' | 'path' | 'headers' | 'listener'>;

/**
 * Returns the row of a request if its head gives no reason to refuse it, so that its body is worth receiving;
 * undefined otherwise. Dispatching the request without its body then produces the refusal.
 */
export type Admit = (head: Head) => Match | undefined;

/** Checks everything that needs no body. Dispatch skips the key of an admitted request. */
export function createAdmit(options: AccessOptions & HostOptions & { readonly router: Router }): Admit {
  const checkHost = createHostCheck(options);
  const checkAccess = createAccess(options);
  return (head) => {
    const match = options.router.find(head.method, head.path);
    if (!match) return undefined;
    const { access, surface } = match.operation;
    try {
      checkHost(head);
      if (access === 'project') checkAccess(head, surface.keyHeader);
      projectOf(head);
    } catch {
      return undefined;
    }
    return match;
  };
}

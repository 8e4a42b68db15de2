import type { Incoming } from './incoming.ts';
import type { Match, Router } from './router.ts';
import { type AccessOptions, createAccess } from './steps/access.ts';
import { isForm } from './steps/form.ts';
import { createHostCheck, type HostOptions } from './steps/host.ts';
import { projectOf } from './steps/project.ts';
import { storedBytesIn } from './upload.ts';

/** The parts of a request known before its body. */
export type Head = Pick<Incoming, 'method' | 'path' | 'query' | 'headers' | 'listener'>;

/** What the head of a request says about it. */
export interface Admission {
  /** Undefined if no row matches. */
  readonly match: Match | undefined;
  /**
   * What to do with the body: collect it; pass it on as a stream, because it is a form with files that go to the
   * store; or do not receive it, because the head is a reason to refuse the request. Dispatching the request
   * without its body then produces the refusal.
   */
  readonly body: 'whole' | 'stream' | 'unwanted';
}

/**
 * Finds the row of a request, and checks everything that needs no body. Dispatch does not look up the row again, and
 * repeats the checks only to refuse.
 */
export type Admit = (head: Head) => Admission;

export function createAdmit(options: AccessOptions & HostOptions & { readonly router: Router }): Admit {
  const checkHost = createHostCheck(options);
  const checkAccess = createAccess(options);
  return (head) => {
    const match = options.router.find(head.method, head.path, head.query);
    if (!match) return { match, body: 'unwanted' };
    const { access, surface, form } = match.operation;
    try {
      checkHost(head);
      if (access === 'project') checkAccess(head, surface.keyHeader);
      projectOf(head);
    } catch {
      return { match, body: 'unwanted' };
    }
    const isStored = form !== undefined && storedBytesIn(form) > 0 && isForm(head);
    return { match, body: isStored ? 'stream' : 'whole' };
  };
}

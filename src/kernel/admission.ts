import type { Admission, Incoming } from './incoming.ts';
import type { Router } from './router.ts';
import { isForm } from './steps/form.ts';
import { createHostCheck, type HostOptions } from './steps/host.ts';
import { createIdentify, type IdentifyOptions } from './steps/principal.ts';
import { storedBytesIn } from './upload.ts';

/** The parts of a request known before its body. */
export type Head = Pick<Incoming, 'method' | 'path' | 'query' | 'headers' | 'listener'>;

/**
 * Finds the row and the caller of a request, and checks everything that needs no body. Dispatch does not look up the row
 * again, and repeats the checks only to refuse.
 */
export type Admit = (head: Head) => Admission;

export function createAdmit(options: IdentifyOptions & HostOptions & { readonly router: Router }): Admit {
  const checkHost = createHostCheck(options);
  const identify = createIdentify(options);
  return (head) => {
    const match = options.router.find(head.method, head.path, head.query);
    if (!match) return { match, principal: undefined, body: 'unwanted' };
    try {
      checkHost(head);
      const principal = identify(head, match.operation);
      const { form } = match.operation;
      const isStored = form !== undefined && storedBytesIn(form) > 0 && isForm(head);
      return { match, principal, body: isStored ? 'stream' : 'whole' };
    } catch {
      return { match, principal: undefined, body: 'unwanted' };
    }
  };
}

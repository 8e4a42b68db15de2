import type { Admitted, Incoming } from './incoming.ts';
import type { Router } from './router.ts';
import { createHostCheck, type HostOptions } from './steps/host.ts';
import { createIdentify, type IdentifyOptions } from './steps/principal.ts';

/** The parts of a request known before its body. */
export type Head = Pick<Incoming, 'method' | 'path' | 'headers' | 'listener'>;

/**
 * Returns the row and the caller of a request if its head gives no reason to refuse it, so that its body is
 * worth receiving; undefined otherwise. Dispatching the request without its body then produces the refusal.
 */
export type Admit = (head: Head) => Admitted | undefined;

/** Checks everything that needs no body. Dispatch does not check an admitted request again. */
export function createAdmit(options: IdentifyOptions & HostOptions & { readonly router: Router }): Admit {
  const checkHost = createHostCheck(options);
  const identify = createIdentify(options);
  return (head) => {
    const match = options.router.find(head.method, head.path);
    if (!match) return undefined;
    try {
      checkHost(head);
      return { match, principal: identify(head, match.operation) };
    } catch {
      return undefined;
    }
  };
}

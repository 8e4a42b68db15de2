import type { Step } from './step.ts';
import { allowOrigins, type CorsOptions } from './steps/cors.ts';
import { checkHost, type HostOptions } from './steps/host.ts';
import { type ObserveOptions, observe } from './steps/observe.ts';
import { type CheckAccessOptions, checkAccess } from './steps/principal.ts';
import { type RegisterProjectOptions, registerProject } from './steps/register-project.ts';
import { responseHeaders } from './steps/response-headers.ts';

export type StandardStepsOptions = ObserveOptions &
  HostOptions &
  CorsOptions &
  CheckAccessOptions &
  RegisterProjectOptions &
  Parameters<typeof responseHeaders>[0];

/** The steps that surround every call, from the outside in. */
export function standardSteps(options: StandardStepsOptions): Step[] {
  return [
    observe(options),
    checkHost(options),
    // Outside of the response headers, so that it can let web pages read them.
    allowOrigins(options),
    responseHeaders(options),
    checkAccess(options),
    registerProject(options),
  ];
}

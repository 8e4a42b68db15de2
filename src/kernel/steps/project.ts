import { Fault } from '../fault.ts';
import { header, type Incoming } from '../incoming.ts';

const DEFAULT_PROJECT = 'default';

/**
 * The project of a request: the `OpenAI-Project` header, or `default` without one. Everything that is stored is
 * separate for each project, so an invalid name never falls back to a project that others use.
 *
 * @throws Fault `invalid_value`, code `invalid_project`
 */
export function projectOf(incoming: Pick<Incoming, 'headers'>): string {
  const project = header(incoming, 'openai-project');
  if (project === undefined) return DEFAULT_PROJECT;
  if (/^[\w.-]{1,128}$/.test(project)) return project;
  throw new Fault({
    kind: 'invalid_value',
    param: null,
    message:
      "Invalid 'OpenAI-Project' header: expected 1 to 128 letters, digits, '_', '-' or '.'. Without the header, requests belong to the project 'default'.",
    code: 'invalid_project',
  });
}

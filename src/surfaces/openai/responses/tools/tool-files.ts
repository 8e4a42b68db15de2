import type { FilePart } from '../../../../engine/request.ts';
import type { Call } from '../../../../kernel/operation.ts';
import { invalid } from '../../invalid.ts';
import { toMediaPart } from '../../media/readings.ts';
import { type FileServices, readFiles } from '../../media/stored-files.ts';
import { malformedId } from '../../object-id.ts';
import type { Tool } from '../schema/tools.ts';
import { fileIdsOf } from './kinds.ts';

/**
 * Reads the stored files that tools of a request name: each by its id. Returns a promise only if there are any.
 *
 * @throws Fault for an id that no file of the project has, or for files that are too large together
 */
export function readToolFiles(
  tools: readonly Tool[],
  call: Pick<Call, 'principal' | 'abort'>,
  services: FileServices,
): ReadonlyMap<string, FilePart> | Promise<ReadonlyMap<string, FilePart>> {
  const paths = fileIdsOf(tools);
  if (paths.size === 0) return NO_FILES;
  for (const [id, path] of paths) {
    const fault = malformedId(path, id, 'file');
    if (fault) throw fault;
  }
  return read(paths, call, services);
}

const NO_FILES: ReadonlyMap<string, FilePart> = new Map();

async function read(
  paths: ReadonlyMap<string, string>,
  call: Pick<Call, 'principal' | 'abort'>,
  services: FileServices,
): Promise<ReadonlyMap<string, FilePart>> {
  const readings = await readFiles(new Set(paths.keys()), 'tools', call, services);
  const files = new Map<string, FilePart>();
  for (const [id, path] of paths) {
    const reading = readings.get(id);
    if (reading?.kind !== 'file') {
      throw invalid(
        path,
        `Invalid '${path}': no file with the id '${id}' exists. Upload it with POST /v1/files.`,
        'invalid_value',
      );
    }
    files.set(id, toMediaPart({ type: 'file', file: { file_id: id } }, reading) as FilePart);
  }
  return files;
}

import type { Call } from '../../../../kernel/operation.ts';
import { acceptSocket, type Reply } from '../../../../kernel/reply.ts';
import { Connection, type ConnectionServices } from './connection.ts';
import { ConnectionMemories } from './memory.ts';

export type ConnectServices = Omit<ConnectionServices, 'maxDepth'> & {
  readonly options: { readonly maxDepth: number };
};

/** The handler of the row whose requests become connections. */
export function connectHandlers({ options, ...services }: ConnectServices) {
  const memories = new ConnectionMemories();
  const { maxDepth } = options;
  return {
    connect: (call: Call): Reply =>
      acceptSocket((socket) => {
        new Connection({ ...services, maxDepth }, call, socket, memories.open());
      }),
  };
}

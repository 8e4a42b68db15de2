/** TEMPORARY: replaced by ../cache. */
export interface BlockHashes {
  readonly blockSize: number;
  readonly count: number;
  readonly local: Uint32Array;
  readonly sequence: Uint32Array;
}

export interface BlockPool {
  readonly capacity: number;
  readonly used: number;
  readonly cached: number;
  readonly free: number;
  match(hashes: BlockHashes): { readonly device: number; readonly host: number };
  reserve(hashes: BlockHashes, blocks: number, reusable: number): BlockTable | undefined;
  clear(): void;
}

export interface BlockTable {
  readonly blocks: number;
  readonly fromCache: number;
  readonly fromHost: number;
  grow(blocks: number): boolean;
  fill(hashes: BlockHashes, count: number): void;
  release(): void;
}

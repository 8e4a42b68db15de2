/** What a project has stored about a model that is not in the catalogue. */
export interface StoredModel {
  readonly id: string;
  /** Unix seconds of its first answer. */
  readonly created: number;
  readonly isRemoved: boolean;
}

/** The stored models of each scope. There is at most one document for each id. */
export interface StoredModels {
  find(scope: string, id: string): Promise<StoredModel | undefined>;
  /** All models of a scope, removed ones included; those made on first use before fine-tuned ones, each oldest first. */
  pages(scope: string): AsyncIterable<readonly StoredModel[]>;
  /** Stores a model in the background, unless its id is stored already. Errors are logged. */
  add(scope: string, model: StoredModel): void;
  /** Stores a model in place of what is stored under its id. */
  put(scope: string, model: StoredModel): Promise<void>;
  /** Waits until everything added so far is stored or has failed. */
  settled(): Promise<void>;
}

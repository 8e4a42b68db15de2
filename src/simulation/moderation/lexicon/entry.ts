/** Words by class. Verbs and nouns are inflected (see `inflectVerb` for the notation); words stand as they are. */
export type Lexicon = Readonly<
  Record<string, { readonly verbs?: string; readonly nouns?: string; readonly words?: string }>
>;

import Type, { type Static } from 'typebox';
import { described } from '../../kernel/described.ts';

/** Maximum number of passages per request. */
const MOST_PASSAGES = 512;
/** Maximum length of a passage or image, in characters. */
const LONGEST_PASSAGE = 14_598_366;

/** The request of NVIDIA's ranking microservices (NeMo Retriever Reranking NIM, API reference). */
export const RankingRequest = Type.Object({
  model: described(
    Type.String({ minLength: 1, maxLength: 128 }),
    'A ranking model; the one that the path names, if it names one.',
  ),
  query: Type.Object({ text: Type.String({ minLength: 1 }) }),
  passages: described(
    Type.Array(
      Type.Object({
        text: Type.Optional(Type.String({ minLength: 1, maxLength: LONGEST_PASSAGE })),
        image: Type.Optional(Type.String({ maxLength: LONGEST_PASSAGE })),
      }),
      { minItems: 1, maxItems: MOST_PASSAGES },
    ),
    'Each has a text, an image or both. An image is a base64 data URL; only some models support images.',
  ),
  /** Which end of a passage to cut if it does not fit together with the query; `NONE` rejects it. */
  truncate: Type.Optional(
    Type.Unsafe<'NONE' | 'START' | 'END'>({ type: 'string', enum: ['NONE', 'START', 'END'] }),
  ),
});
export type RankingRequest = Static<typeof RankingRequest>;

export const RankingReply = Type.Object({
  /** All passages, most relevant first. */
  rankings: Type.Array(Type.Object({ index: Type.Integer(), logit: Type.Number() })),
  usage: Type.Object({ prompt_tokens: Type.Integer(), total_tokens: Type.Integer() }),
});

export const HealthReply = Type.Object({
  object: Type.Literal('health.response'),
  message: Type.String(),
  status: Type.String(),
});

export const VersionReply = Type.Object({ release: Type.String(), api: Type.String() });

export const LicenseReply = Type.Object({
  name: Type.String(),
  path: Type.String(),
  sha: Type.String(),
  size: Type.Integer(),
  url: Type.String(),
  type: Type.String(),
  content: Type.String(),
});

export const MetadataReply = Type.Object({
  version: Type.String(),
  modelInfo: Type.Array(Type.Object({ modelUrl: Type.String(), shortName: Type.String() })),
  assetInfo: Type.Array(Type.String()),
  licenseInfo: LicenseReply,
  repository_override: Type.String(),
  selectedModelProfileId: Type.String(),
});

export const ManifestReply = Type.Object({ manifest_file: Type.String(), repository: Type.String() });

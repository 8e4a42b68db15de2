import Type, { type Static } from 'typebox';
import { described } from '../../../../kernel/described.ts';
import { tagged } from '../../../../kernel/tagged.ts';
import { Closed, Literals, Nullable } from '../../shapes.ts';
import { CacheLifetime, LONGEST_TEXT } from './limits.ts';

/** The parts of messages and of tool outputs. */

const Breakpoint = Type.Optional(
  Closed({ mode: Type.Literal('explicit'), ttl: Type.Optional(CacheLifetime) }),
);

export const InputText = Closed({
  type: Type.Literal('input_text'),
  text: Type.String({ maxLength: LONGEST_TEXT }),
  prompt_cache_breakpoint: Breakpoint,
});

const ImageDetail = Literals('low', 'high', 'auto', 'original');

export const InputImage = described(
  Closed({
    type: Type.Literal('input_image'),
    image_url: Type.Optional(Type.String({ maxLength: 20_971_520 })),
    file_id: Type.Optional(Type.String()),
    detail: Type.Optional(ImageDetail),
    prompt_cache_breakpoint: Breakpoint,
  }),
  'Needs either `image_url` or `file_id`.',
);

const InputFile = described(
  Closed({
    type: Type.Literal('input_file'),
    file_id: Type.Optional(Type.String()),
    filename: Type.Optional(Type.String()),
    file_data: Type.Optional(Type.String({ maxLength: 73_400_320 })),
    file_url: Type.Optional(Type.String()),
    detail: Type.Optional(Literals('auto', 'low', 'high')),
    prompt_cache_breakpoint: Breakpoint,
  }),
  'Needs one of `file_id`, `file_data` and `file_url`.',
);

const InputAudio = Closed({
  type: Type.Literal('input_audio'),
  input_audio: Closed({ data: Type.String({ minLength: 1 }), format: Literals('mp3', 'wav') }),
});

/** Types of parts that messages of some role have. */
const PARTS = ['input_text', 'input_image', 'input_audio', 'output_text', 'refusal', 'input_file'];

/** A part of a message of a user, the system or a developer (specification: InputContent, InputAudio). */
export const InputContent = tagged('type', [InputText, InputImage, InputFile, InputAudio], {
  elsewhere: PARTS,
});
export type InputContent = Static<typeof InputContent>;

/** A part of a tool's output. */
export const ToolOutputContent = tagged('type', [InputText, InputImage, InputFile], { elsewhere: PARTS });
export type ToolOutputContent = Static<typeof ToolOutputContent>;

const FileCitation = Closed({
  type: Type.Literal('file_citation'),
  file_id: Type.String(),
  index: Type.Integer(),
  filename: Type.String(),
});

const UrlCitation = Closed({
  type: Type.Literal('url_citation'),
  url: Type.String(),
  start_index: Type.Integer(),
  end_index: Type.Integer(),
  title: Type.String(),
});

const ContainerFileCitation = Closed({
  type: Type.Literal('container_file_citation'),
  container_id: Type.String(),
  file_id: Type.String(),
  start_index: Type.Integer(),
  end_index: Type.Integer(),
  filename: Type.String(),
});

const FilePath = Closed({
  type: Type.Literal('file_path'),
  file_id: Type.String(),
  index: Type.Integer(),
});

export const Annotation = tagged('type', [FileCitation, UrlCitation, ContainerFileCitation, FilePath]);
export type Annotation = Static<typeof Annotation>;

const tokenLogprob = {
  token: Type.String(),
  logprob: Type.Number(),
  bytes: Type.Array(Type.Integer({ minimum: 0, maximum: 255 })),
};

/** A token of an answer with its alternatives (specification: LogProb). */
export const Logprob = Closed({ ...tokenLogprob, top_logprobs: Type.Array(Closed(tokenLogprob)) });
export type Logprob = Static<typeof Logprob>;

const outputText = { type: Type.Literal('output_text'), text: Type.String() };

export const OutputText = Closed({
  ...outputText,
  annotations: Type.Array(Annotation),
  logprobs: Type.Array(Logprob),
});
export type OutputText = Static<typeof OutputText>;

export const Refusal = Closed({ type: Type.Literal('refusal'), refusal: Type.String() });
export type Refusal = Static<typeof Refusal>;

/** A part of an answered message (specification: OutputMessageContent). */
export const OutputContent = tagged('type', [OutputText, Refusal]);
export type OutputContent = Static<typeof OutputContent>;

/** A part of an assistant message in an input, which clients also write themselves. */
export const AssistantContent = tagged(
  'type',
  [
    Closed({
      ...outputText,
      annotations: Type.Optional(Type.Array(Annotation)),
      logprobs: Type.Optional(Type.Array(Logprob)),
    }),
    Refusal,
  ],
  { elsewhere: PARTS },
);
export type AssistantContent = Static<typeof AssistantContent>;

/** Reasoning that the model shows as it is. */
export const ReasoningText = Closed({ type: Type.Literal('reasoning_text'), text: Type.String() });
export type ReasoningText = Static<typeof ReasoningText>;

/** A part of a summary of reasoning. */
export const SummaryText = Closed({ type: Type.Literal('summary_text'), text: Type.String() });
export type SummaryText = Static<typeof SummaryText>;

/** What a computer shows. */
export const Screenshot = Closed({
  type: Type.Literal('computer_screenshot'),
  image_url: Type.Optional(Type.String()),
  file_id: Type.Optional(Type.String()),
});
export type Screenshot = Static<typeof Screenshot>;

const StoredImage = Type.Object({
  type: Type.Literal('input_image'),
  image_url: Type.Optional(Nullable(Type.String())),
  file_id: Type.Optional(Nullable(Type.String())),
  detail: ImageDetail,
  prompt_cache_breakpoint: Breakpoint,
});

const StoredFile = Type.Object({
  type: Type.Literal('input_file'),
  file_id: Type.Optional(Nullable(Type.String())),
  filename: Type.Optional(Type.String()),
  file_data: Type.Optional(Type.String()),
  file_url: Type.Optional(Type.String()),
  detail: Type.Optional(Literals('auto', 'low', 'high')),
  prompt_cache_breakpoint: Breakpoint,
});

/** A part of a tool's output, as it is kept. */
export const StoredToolContent = tagged('type', [InputText, StoredImage, StoredFile]);
export type StoredToolContent = Static<typeof StoredToolContent>;

/** A part of a message of a user, the system or a developer, as it is kept. */
export const StoredInputContent = tagged('type', [InputText, StoredImage, StoredFile, InputAudio]);
export type StoredInputContent = Static<typeof StoredInputContent>;

/** A part of a message of any role in a conversation (specification: Message). */
export const StoredContent = tagged('type', [
  InputText,
  StoredImage,
  StoredFile,
  InputAudio,
  OutputText,
  Refusal,
]);
export type StoredContent = Static<typeof StoredContent>;

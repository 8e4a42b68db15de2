import { STREAM_EXAMPLES, type StreamExample } from './stream-examples.ts';
import { testStreams } from './streams.cases.ts';

/** The fewest that a request may allow. */
const FEW_TOKENS = 16;

/** What goes on in the background is planned and recorded at first, and streamed from the record. */
const IN_BACKGROUND: readonly StreamExample[] = STREAM_EXAMPLES.filter(
  ({ body, meanwhile }) => meanwhile === undefined && body.store !== false && !body.background,
).map((example) => ({
  ...example,
  name: `${example.name}, in the background`,
  body: { ...example.body, background: true },
}));

/** What a limit ends, if it is not shorter. */
const CUT: readonly StreamExample[] = STREAM_EXAMPLES.filter(
  ({ meanwhile, end }) => meanwhile === undefined && end === undefined,
).map((example) => ({
  ...example,
  name: `${example.name}, with few tokens`,
  body: { ...example.body, max_output_tokens: FEW_TOKENS },
}));

testStreams([...IN_BACKGROUND, ...CUT]);

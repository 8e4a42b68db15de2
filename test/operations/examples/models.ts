import type { Example } from '../example.ts';

/** Examples of the model and system operations. */

let tuned = 0;

export const modelExamples: Readonly<Record<string, readonly Example[]>> = {
  retrieveModel: [
    { name: 'plain' },
    { name: 'with a slash', prepare: () => ({ model: 'openai/gpt-oss-120b' }) },
  ],
  deleteModel: [
    {
      prepare: async (send) => {
        // A deleted model cannot be created again.
        const model = `ft:gpt-4o-mini:acme::tuned${tuned++}`;
        const messages = [{ role: 'user', content: 'Hello' }];
        await send('POST', '/v1/chat/completions', { body: { model, messages } });
        return { model };
      },
    },
  ],
};

const PAGE = 'text/html; charset=utf-8';
const PROMETHEUS = 'text/plain; version=0.0.4; charset=utf-8';

export const systemExamples: Readonly<Record<string, readonly Example[]>> = {
  getPrometheusMetrics: [{ answer: PROMETHEUS }],
  getVllmMetrics: [{ answer: PROMETHEUS }],
  getVllmLegacyMetrics: [{ answer: PROMETHEUS }],
  getSglangMetrics: [{ answer: PROMETHEUS }],
  getTrtllmMetrics: [{ answer: PROMETHEUS }],
  getDynamoMetrics: [{ answer: PROMETHEUS }],
  getNimMetrics: [{ answer: PROMETHEUS }],
  getDcgmMetrics: [{ answer: PROMETHEUS }],
  getDocs: [{ answer: PAGE }],
  getRedoc: [{ answer: PAGE }],
  getDocsAsset: [{ answer: 'text/css; charset=utf-8' }],
};

import type { Example } from '../example.ts';

/** Models, and what belongs to the server itself. */

let tuned = 0;

export const modelExamples: Readonly<Record<string, readonly Example[]>> = {
  listModels: [{}],
  retrieveModel: [
    { name: 'plain', prepare: () => ({ model: 'gpt-4o' }) },
    { name: 'with a slash', prepare: () => ({ model: 'openai/gpt-oss-120b' }) },
  ],
  deleteModel: [
    {
      prepare: async (send) => {
        // A deleted model never comes back.
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
  getStart: [{}],
  getHealth: [{}],
  getPing: [{}],
  getDetailedHealth: [{}],
  getMetrics: [{}],
  getPrometheusMetrics: [{ answer: PROMETHEUS }],
  getEngineMetrics: [{ answer: PROMETHEUS }],
  getOpenApi: [{}],
  getDocs: [{ answer: PAGE }],
  getRedoc: [{ answer: PAGE }],
  getDocsAsset: [{ prepare: () => ({ file: 'swagger-ui.css' }), answer: 'text/css; charset=utf-8' }],
};

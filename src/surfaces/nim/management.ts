import { createHash } from 'node:crypto';
import type { Static } from 'typebox';
import { serves } from '../../engine/models/card.ts';
import type { ModelRegistry } from '../../engine/models/registry.ts';
import { defineNoun } from '../../kernel/noun.ts';
import { operation, type Row } from '../../kernel/operation.ts';
import { json } from '../../kernel/reply.ts';
import { HealthReply, LicenseReply, ManifestReply, MetadataReply, VersionReply } from './schema.ts';

export interface ManagementServices {
  readonly models: ModelRegistry;
  /** Of FakeAI. */
  readonly version: string;
}

/** Version of the microservice HTTP API implemented here. */
const API_VERSION = '1.0.0';

/**
 * Endpoints that orchestrators query: liveness, readiness, version and models. No key is needed. The paths
 * exist only with `/v1`, because other servers answer something different at `/version` and `/metadata`.
 */
export const management = defineNoun({ tag: 'Management', rows: managementRows });

function managementRows({ models, version }: ManagementServices): Row[] {
  const shared = {
    absolute: true,
    method: 'GET',
    access: 'public',
  } as const;
  const rankers = (): string[] =>
    models.catalogue.filter((card) => serves(card, 'ranking')).map(({ id }) => id);
  return [
    operation({
      ...shared,
      id: 'getLiveness',
      path: '/v1/health/live',
      summary: 'Liveness check',
      reply: HealthReply,
      handle: () => json(health('Service is live.', 'live'), NOT_STORED),
    }),
    operation({
      ...shared,
      id: 'getReadiness',
      path: '/v1/health/ready',
      summary: 'Readiness check',
      reply: HealthReply,
      handle: () => json(health('Service is ready.', 'ready'), NOT_STORED),
    }),
    operation({
      ...shared,
      id: 'getVersion',
      path: '/v1/version',
      summary: 'Get the versions of the service and its API',
      reply: VersionReply,
      handle: () => json({ release: version, api: API_VERSION }),
    }),
    operation({
      ...shared,
      id: 'getMetadata',
      path: '/v1/metadata',
      summary: 'Get the ranking models and the license',
      reply: MetadataReply,
      handle: () =>
        json({
          version,
          modelInfo: rankers().map((id) => ({ modelUrl: `fakeai://${id}`, shortName: shortNameOf(id) })),
          assetInfo: [],
          licenseInfo: license(),
          repository_override: '',
          selectedModelProfileId: '',
        } satisfies Static<typeof MetadataReply>),
    }),
    operation({
      ...shared,
      id: 'getLicense',
      path: '/v1/license',
      summary: 'Get the license',
      reply: LicenseReply,
      handle: () => json(license()),
    }),
    operation({
      ...shared,
      id: 'getManifest',
      path: '/v1/manifest',
      summary: 'Get the manifest of the service',
      reply: ManifestReply,
      handle: () => json({ manifest_file: manifest(version, rankers()), repository: 'fakeai' }),
    }),
  ];
}

const NOT_STORED = { headers: { 'cache-control': 'no-store' } };

function health(message: string, status: string): Static<typeof HealthReply> {
  return { object: 'health.response', message, status };
}

function shortNameOf(id: string): string {
  return id.slice(id.lastIndexOf('/') + 1);
}

/** The license of FakeAI, not of the models it simulates. */
function license(): Static<typeof LicenseReply> {
  const content = 'FakeAI is licensed under the Apache License, Version 2.0. It contains no models.\n';
  return {
    name: 'Apache License 2.0',
    path: 'LICENSE',
    sha: createHash('sha256').update(content).digest('hex'),
    size: Buffer.byteLength(content),
    url: 'https://www.apache.org/licenses/LICENSE-2.0',
    type: 'file',
    content,
  };
}

function manifest(version: string, ids: readonly string[]): string {
  return [`release: ${version}`, `api: ${API_VERSION}`, 'models:', ...ids.map((id) => `  - ${id}`), ''].join(
    '\n',
  );
}

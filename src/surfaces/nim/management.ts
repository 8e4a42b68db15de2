import { createHash } from 'node:crypto';
import type { Static } from 'typebox';
import { serves } from '../../engine/models/card.ts';
import type { ModelRegistry } from '../../engine/models/registry.ts';
import { type Operation, operation } from '../../kernel/operation.ts';
import { json } from '../../kernel/reply.ts';
import { HealthReply, LicenseReply, ManifestReply, MetadataReply, VersionReply } from './schema.ts';
import { nim } from './surface.ts';

export interface ManagementServices {
  readonly models: ModelRegistry;
  /** Of this program. */
  readonly version: string;
}

/** The version of the microservices' HTTP interface that is spoken here. */
const API_VERSION = '1.0.0';

/**
 * What orchestrators ask a microservice: whether it lives and is ready, which version it is and what it runs. Needs no key. The paths stand
 * as they are, with `/v1` in front: what other servers tell at `/version` or `/metadata` is another thing.
 */
export function managementOperations({ models, version }: ManagementServices): Operation[] {
  const shared = {
    absolute: true,
    method: 'GET',
    access: 'public',
    tag: 'Management',
    surface: nim,
  } as const;
  const rankers = (): string[] =>
    models.list().flatMap((card) => (!card.dynamic && serves(card, 'ranking') ? [card.id] : []));
  return [
    operation({
      ...shared,
      id: 'getLiveness',
      path: '/v1/health/live',
      summary: 'Tell that the service lives',
      reply: HealthReply,
      handle: () => json(health('Service is live.', 'live'), NOT_STORED),
    }),
    operation({
      ...shared,
      id: 'getReadiness',
      path: '/v1/health/ready',
      summary: 'Tell that the service takes requests',
      reply: HealthReply,
      handle: () => json(health('Service is ready.', 'ready'), NOT_STORED),
    }),
    operation({
      ...shared,
      id: 'getVersion',
      path: '/v1/version',
      summary: 'Tell the versions of the service and of its interface',
      reply: VersionReply,
      handle: () => json({ release: version, api: API_VERSION }),
    }),
    operation({
      ...shared,
      id: 'getMetadata',
      path: '/v1/metadata',
      summary: 'Tell which ranking models the service runs, and its license',
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
      summary: 'Tell the license of the service',
      reply: LicenseReply,
      handle: () => json(license()),
    }),
    operation({
      ...shared,
      id: 'getManifest',
      path: '/v1/manifest',
      summary: 'Tell what the service consists of',
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

/** The terms of this program, not of the models whose names it answers to. */
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

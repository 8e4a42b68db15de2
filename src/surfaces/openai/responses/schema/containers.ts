import Type, { type Static } from 'typebox';
import { tagged } from '../../../../kernel/tagged.ts';
import { Closed, Literals } from '../../shapes.ts';
import { LONGEST_TEXT } from './limits.ts';

/** Where the code and the shell commands of a model run. */

/** Members of a new container. */
export const container = {
  file_ids: Type.Optional(Type.Array(Type.String(), { maxItems: 50 })),
  memory_limit: Type.Optional(Literals('1g', '4g', '16g', '64g')),
  network_policy: Type.Optional(
    tagged('type', [
      Closed({ type: Type.Literal('disabled') }),
      Closed({
        type: Type.Literal('allowlist'),
        allowed_domains: Type.Array(Type.String(), { minItems: 1 }),
        domain_secrets: Type.Optional(
          Type.Array(
            Closed({
              domain: Type.String({ minLength: 1 }),
              name: Type.String({ minLength: 1 }),
              value: Type.String({ minLength: 1, maxLength: LONGEST_TEXT }),
            }),
            { minItems: 1 },
          ),
        ),
      }),
    ]),
  ),
};

const ContainerReference = Closed({
  type: Type.Literal('container_reference'),
  container_id: Type.String(),
});

const LocalEnvironment = Closed({
  type: Type.Literal('local'),
  skills: Type.Optional(
    Type.Array(Closed({ name: Type.String(), description: Type.String(), path: Type.String() }), {
      maxItems: 200,
    }),
  ),
});

/** Where a shell call runs. */
export const CallEnvironment = tagged('type', [LocalEnvironment, ContainerReference]);

const Skill = tagged('type', [
  Closed({
    type: Type.Literal('skill_reference'),
    skill_id: Type.String({ minLength: 1, maxLength: 64 }),
    version: Type.Optional(Type.String()),
  }),
  Closed({
    type: Type.Literal('inline'),
    name: Type.String(),
    description: Type.String(),
    source: Closed({
      type: Type.Literal('base64'),
      media_type: Literals('application/zip'),
      data: Type.String({ minLength: 1, maxLength: 70_254_592 }),
    }),
  }),
]);

/** Where the calls of a shell tool run. */
export const ToolEnvironment = tagged('type', [
  Closed({
    type: Type.Literal('container_auto'),
    ...container,
    skills: Type.Optional(Type.Array(Skill, { maxItems: 200 })),
  }),
  LocalEnvironment,
  ContainerReference,
]);
export type ToolEnvironment = Static<typeof ToolEnvironment>;

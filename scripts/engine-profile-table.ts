import { type EngineProfile, poolBlocks } from '../src/engine/batching/engine-profiles.ts';

/** The list of engine profiles in `docs/`. */
export function engineProfileTable(profiles: ReadonlyMap<string, EngineProfile>): string {
  return [
    '# Engine profiles',
    '',
    'Generated from `src/engine/batching/engine-profiles.ts` by `npm run generate`; the sources of the figures are said there. Overhead is a median, with the σ of its lognormal distribution; a, b, t0, α and β are the terms of [the time of a step](engine.md#time).',
    '',
    '| profile | overhead, ms (σ) | a, µs/token | b, ns/token² | t0, ms | α, ms/sequence | β, µs/token | sequences | GPUs | KV blocks of 16 |',
    '| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |',
    ...[...profiles].map(toRow),
    '',
  ].join('\n');
}

function toRow([name, profile]: readonly [string, EngineProfile]): string {
  const { overheadMs, overheadSigma, stepMs, experts, gpu } = profile;
  const cells = [
    `\`${name}\``,
    `${overheadMs} (${overheadSigma})`,
    profile.prefillUsPerToken,
    profile.prefillNsPerTokenSquared,
    experts ? `${stepMs} to ${experts.stepMsAll}` : stepMs,
    profile.stepMsPerSequence,
    profile.stepUsPerContextToken,
    profile.maxSequences,
    `${gpu.count} × ${gpu.model}`,
    poolBlocks(profile, 16).toLocaleString('en'),
  ];
  return `| ${cells.join(' | ')} |`;
}

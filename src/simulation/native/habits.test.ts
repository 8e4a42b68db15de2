import { expect, it } from 'vitest';
import type { Brief } from '../../engine/ports/content.ts';
import type { GenerationRequest, ToolChoice } from '../../engine/request.ts';
import { readRequest } from '../reading/reading.ts';
import { decideNative } from './habits.ts';

function decided(toolChoice: ToolChoice): string | undefined {
  const request = {
    turns: [{ role: 'user', parts: [{ kind: 'text', text: 'Hello!' }] }],
    tools: [
      { kind: 'function', name: 'web_search', native: 'web-search', description: '' },
      { kind: 'function', name: 'send', description: '' },
    ],
    toolChoice,
    format: { kind: 'text' },
  } as unknown as GenerationRequest;
  return decideNative({ request } as Brief, readRequest(request))?.call.name;
}

it.each<[string, ToolChoice, string | undefined]>([
  ['named', { mode: 'named', name: 'web_search' }, 'web_search'],
  ['all that is allowed', { mode: 'required', allowed: ['web_search'] }, 'web_search'],
  ['one of those required', { mode: 'required' }, undefined],
  ['not allowed', { mode: 'required', allowed: ['send'] }, undefined],
  ['not wanted', { mode: 'auto', allowed: ['web_search'] }, undefined],
])('decides about a native tool that is %s', (_, toolChoice, name) => {
  expect(decided(toolChoice)).toBe(name);
});

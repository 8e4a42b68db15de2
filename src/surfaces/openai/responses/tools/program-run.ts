import type { ProgramCallWork, StagedWork, Work } from '../../../../engine/ports/work.ts';
import { programResult } from '../../../../engine/program-results.ts';
import {
  type HostedCall,
  type HostedRun,
  type MadeCall,
  type Part,
  type ProgramCall,
  textOfParts,
} from '../../../../engine/request.ts';
import type { Sealer } from '../seal.ts';
import type { ToolScope } from './tool-kind.ts';

/** What a program does, as its fingerprint holds it. */
export interface ProgramPlan {
  readonly code: string;
  readonly rounds: readonly (readonly PlannedCall[])[];
}

/** A call, with its result if it is one of a hosted tool. */
interface PlannedCall extends ProgramCall {
  readonly result?: string;
}

/** A program that goes on. */
interface Resumed {
  readonly id: string;
  readonly plan: ProgramPlan;
  /** False if the program was cut off when it was written: it has not begun. */
  readonly isWhole: boolean;
}

type Scope = Pick<ToolScope, 'services' | 'sealer'>;

/** The plan in a fingerprint; undefined if it was not sealed here. */
export function openPlan(fingerprint: string, { open }: Sealer): ProgramPlan | undefined {
  const text = open(fingerprint);
  if (text?.startsWith(PLAN) !== true) return undefined;
  return JSON.parse(text.slice(PLAN.length)) as ProgramPlan;
}

/** Tells plans from other things that are sealed. */
const PLAN = 'program ';

/** Begins a program: hosted tools are run at once, and the answer ends with the calls that the caller has to make. */
export async function runProgram(call: HostedCall, scope: Scope): Promise<HostedRun> {
  const { input: code, program = { rounds: [] } } = call;
  const id = scope.services.ids.next('call_', 24);
  const inside = new Inside(id, call);
  const rounds: PlannedCall[][] = [];
  for (const round of program.rounds) {
    const planned: PlannedCall[] = [];
    for (const each of round) planned.push(await inside.run(each));
    rounds.push(planned);
  }
  const plan: ProgramPlan = { code, rounds };
  const fingerprint = scope.sealer.seal(PLAN + JSON.stringify(plan));
  const written: StagedWork = {
    work: { tool: 'program', callId: id, code, fingerprint },
    stages: [{ name: 'completed', after: call.random.between(5, 20) }],
  };
  const then = go({ id, plan, isWhole: true }, inside.made, call, scope);
  return {
    ...then,
    works: [written, ...inside.works, ...then.works],
    calls: inside.made.length,
    made: [...inside.made, ...(then.made ?? [])],
    sources: inside.runs.flatMap(({ sources = [] }) => sources),
    loaded: inside.runs.flatMap(({ loaded = [] }) => loaded),
  };
}

/** Goes on with a program of the conversation. */
export function goOn(resumed: Resumed, call: HostedCall, scope: Scope): HostedRun {
  const calls = call.request.turns.flatMap(({ toolCalls = [] }) => toolCalls);
  return go(resumed, calls.find(({ id }) => id === resumed.id)?.made ?? [], call, scope);
}

/** The next calls of a program, or its end. */
function go(
  { id, plan, isWhole }: Resumed,
  made: readonly MadeCall[],
  { random }: HostedCall,
  { services }: Scope,
): HostedRun {
  const left = [...made];
  const results = new Map<PlannedCall, string>();
  if (isWhole)
    for (const round of plan.rounds) {
      const open: PlannedCall[] = [];
      for (const planned of round) {
        const { name, input, result: known } = planned;
        const index = left.findIndex((each) => each.name === name && each.input === input);
        const [found] = index === -1 ? [] : left.splice(index, 1);
        const result = known ?? (found?.result && textOfParts(found.result));
        if (result === undefined) open.push(planned);
        else results.set(planned, result);
      }
      if (open.length > 0) {
        const works = open.map((planned) => toCallWork(id, planned, services.ids.next('call_', 24)));
        return { works, read: [], waits: true };
      }
    }
  const calls = isWhole ? plan.rounds.flat() : [];
  const result = programResult(
    calls,
    calls.map((planned) => results.get(planned) ?? ''),
  );
  return {
    works: [
      {
        work: { tool: 'program-output', callId: id, result, isWhole },
        stages: [{ name: 'completed', after: random.between(5, 40) }],
      },
    ],
    read: [{ kind: 'text', text: isWhole ? result : CUT }],
  };
}

const CUT = 'The program was cut off.';

function toCallWork(caller: string, { kind, name, input }: ProgramCall, id: string): StagedWork {
  const work: ProgramCallWork = { tool: 'program-call', caller, call: { id, kind, name, input } };
  return { work, stages: [{ name: 'called', after: 0 }] };
}

/** The hosted tools that a program calls, as far as they have been run. */
class Inside {
  readonly works: StagedWork[] = [];
  readonly made: MadeCall[] = [];
  readonly runs: HostedRun[] = [];
  readonly #program: string;
  readonly #call: HostedCall;

  constructor(program: string, call: HostedCall) {
    this.#program = program;
    this.#call = call;
  }

  /** The call with its result, if its tool is hosted. */
  async run(planned: ProgramCall): Promise<PlannedCall> {
    const { request, left, random, abort } = this.#call;
    const { kind, name, input, native } = planned;
    const tool = request.tools.find((each) => each.name === name);
    if (tool?.kind !== 'function' || tool.run === undefined) return planned;
    if (this.made.length >= left) return { ...planned, result: NONE_LEFT };
    const count = this.made.length;
    const done = await tool.run({ input, left: 1, request, random: random.fork('inside', count), abort });
    this.runs.push(done);
    this.works.push(...done.works.map(({ work, stages }) => ({ work: this.#called(work), stages })));
    const result: readonly Part[] = done.read;
    this.made.push({ id: `${this.#program}_${count}`, kind, name, input, result, ...(native && { native }) });
    return { ...planned, result: textOfParts(result) };
  }

  /** The work, as far as it tells who has called it. */
  #called(work: Work): Work {
    const caller = this.#program;
    return work.tool === 'shell' || work.tool === 'shell-output' ? { ...work, caller } : work;
  }
}

const NONE_LEFT = 'The call was not made: no more calls of hosted tools are allowed.';

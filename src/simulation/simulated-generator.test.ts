import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Effort } from '../engine/effort.ts';
import { CARD } from '../engine/models/card.cases.ts';
import type { ModelCard } from '../engine/models/card.ts';
import type { Brief, PlainAnswer } from '../engine/ports/content.ts';
import type { GenerationRequest, Turn } from '../engine/request.ts';
import { isPage } from '../engine/source.ts';
import { createTokenizers } from '../engine/tokenizer/create-tokenizers.ts';
import { createRandom } from '../runtime/random.ts';
import { createSimulatedGenerator } from './simulated-generator.ts';

const tokenizer = await createTokenizers().load('o200k_base');
const generator = createSimulatedGenerator();

const MODEL: ModelCard = { ...CARD, contextWindow: 128_000, maxOutputTokens: 16_384, latency: 'none' };

type Options = Partial<Omit<Brief, 'request' | 'random'>> & {
  seed?: string;
  request?: Partial<GenerationRequest>;
};

function briefFor(prompt: string | readonly Turn[], options: Options = {}): Brief {
  const { seed = 'seed', request, ...rest } = options;
  return {
    request: {
      model: MODEL,
      turns: typeof prompt === 'string' ? [user(prompt)] : prompt,
      tools: [],
      toolChoice: { mode: 'auto' },
      parallelToolCalls: true,
      format: { kind: 'text' },
      choices: 1,
      limits: { minTokens: 0, ignoreEos: false, stop: [] },
      sampling: { temperature: 1, topP: 1, frequencyPenalty: 0, presencePenalty: 0, logitBias: new Map() },
      verbosity: 'medium',
      ...request,
    },
    choice: 0,
    random: createRandom(seed),
    tokenizer,
    budget: { minimum: 0, maximum: 4096 },
    effort: new Effort(),
    ...rest,
  };
}

function compose(prompt: string | readonly Turn[], options?: Options): PlainAnswer {
  return generator.compose(briefFor(prompt, options));
}

function say(prompt: string | readonly Turn[], options?: Options): string {
  return compose(prompt, options).text!;
}

function user(text: string): Turn {
  return { role: 'user', parts: [{ kind: 'text', text }] };
}

function said(role: 'system' | 'assistant', text: string): Turn {
  return { role, parts: [{ kind: 'text', text }] };
}

const SEEDS = ['a', 'b', 'c', 'd', 'e', 'f'];

describe('small talk', () => {
  it.each(['Hello!', 'hi', 'Good morning', 'Hey, how are you?', 'Thanks a lot!', 'goodbye', 'test', ''])(
    'answers "%s" briefly',
    (prompt) => {
      for (const seed of SEEDS) {
        const count = tokenizer.count(say(prompt, { seed }));
        expect(count).toBeGreaterThan(3);
        expect(count).toBeLessThan(35);
      }
    },
  );

  it('introduces itself as the model, or by the name from the system turn', () => {
    expect(say('Who are you?')).toMatch(/test-model/);
    expect(
      say([said('system', 'You are a helpful assistant named Bob.'), user('What is your name?')]),
    ).toContain('Bob');
  });

  it('counts', () => {
    expect(say('Count to 5')).toBe('1, 2, 3, 4, 5.');
    expect(say('count from 3 to 1')).toBe('3, 2, 1.');
  });
});

describe('echo', () => {
  it.each([
    ['say exactly banana bread', 'banana bread'],
    ['Say this is a test', 'This is a test.'],
    ['Say hello', 'Hello!'],
    ['Reply with only the word PONG', 'PONG'],
    ['Respond with the single word "Ready".', 'Ready'],
    ['Repeat after me: I like trains.', 'I like trains.'],
    ['Please reply with exactly: OK 42', 'OK 42'],
    ['Echo "a b c"', 'a b c'],
  ])('%s', (prompt, expected) => {
    expect(say(prompt)).toBe(expected);
  });
});

describe('arithmetic', () => {
  it.each([
    ['What is 12 * (3+4)?', '84'],
    ['17% of 230', '39.1'],
    ["What's 15 percent of 80?", '12'],
    ['square root of 144', '12'],
    ['what is five plus seven', '12'],
    ['What is twenty-one times two?', '42'],
    ['calculate 10 minus 2.5', '7.5'],
    ['100 divided by 8 = ?', '12.5'],
    ['What is the sum of 4 and 9?', '13'],
    ['multiply 6 by 7', '42'],
    ['subtract 5 from 20', '15'],
    ['what is 7 x 8', '56'],
    ['What is 3 squared?', '9'],
    ['What is 2 + 3!', '5'],
    ['compute 1,000,000 * 1,000,000', '1000000000000'],
  ])('%s %s', (prompt, value) => {
    for (const seed of SEEDS)
      expect(say(prompt, { seed })).toMatch(new RegExp(`(?<![\\d.])${value.replace('.', '\\.')}\\.?$`));
  });

  it('gives the bare number when only that is wanted', () => {
    expect(say('What is 6 * 7? Answer with only the number.')).toBe('42');
  });

  it('says that division by zero has no result', () => {
    for (const seed of SEEDS) expect(say('What is 10 divided by 0?', { seed })).toMatch(/zero/i);
  });

  it('does not take prose, dates or phone numbers for sums', () => {
    for (const prompt of [
      'What happened on 2024-05-01?',
      'Explain TCP/IP',
      'What is C++?',
      'Call 555-1234-5678',
    ]) {
      expect(say(prompt)).not.toMatch(/equals|The answer is|That comes to/);
    }
  });
});

describe('lists and instructions', () => {
  it.each([
    ['List 5 benefits of exercise', 5],
    ['Name three fruits', 3],
    ['Give me 7 tips for learning Spanish', 7],
    ['What are four ways to reduce stress?', 4],
    ['List 25 ideas for a garden', 25],
    ['Write a bulleted list of 6 reasons to read', 6],
  ])('%s', (prompt, count) => {
    for (const seed of SEEDS) {
      const items = say(prompt, { seed }).match(/^(?:- |\d+\. ).+$/gm) ?? [];
      expect(items).toHaveLength(count);
      expect(new Set(items.map((item) => item.replace(/^\S+ /, ''))).size).toBe(count);
    }
  });

  it('numbers the steps of instructions', () => {
    const text = say('How do I bake bread?');
    const steps = [...text.matchAll(/^(\d+)\. /gm)].map((match) => Number(match[1]));
    expect(steps.length).toBeGreaterThanOrEqual(3);
    expect(steps).toEqual(steps.map((_, index) => index + 1));
  });
});

describe('code', () => {
  it.each([
    ['Write a Python function that parses dates', 'python', /def \w+\(/],
    ['write a javascript function to clean up names', 'javascript', /function \w+\(/],
    ['Write a TypeScript function that groups users', 'typescript', /function \w+\(/],
    ['Create a Java program that sorts students', 'java', /public static/],
    ['Write a C program that averages numbers', 'c', /#include/],
    ['write a function in C++ that counts votes', 'cpp', /std::/],
    ['Write a C# method that filters orders', 'csharp', /public static/],
    ['Implement a word counter in Go', 'go', /func main/],
    ['Write a Rust function to count words', 'rust', /fn \w+/],
    ['Write a Ruby script that cleans names', 'ruby', /def \w+/],
    ['write a PHP function to clean names', 'php', /<\?php/],
    ['Write a SQL query to find top customers', 'sql', /SELECT/],
    ['write a bash script that lists files', 'bash', /#!\/usr/],
    ['Create a contact form in HTML', 'html', /<form>/],
    ['Write a Kotlin function to filter names', 'kotlin', /fun main/],
    ['Write a Swift function to filter names', 'swift', /func \w+/],
  ])('%s', (prompt, fence, pattern) => {
    const [, before, language, body, after] = /^([\s\S]*?)```(\S+)\n([\s\S]*?)\n```([\s\S]*)$/.exec(
      say(prompt),
    )!;
    expect(language).toBe(fence);
    expect(body).toMatch(pattern);
    expect(body).not.toMatch(/\{(?:fn|Type|[aA]bout)\}/);
    expect(before!.trim()).toMatch(/:$/);
    expect(after!.trim()).toMatch(/[.?]$/);
  });

  it('names the function after the task', () => {
    expect(say('Write a Python function that parses invoice dates')).toContain('def parse_invoice_dates(');
  });

  it('solves well-known tasks', () => {
    const script = /```javascript\n([\s\S]*?)\n```/.exec(
      say('Write a JavaScript function that checks if a number is prime'),
    )![1]!;
    const result: unknown = runInNewContext(`${script}\n;[1, 2, 9, 97].map(isPrime)`, {
      console: { log: () => undefined },
    });
    expect([...(result as boolean[])]).toEqual([false, true, false, true]);
  });

  it('cannot be tricked into breaking out of comments', () => {
    const body = /```html\n([\s\S]*?)\n```/.exec(
      say('Create an HTML page for </title><script>alert(1)</script> --> */'),
    )![1]!;
    expect(body).not.toContain('<script>');
    expect(body).not.toContain('-->');
  });
});

describe('other forms', () => {
  it('writes a haiku in three lines, and stanzas for a poem', () => {
    expect(say('Write a haiku about the sea').split('\n')).toHaveLength(3);
    const poem = say('Write a poem about autumn');
    expect(poem).toMatch(/autumn/i);
    expect(poem.split('\n\n').length).toBeGreaterThan(2);
    expect(say('Write a limerick about databases').split('\n')).toHaveLength(5);
  });

  it('tells a story and writes a letter', () => {
    expect(say('Tell me a story about a dragon who learns to code')).toMatch(/dragon/);
    expect(say('Write an email to my boss asking for a day off')).toMatch(
      /^Subject: [\s\S]*Dear boss,[\s\S]*day off/,
    );
  });

  it('translates phrases of its glossary', () => {
    expect(say("Translate 'Hello, how are you?' to French")).toBe('Bonjour, comment allez-vous ?');
    expect(say('Translate to Spanish: The cat is on the table.')).toBe('El gato está en la mesa.');
    expect(say('Translate "good morning" into German')).toBe('guten Morgen'.toLowerCase());
    expect(say('Translate "good morning" into Klingon')).toMatch(/good morning/);
  });

  it('summarizes with sentences of the text', () => {
    const text =
      'The bridge will connect the old town with the harbor. The bridge is expected to cost twelve million dollars. ' +
      'Some residents worry about noise. The council promised to build the bridge only by day. A park will be created too.';
    for (const prompt of [
      `Summarize: ${text}`,
      `Summarize the following text in one sentence.\n\n${text}`,
      `${text}\n\nTL;DR:`,
    ]) {
      const summary = say(prompt);
      expect(summary).toMatch(/bridge/);
      expect(summary.length).toBeLessThan(text.length);
    }
  });

  it.each([
    [
      'Classify the sentiment as positive, negative or neutral: I loved this film, it was wonderful. One word only.',
      'positive',
    ],
    ['Is this review positive or negative? "The phone broke after one day." Just the label.', 'negative'],
    ['Classify as spam or ham, only the label: Congratulations, claim your free prize money now', 'spam'],
    ['Classify the sentiment (positive/negative), one word: the food was not good', 'negative'],
  ])('%s', (prompt, label) => {
    expect(say(prompt)).toBe(label);
  });

  it('corrects and rephrases', () => {
    expect(say('Fix this sentence: i has a apple and she dont like it')).toContain(
      "I have an apple and she doesn't like it.",
    );
    const rephrased = say('Rephrase: The quick dog is happy because it is very big.');
    expect(rephrased).toMatch(/dog is (?:glad|pleased)/);
  });

  it.each([
    ['Convert 5 km to miles', '3.10686 miles'],
    ['Convert 100 celsius to fahrenheit', '212 degrees Fahrenheit'],
    ['How many minutes are in 2 hours?', '120 minutes'],
    [
      'Extract the emails from: write to ana@example.org or leo@example.com',
      'ana@example.org and leo@example.com',
    ],
    ['How many planets are there?', 'ight'],
    ['Knock knock.', "Who's there?"],
  ])('%s %s', (prompt, part) => {
    for (const seed of SEEDS) expect(say(prompt, { seed })).toContain(part);
  });

  it('keeps to one sentence for a story and to one line for a tagline', () => {
    const story = say('Write a one-sentence bedtime story about a unicorn.');
    expect(story).toMatch(/^[^.!?]*a unicorn[^.!?]*\.$/i);
    expect(say('Write a tagline for an ice cream shop.').length).toBeLessThan(60);
  });

  it('fences JSON without JSON mode, and weighs both sides', () => {
    const [, json] = /```json\n([\s\S]*?)\n```/.exec(say('Generate a JSON object with name and age'))!;
    expect(() => JSON.parse(json!)).not.toThrow();
    expect(say('What are the pros and cons of electric cars?')).toMatch(/\*\*Pros\*\*[\s\S]*\*\*Cons\*\*/);
  });

  it('does not give a plain yes when that could do harm', () => {
    for (const seed of SEEDS)
      expect(say('Is it safe to eat raw chicken?', { seed })).not.toMatch(/\byes,|^Yes/i);
  });

  it('compares both sides', () => {
    for (const prompt of [
      'Compare Python and Rust',
      'What is the difference between Python and Rust?',
      'Python vs Rust',
    ]) {
      for (const seed of SEEDS) {
        const text = say(prompt, { seed });
        expect(text).toMatch(/Python/);
        expect(text).toMatch(/Rust/);
      }
    }
  });

  it('answers in the language of the prompt', () => {
    expect(say('¿Qué es la fotosíntesis?')).toContain('«la fotosíntesis»');
    expect(say('Was ist ein Compiler?')).toMatch(/„ein Compiler“/);
    expect(say('Bonjour !')).toMatch(/Bonjour|Salut|Bien/);
    expect(say([said('system', 'Always answer in Italian.'), user('What is gravity?')])).toContain(
      '«gravity»',
    );
  });

  it('answers a single word in the language of the conversation', () => {
    const before = [user('¿Qué es la fotosíntesis?'), said('assistant', 'Es un proceso de las plantas.')];
    for (const seed of SEEDS) {
      expect(say([...before, user('ok')], { seed })).toMatch(/^¿/);
      expect(say([...before, user('sí')], { seed })).toMatch(/^¿/);
      expect(say([...before, user('x')], { seed })).toContain('este tema');
      expect(say([...before, user('Docker')], { seed })).toContain('«Docker»');
      expect(say('e', { seed })).not.toMatch(/[«»]/);
    }
  });

  it('answers the most common first questions', () => {
    for (const seed of SEEDS) expect(say('What is the capital of France?', { seed })).toContain('Paris');
    for (const seed of SEEDS) expect(say('What is Docker?', { seed })).toContain('image');
  });

  it('is honest about what it cannot perceive', () => {
    const parts = [
      { kind: 'text', text: 'What is in this image?' },
      { kind: 'image', url: 'data:image/png;base64,AAAA', detail: 'auto' },
    ] as const;
    const text = say([{ role: 'user', parts }]);
    expect(text).toMatch(/image in PNG format/);
    expect(text).toMatch(/simulat/);
  });
});

describe('the conversation', () => {
  it('recalls what was said before', () => {
    const turns = [
      user('Hi, my name is Ana and I live in Lisbon. My favorite color is dark green.'),
      said('assistant', 'Hello!'),
    ];
    expect(say([...turns, user('What is my name?')])).toMatch(/\bAna\.$/);
    expect(say([...turns, user('Where do I live?')])).toMatch(/Lisbon\.$/);
    expect(say([...turns, user("What's my favorite color?")])).toMatch(/dark green\.$/);
    expect(say("What's my name?")).toMatch(/your name/);
  });

  it('stays on the topic when asked for more', () => {
    expect(say([user('What is plate tectonics?'), said('assistant', 'Hm.'), user('Tell me more')])).toMatch(
      /plate tectonics/i,
    );
  });

  it('answers from tool results', () => {
    const loop = (content: string): readonly Turn[] => [
      user('What is the weather in Paris?'),
      {
        role: 'assistant',
        parts: [],
        toolCalls: [{ id: 'call', kind: 'function', name: 'get_weather', input: '{"location":"Paris"}' }],
      },
      { role: 'tool', toolCallId: 'call', parts: [{ kind: 'text', text: content }] },
    ];
    const request = {
      tools: [{ kind: 'function', name: 'get_weather', description: 'Current weather', strict: false }],
    } as const;
    const answer = compose(loop('{"temperature":18,"unit":"C","condition":"sunny"}'), { request });
    expect(answer.toolCalls).toBeUndefined();
    expect(answer.text).toMatch(/Paris/);
    expect(answer.text).toMatch(/temperature is 18 C/);
    expect(answer.text).toMatch(/sunny/);
    expect(say(loop('It is raining hard.'), { request })).toMatch(/raining hard/);
    expect(say(loop('{"error":"no such place"}'), { request })).toMatch(/no such place/);
    expect(say(loop('[]'), { request })).toMatch(/no results/);
    expect(say(loop(`${'['.repeat(3900)}${']'.repeat(3900)}`), { request }).length).toBeLessThan(1000);
    expect(say(loop(`${'{"a":'.repeat(1300)}1${'}'.repeat(1300)}`), { request }).length).toBeLessThan(1000);
    expect(say(loop('{"a":{"b":[{"__proto__":{"x":1}}]}}'), { request }).length).toBeGreaterThan(10);
  });

  it('calls a tool instead of answering', () => {
    const tools = [
      {
        kind: 'function',
        name: 'get_weather',
        description: 'Get the weather of a place',
        parameters: { type: 'object', properties: { location: { type: 'string' } }, required: ['location'] },
        strict: false,
      },
    ] as const;
    const answer = compose('What is the weather in Paris?', { request: { tools } });
    expect(answer.text).toBeUndefined();
    expect(answer.toolCalls).toMatchObject([{ name: 'get_weather' }]);
    expect(JSON.parse(answer.toolCalls![0]!.input)).toMatchObject({ location: 'Paris' });
  });
});

describe('format', () => {
  const schema = {
    type: 'object',
    properties: { name: { type: 'string' }, age: { type: 'integer' } },
    required: ['name', 'age'],
  };

  it('writes JSON when requested', () => {
    const format = { kind: 'schema', name: 'person', schema, strict: false } as const;
    const person: unknown = JSON.parse(say('John is 30 years old', { request: { format } }));
    expect(person).toMatchObject({ name: 'John', age: 30 });
    expect(() =>
      JSON.parse(say('Describe a cat in JSON', { request: { format: { kind: 'json' } } })),
    ).not.toThrow();
  });

  it('adds documents when more tokens are required', () => {
    const format = { kind: 'schema', name: 'person', schema, strict: false } as const;
    const text = say('A person', { request: { format }, budget: { minimum: 300, maximum: 300 } });
    expect(tokenizer.count(text)).toBeGreaterThanOrEqual(300);
    for (const line of text.split('\n')) expect(() => JSON.parse(line)).not.toThrow();
  });
});

describe('length', () => {
  const words = (text: string): number => text.split(/\s+/).length;
  const sentences = (text: string): number => text.split(/(?<=[.!?])\s+/).length;

  it('follows the length the prompt asks for', () => {
    for (const seed of SEEDS) {
      expect(sentences(say('In one sentence, what is plate tectonics?', { seed }))).toBe(1);
      expect(sentences(say('Explain plate tectonics in three sentences.', { seed }))).toBe(3);
      expect(say('Write two paragraphs on plate tectonics', { seed }).split('\n\n')).toHaveLength(2);
      const fifty = words(say('Explain plate tectonics in 50 words', { seed }));
      expect(fifty).toBeGreaterThan(30);
      expect(fifty).toBeLessThan(62);
      const many = words(say('Write a 500 word essay about plate tectonics', { seed }));
      expect(many).toBeGreaterThan(420);
      expect(many).toBeLessThan(560);
    }
  });

  it('spreads around 150 tokens, less when brief and more when verbose', () => {
    const median = (prompt: string, options: Options = {}): number => {
      const counts = Array.from({ length: 101 }, (_, seed) =>
        tokenizer.count(say(prompt, { ...options, seed: String(seed) })),
      );
      return counts.sort((left, right) => left - right)[50]!;
    };
    const usual = median('Explain plate tectonics');
    expect(usual).toBeGreaterThan(110);
    expect(usual).toBeLessThan(210);
    expect(median('Explain plate tectonics briefly')).toBeLessThan(usual * 0.7);
    expect(median('Explain plate tectonics', { request: { verbosity: 'low' } })).toBeLessThan(usual * 0.75);
    expect(median('Explain plate tectonics', { request: { verbosity: 'high' } })).toBeGreaterThan(
      usual * 1.4,
    );
    expect(median('Explain plate tectonics in detail')).toBeGreaterThan(usual * 1.7);
  });

  it('always reaches the minimum, and stops soon after the maximum', () => {
    const prompts = fc.oneof(
      fc.constantFrom(
        'Hello',
        'What is jazz?',
        'say exactly no',
        '2+2',
        'List 3 fruits',
        'Write a haiku',
        'Who was Ada Palmer?',
        '',
      ),
      fc.string({ maxLength: 60, unit: 'grapheme' }),
    );
    fc.assert(
      fc.property(
        prompts,
        fc.integer({ min: 0, max: 1500 }),
        fc.integer({ min: 0, max: 300 }),
        (prompt, minimum, more) => {
          const text = say(prompt, { budget: { minimum, maximum: minimum + more } });
          expect(tokenizer.count(text)).toBeGreaterThanOrEqual(minimum);
          expect(words(text)).toBeLessThan(minimum + more + 130);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('writes a hundred thousand tokens', () => {
    const text = say('What is jazz?', { budget: { minimum: 100_000, maximum: 100_000 } });
    expect(tokenizer.count(text)).toBeGreaterThanOrEqual(100_000);
    expect(text.length).toBeLessThan(800_000);
  });

  it('writes a longer answer past the maximum, so that it is cut', () => {
    for (const seed of SEEDS) {
      expect(
        tokenizer.count(say('Explain plate tectonics', { seed, budget: { minimum: 0, maximum: 16 } })),
      ).toBeGreaterThan(16);
    }
  });
});

describe('randomness', () => {
  const PROMPTS = [
    'Explain plate tectonics',
    'Hello!',
    'Write a poem about the sea',
    'Compare tea and coffee',
    'How do I make soup?',
    'Is tea healthy?',
  ];

  it('gives the same answer to the same brief, whatever was generated before', () => {
    for (const prompt of PROMPTS) {
      expect(say(prompt, { seed: 'x' })).toBe(say(prompt, { seed: 'x' }));
    }
    const brief = briefFor('Explain plate tectonics');
    const first = generator.compose(brief);
    brief.random.next();
    expect(generator.compose(brief)).toEqual(first);
  });

  it('uses other words for another choice or seed', () => {
    for (const prompt of PROMPTS) {
      const choices = new Set([0, 1, 2, 3, 4, 5].map((choice) => say(prompt, { choice })));
      expect(choices.size).toBeGreaterThanOrEqual(4);
      expect(new Set(SEEDS.map((seed) => say(prompt, { seed }))).size).toBeGreaterThanOrEqual(4);
    }
  });
});

describe('reasoning and sources', () => {
  const model: ModelCard = {
    ...MODEL,
    reasoning: {
      efforts: ['none', 'minimal', 'low', 'medium', 'high'],
      defaultEffort: 'medium',
      visible: true,
    },
  };

  it('reasons longer with more effort, about the topic', () => {
    const lengths = (['minimal', 'low', 'medium', 'high', 'xhigh'] as const).map((reasoningEffort) => {
      const { reasoning } = compose('Explain plate tectonics', { request: { model, reasoningEffort } });
      expect(reasoning).toMatch(/plate tectonics/);
      return tokenizer.count(reasoning!);
    });
    expect(lengths).toEqual([...lengths].sort((left, right) => left - right));
    expect(lengths[0]).toBeLessThan(50);
    expect(lengths[3]).toBeGreaterThan(250);
  });

  it('does not reason without effort or on models that do not reason', () => {
    expect(
      compose('Explain gravity', { request: { model, reasoningEffort: 'none' } }).reasoning,
    ).toBeUndefined();
    expect(compose('Explain gravity').reasoning).toBeUndefined();
    expect(compose('Explain gravity', { request: { model } }).reasoning).toBeDefined();
  });

  it('cites made-up pages on reserved domains, at exact offsets', () => {
    for (const seed of SEEDS) {
      const { text, citations } = compose('What is new in solar power?', {
        seed,
        request: { webSearch: { contextSize: 'low' } },
      });
      expect(citations!.length).toBeGreaterThanOrEqual(2);
      expect(citations!.length).toBeLessThanOrEqual(4);
      for (const { start, end, url, title } of citations!.filter(isPage)) {
        expect(text!.slice(start, end)).toMatch(/^\(\[.+\]\(.+\)\)$/);
        expect(text!.slice(start, end)).toContain(`](${url})`);
        expect(new URL(url).hostname).toMatch(/^www\.example\.(?:com|org|net)$/);
        expect(title).not.toBe('');
      }
    }
  });
});

describe('hostile prompts', () => {
  const MILLION = 1_000_000;
  it.each([
    ['letters', 'a'.repeat(MILLION)],
    ['spaces', ' '.repeat(MILLION)],
    ['line breaks', '\n'.repeat(MILLION)],
    ['parentheses', `what is ${'('.repeat(MILLION)}`],
    ['a long sum', '1+'.repeat(MILLION / 2)],
    ['digits', '9'.repeat(MILLION)],
    ['quotes', `say ${"'".repeat(MILLION)}`],
    ['commands', 'summarize: translate '.repeat(MILLION / 20)],
    ['labels', `classify as ${'ab/'.repeat(MILLION / 3)}`],
    ['commas', `classify the sentiment ${'a,'.repeat(MILLION / 2)}`],
    ['names', `My name is ${'Ab '.repeat(MILLION / 3)}`],
    ['half characters', '\ud83d'.repeat(MILLION)],
    ['a text to rewrite', `rewrite: ${'me and  '.repeat(MILLION / 8)}`],
    ['a hole in a summary', `summarize: a${' '.repeat(MILLION)}b c d e f g h i j k l m n`],
    ['a chain of alternatives', `classify as ab${' or'.repeat(MILLION / 3)}`],
    ['a hole in a translation', `translate to French: a${' '.repeat(MILLION)}b`],
    ['templates', 'Explain {t} {people} $1 $& {__proto__}'],
    ['prototypes', 'What is my __proto__? constructor toString'],
  ])('survives %s', (_, prompt) => {
    const text = say(prompt, { budget: { minimum: 0, maximum: 500 } });
    expect(text.length).toBeGreaterThan(0);
    expect(text.isWellFormed()).toBe(true);
    expect(text.length).toBeLessThan(10_000);
  });

  it('reads ten thousand parts in one turn', () => {
    const parts = Array.from({ length: 10_000 }, () => ({ kind: 'text', text: 'word '.repeat(50) }) as const);
    expect(say([{ role: 'user', parts }]).length).toBeGreaterThan(0);
  });
});

describe('a required length', () => {
  it('is filled with a few different documents that recur', () => {
    const schema = { type: 'object', properties: { n: { type: 'integer' } }, required: ['n'] };
    const text = say('Give me a number', {
      budget: { minimum: 4_000, maximum: 4_000 },
      request: { format: { kind: 'schema', name: 'x', schema, strict: false } },
    });
    const lines = text.split('\n');
    expect(tokenizer.count(text)).toBeGreaterThanOrEqual(4_000);
    expect(new Set(lines.slice(1)).size).toBeLessThanOrEqual(24);
    expect(lines.slice(25, 49)).toEqual(lines.slice(1, 25));
  });
});

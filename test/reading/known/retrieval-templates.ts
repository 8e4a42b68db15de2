import type { ReadingCase } from '../case.ts';
import { assistant, system, user } from '../conversation.ts';
import type { Facts } from '../facts.ts';
import { exactly, matches, retrieval } from './retrieval.ts';

/** Three passages about three companies, one of which is asked about. */
const companies = (facts: Facts) => {
  const all = [0, 1, 2].map(() => {
    const [company, founder, town, year] = [
      facts.company(),
      facts.name(),
      facts.city(),
      facts.integer(1901, 1999),
    ];
    const text = `${company} makes parts for pumps. It was founded by ${founder} in ${year} and has its head office in ${town}.`;
    return { company, founder, town, year, text };
  });
  const at = facts.integer(0, 2);
  const target = all[at]!;
  const others = all.filter((each) => each !== target);
  return { all, at, target, others, texts: all.map(({ text }) => text) };
};

const RULE = '---------------------';

export const retrievalTemplates: readonly ReadingCase[] = [
  retrieval('known-context-between-rules', (facts) => {
    const { texts, target, others } = companies(facts);
    return {
      messages: [
        system(
          "You are an expert Q&A system that is trusted around the world.\nAlways answer the query using the provided context information, and not prior knowledge.\nSome rules to follow:\n1. Never directly reference the given context in your answer.\n2. Avoid statements like 'Based on the context, ...' or 'The context information ...' or anything along those lines.",
        ),
        user(
          `Context information is below.\n${RULE}\n${texts.map((text, index) => `page_label: ${index + 1}\nfile_path: data/report.pdf\n\n${text}`).join('\n\n')}\n${RULE}\nGiven the context information and not prior knowledge, answer the query.\nQuery: Who founded ${target.company}?\nAnswer: `,
        ),
      ],
      has: [target.founder],
      omits: others.map(({ founder }) => founder),
      ideal: `${target.company} was founded by ${target.founder}.`,
    };
  }),

  retrieval('known-refine-keeps-the-original-answer', (facts) => {
    const { target, others } = companies(facts);
    return {
      messages: [
        user(
          `The original query is as follows: Who founded ${target.company}?\nWe have provided an existing answer: ${target.company} was founded by ${target.founder}.\nWe have the opportunity to refine the existing answer (only if needed) with some more context below.\n------------\n${others[0]!.text}\n------------\nGiven the new context, refine the original answer to better answer the query. If the context isn't useful, return the original answer.\nRefined Answer: `,
        ),
      ],
      has: [target.founder],
      omits: [others[0]!.founder],
      ideal: `${target.company} was founded by ${target.founder}.`,
    };
  }),

  retrieval('known-refine-with-the-new-context', (facts) => {
    const { target, others } = companies(facts);
    return {
      messages: [
        user(
          `We have the opportunity to refine the original answer (only if needed) with some more context below.\n------------\n${others[0]!.text}\n\n${target.text}\n------------\nGiven the new context, refine the original answer to better answer the question: In which town is the head office of ${target.company}?. If the context isn't useful, output the original answer again.\nOriginal Answer: The context does not say where the head office is.`,
        ),
      ],
      has: [target.town],
      omits: [others[0]!.town],
      ideal: `The head office of ${target.company} is in ${target.town}.`,
    };
  }),

  retrieval('known-question-then-context', (facts) => {
    const { texts, target, others } = companies(facts);
    return {
      messages: [
        user(
          `You are an assistant for question-answering tasks. Use the following pieces of retrieved context to answer the question. If you don't know the answer, just say that you don't know. Use three sentences maximum and keep the answer concise.\nQuestion: In what year was ${target.company} founded? \nContext: ${texts.join('\n\n')} \nAnswer:`,
        ),
      ],
      has: [target.year],
      omits: others.map(({ year }) => year),
      ideal: `It was founded in ${target.year}.`,
    };
  }),

  retrieval('known-relevant-text-verbatim', (facts) => {
    const { texts, target, others } = companies(facts);
    return {
      messages: [
        user(
          `Use the following portion of a long document to see if any of the text is relevant to answer the question. \nReturn any relevant text verbatim.\n${texts.join('\n')}\nQuestion: Where is the head office of ${target.company}?\nRelevant text, if any:`,
        ),
      ],
      has: [target.town],
      omits: others.map(({ town }) => town),
      ideal: target.text,
    };
  }),

  retrieval('known-extracts-with-a-sources-line', (facts) => {
    const { all, target, others } = companies(facts);
    const ids = facts.distinct(3, () => `${facts.integer(10, 99)}-pl`);
    const [company, town] = [facts.company(), facts.city()];
    return {
      messages: [
        user(
          `Given the following extracted parts of a long document and a question, create a final answer with references ("SOURCES"). \nIf you don't know the answer, just say that you don't know. Don't try to make up an answer.\nALWAYS return a "SOURCES" part in your answer.\n\nQUESTION: Where is ${company} registered?\n=========\nContent: ${company} is registered in ${town}.\nSource: 28-pl\nContent: The board meets twice a year.\nSource: 30-pl\n=========\nFINAL ANSWER: It is registered in ${town}.\nSOURCES: 28-pl\n\nQUESTION: Who founded ${target.company}?\n=========\n${all.map(({ text }, index) => `Content: ${text}\nSource: ${ids[index]}`).join('\n')}\n=========\nFINAL ANSWER:`,
        ),
      ],
      has: [target.founder],
      omits: [...others.map(({ founder }) => founder), town],
      also: matches(new RegExp(`SOURCES: ${ids[all.indexOf(target)]}`)),
      ideal: `It was founded by ${target.founder}.\nSOURCES: ${ids[all.indexOf(target)]}`,
    };
  }),

  retrieval('known-follow-up-made-standalone', (facts) => {
    const { target } = companies(facts);
    return {
      messages: [
        user(
          `Given the following conversation and a follow up question, rephrase the follow up question to be a standalone question, in its original language.\n\nChat History:\n\nHuman: What does ${target.company} make?\nAssistant: It makes parts for pumps.\nFollow Up Input: And when was it founded?\nStandalone question:`,
        ),
      ],
      has: [target.company, 'founded'],
      omits: [target.year],
      most: 120,
      ideal: `When was ${target.company} founded?`,
    };
  }),

  retrieval('known-information-loop', (facts) => {
    const { texts, target, others } = companies(facts);
    return {
      messages: [
        user(
          `\nGiven the following information, answer the question.\n\nContext:\n\n    ${texts.join('\n\n    ')}\n\n\nQuestion: Who is the founder of ${target.company}?\nAnswer:\n`,
        ),
      ],
      has: [target.founder],
      omits: others.map(({ founder }) => founder),
      ideal: `${target.founder}.`,
    };
  }),

  retrieval('known-source-tags-and-guidelines', (facts) => {
    const { all, at, target, others } = companies(facts);
    return {
      messages: [
        user(
          `### Task:\nRespond to the user query using the provided context, incorporating inline citations in the format [id] **only when the <source> tag includes an explicit id attribute** (e.g., <source id="1">).\n\n### Guidelines:\n- If you don't know the answer, clearly state that.\n- If uncertain, ask the user for clarification.\n- Respond in the same language as the user's query.\n- **Only include inline citations using [id] (e.g., [1], [2]) when the <source> tag includes an id attribute.**\n- Do not use XML tags in your response.\n\n### Example of Citation:\nIf the user asks about a specific topic and the information is found in a source with a provided id attribute, the response should include the citation like in the following example:\n* "According to the study, the proposed method increases efficiency by 20% [1]."\n\n### Output:\nProvide a clear and direct response to the user's query, including inline citations in the format [id] only when the <source> tag with id attribute is present in the context.\n\n<context>\n${all.map(({ text, company }, index) => `<source id="${index + 1}" name="${company.toLowerCase()}.pdf">${text}</source>`).join('\n')}\n</context>\n\n<user_query>\nin which town is the head office of ${target.company}?\n</user_query>\n`,
        ),
      ],
      has: [target.town],
      omits: [...others.map(({ town }) => town), '20%'],
      also: matches(new RegExp(`\\[${at + 1}\\]`)),
      ideal: `The head office is in ${target.town} [${at + 1}].`,
    };
  }),

  retrieval('known-indexed-documents', (facts) => {
    const { all, target, others } = companies(facts);
    return {
      messages: [
        user(
          `<documents>\n${all.map(({ text, company }, index) => `<document index="${index + 1}">\n<source>${company}</source>\n<document_content>\n${text}\n</document_content>\n</document>`).join('\n')}\n</documents>\n\nWhen was ${target.company} founded? Skip the preamble and give the shortest answer you can.`,
        ),
      ],
      has: [target.year],
      omits: others.map(({ year }) => year),
      most: 160,
      ideal: String(target.year),
    };
  }),

  retrieval('known-exact-words-when-nothing-answers', (facts) => {
    const { texts, target } = companies(facts);
    const [code, product] = [facts.code(), facts.product()];
    return {
      messages: [
        system(
          `Answer only from the knowledge base. If the knowledge base does not cover the question, reply exactly: NO_ANSWER_${code}\n\nKnowledge base:\n${texts.map((text) => `- ${text}`).join('\n')}`,
        ),
        user(`How much does the ${product} of ${target.company} weigh?`),
      ],
      has: [],
      omits: [target.founder, target.town],
      also: exactly(`NO_ANSWER_${code}`),
      ideal: `NO_ANSWER_${code}`,
    };
  }),

  retrieval('known-context-in-the-system-message', (facts) => {
    const { texts, target, others } = companies(facts);
    return {
      messages: [
        system(
          `Use the given context to answer the question. If you don't know the answer, say you don't know. Use three sentence maximum and keep the answer concise. Context: ${texts.join('\n\n')}`,
        ),
        user(`hi`),
        assistant('Hello! How can I help?'),
        user(`who started ${target.company}`),
      ],
      has: [target.founder],
      omits: others.map(({ founder }) => founder),
      ideal: `${target.founder} founded it.`,
    };
  }),

  retrieval('known-follow-up-with-a-pronoun', (facts) => {
    const { texts, target, others } = companies(facts);
    return {
      messages: [
        system(`You answer questions about these companies:\n\n${texts.join('\n\n')}`),
        user(`What does ${target.company} make?`),
        assistant('It makes parts for pumps.'),
        user('And who founded it?'),
      ],
      has: [target.founder],
      omits: others.map(({ founder }) => founder),
      ideal: `It was founded by ${target.founder}.`,
    };
  }),

  retrieval('known-one-word-from-numbered-sources', (facts) => {
    const { texts, target } = companies(facts);
    return {
      messages: [
        user(
          `Sources:\n${texts.map((text, index) => `[${index + 1}] ${text}`).join('\n')}\n\nIn which town does ${target.company} have its head office? Answer with the name of the town only.`,
        ),
      ],
      has: [target.town],
      omits: [],
      also: exactly(target.town),
      ideal: target.town,
    };
  }),
];

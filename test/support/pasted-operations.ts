import { readFileSync } from 'node:fs';

/** One step of a document whose operations are pasted by hand, one after the other. */
export interface PastedStep {
  number: string;
  title: string;
  /** Login name of the account that the step asks for; null for the sign-in itself. */
  account: string | null;
  operation: string;
  /** Variables with `{2.parks.nodes[0].id}` where the value of an earlier answer belongs. */
  variables: Record<string, unknown>;
  /** The shortened answer that the document shows. */
  answer: unknown;
  /** Path of the file that the step uploads first, from the root of the project. */
  upload: string | null;
}

const block = (text: string, kind: string) => new RegExp(`^\`\`\`${kind}\\n([^]*?)^\`\`\`$`, 'm').exec(text)?.[1];

/** The numbered steps of a markdown file, in their order. Throws when a step has no operation or no answer. */
export function pastedSteps(file: URL): PastedStep[] {
  const [, ...parts] = readFileSync(file, 'utf8').split(/^## (?=\d+\. )/m);
  return parts.map((text) => {
    const [, number, title] = /^(\d+)\. (.*)/.exec(text)!;
    const [operation, variables, answer] = [block(text, 'graphql'), block(text, 'json variables'), block(text, 'json answer')];
    if (!operation || !answer) throw new Error(`Step ${number} lacks its operation or its answer`);
    return {
      number: number!,
      title: title!,
      account: /account: `([\w-]+)`/.exec(text)?.[1] ?? null,
      operation,
      variables: JSON.parse(variables ?? '{}') as Record<string, unknown>,
      answer: JSON.parse(answer) as unknown,
      upload: /-F file=@(\S+)/.exec(text)?.[1] ?? null,
    };
  });
}

type Tree = Record<string, unknown>;

/** What stands at `2.liveRooms.nodes[name=助农直播间].id` among the answers by step. Throws when nothing is there. */
function valueAt(answers: Readonly<Tree>, path: string): unknown {
  let value: unknown = answers;
  for (const [step] of path.matchAll(/\[[^\]]*\]|[^.[\]]+/g)) {
    const [key, wanted] = step.replace(/[[\]]/g, '').split('=') as [string, string | undefined];
    value = wanted === undefined ? (value as Tree)[key] : (value as Tree[]).find((entry) => entry[key] === wanted);
    if (value === undefined || value === null) throw new Error(`${path}: the answers have no ${step}`);
  }
  return value;
}

/** The variables with every `{path}` replaced by what the earlier answers have there. */
export function filledIn(value: unknown, answers: Readonly<Tree>): unknown {
  if (Array.isArray(value)) return value.map((entry) => filledIn(entry, answers));
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, filledIn(entry, answers)]));
  }
  const path = typeof value === 'string' ? /^\{(.*)\}$/.exec(value)?.[1] : undefined;
  return path === undefined ? value : valueAt(answers, path);
}

function fits(text: string, pattern: string): boolean {
  const parts = pattern.split('…').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('[^]*')}$`).test(text);
}

/** Whether a shortened answer tells the truth: its fields and entries are in the full one, `…` stands for any text, an empty list for an empty one. */
export function isShortFor(shown: unknown, full: unknown): boolean {
  if (typeof shown === 'string') return typeof full === 'string' && fits(full, shown);
  if (Array.isArray(shown)) {
    if (!Array.isArray(full) || (shown.length === 0 && full.length > 0)) return false;
    return shown.every((entry) => full.some((candidate) => isShortFor(entry, candidate)));
  }
  if (typeof shown !== 'object' || shown === null) return shown === full;
  return typeof full === 'object' && full !== null && Object.entries(shown).every(([key, entry]) => isShortFor(entry, (full as Tree)[key]));
}

import type { Bilingual } from '../../platform/errors/faults.js';
import type { NextStep } from '../machine/next-steps.js';
import { factWord } from '../machine/rule-words.js';

function days({ earliestOn, latestOn, state }: NextStep): Bilingual {
  if (state === 'OVERDUE') return { zh: `,应不迟于 ${latestOn} 完成,已超过期限`, en: `; it was due by ${latestOn} and is overdue` };
  const from = earliestOn === null ? { zh: '', en: '' } : { zh: `,最早 ${earliestOn}`, en: `; ${earliestOn} at the earliest` };
  const to = latestOn === null ? { zh: '', en: '' } : { zh: `,最迟 ${latestOn}`, en: `; ${latestOn} at the latest` };
  return { zh: from.zh + to.zh, en: from.en + to.en };
}

/** A possible next step as a sentence for the person of the case: what, when, and what it still waits for. */
export function nextStepSentence(step: NextStep): Bilingual {
  const what = factWord(step.kind);
  const when = days(step);
  if (step.state !== 'BLOCKED') return { zh: `${what.zh}${when.zh}。`, en: `${capital(what.en)}${when.en}.` };
  const reasons = step.reasons.flatMap(({ outcome, reason, ruleId }) => (outcome === 'BLOCKED' && reason ? [uncited(reason, ruleId)] : []));
  const zh = reasons.map((reason) => reason.zh).join(';');
  const en = reasons.map((reason) => reason.en).join('; ');
  return { zh: `${what.zh}${when.zh};现在还不能进行:${zh}。`, en: `${capital(what.en)}${when.en}. Not yet: ${en}.` };
}

/** The sentence without rule, text and article behind it: those are for officers. */
function uncited({ zh, en }: Bilingual, ruleId: string): Bilingual {
  const plain = (text: string) => text.split(new RegExp(`\\s*[((]${ruleId}[,,]`, 'u'))[0]!;
  return { zh: plain(zh), en: plain(en) };
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

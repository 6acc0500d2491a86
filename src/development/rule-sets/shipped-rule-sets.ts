import type { LocalDate } from '../../platform/clock/local-date.js';
import type { Bilingual } from '../../platform/errors/faults.js';
import { PARAMETER_DEFINITIONS } from './parameters.js';
import { RULE_TEXTS } from './rule-texts.js';
import { RULE_IDS, type RuleDefinition, type RuleEvidence, type RuleId, type RuleSet, type RuleSeverity } from './rule-set.js';
import { STEP_PLANS } from './step-plans.js';

/** The 2014 text was issued on this day (from memory); earlier facts are judged by it as well, for there is no older set. */
const FIRST_2014_DAY: LocalDate = '2014-05-28';
/** Publication day of the revised text; whether it is the day of its effect is unverified, so it is data (3-development-rules 2.0). */
const FIRST_2026_DAY: LocalDate = '2026-05-18';

/** Article of each text: its number, several numbers, or a source other than the 细则. */
type Article = number | readonly [number, number] | 'CONSTITUTION' | 'UNCONFIRMED' | 'SYSTEM';

type Row = readonly [in2014: Article, in2026: Article, severity: RuleSeverity, evidence: 'FOUND' | 'MEMORY', severity2014?: RuleSeverity];

/**
 * Severity and article per rule (3-development-rules 2.2). Articles after 18 stand one lower in the 2026 text. A fifth entry is the
 * severity under the 2014 set where the demand came from local rules only.
 */
const ROWS: Readonly<Record<RuleId, Row>> = {
  R01: [5, 5, 'BLOCK', 'FOUND'],
  R02: [7, 7, 'WARN', 'FOUND'],
  R03: [6, 6, 'WARN', 'MEMORY'],
  R04: [8, 8, 'BLOCK', 'FOUND'],
  R05: [8, 8, 'WARN', 'MEMORY'],
  R06: [9, 9, 'BLOCK', 'MEMORY'],
  R07: [11, 11, 'WARN', 'FOUND'],
  R08: [12, 12, 'BLOCK', 'MEMORY'],
  R09: [13, 13, 'BLOCK', 'FOUND'],
  R10: [13, 13, 'BLOCK', 'FOUND'],
  R11: [13, 13, 'BLOCK', 'FOUND'],
  R12: [14, 14, 'BLOCK', 'FOUND'],
  R13: [16, 16, 'BLOCK', 'FOUND'],
  R14: [17, 17, 'BLOCK', 'FOUND'],
  R15: [19, 18, 'BLOCK', 'FOUND'],
  R16: [19, 18, 'WARN', 'FOUND'],
  R17: [20, 19, 'WARN', 'FOUND', 'CONFIG'],
  R18: [20, 19, 'BLOCK', 'FOUND'],
  R19: [21, 20, 'BLOCK', 'FOUND'],
  R20: ['CONSTITUTION', 'CONSTITUTION', 'BLOCK', 'FOUND'],
  R21: [26, 25, 'WARN', 'FOUND'],
  R22: [26, 25, 'WARN', 'FOUND'],
  R23: [30, 29, 'WARN', 'FOUND', 'CONFIG'],
  R24: [32, 31, 'BLOCK', 'FOUND'],
  R25: [[33, 34], [32, 33], 'BLOCK', 'FOUND'],
  R26: ['UNCONFIRMED', 'UNCONFIRMED', 'CONFIG', 'FOUND'],
  R27: ['UNCONFIRMED', 'UNCONFIRMED', 'BLOCK', 'MEMORY'],
  R28: ['UNCONFIRMED', 'UNCONFIRMED', 'BLOCK', 'FOUND'],
  R29: ['UNCONFIRMED', 'UNCONFIRMED', 'CALC', 'FOUND'],
  R30: ['UNCONFIRMED', 'UNCONFIRMED', 'WARN', 'MEMORY'],
  R31: ['UNCONFIRMED', 'UNCONFIRMED', 'WARN', 'FOUND'],
  R32: ['UNCONFIRMED', 'UNCONFIRMED', 'WARN', 'FOUND'],
  R33: ['UNCONFIRMED', 'UNCONFIRMED', 'WARN', 'MEMORY'],
  R34: [37, 36, 'WARN', 'FOUND'],
  R35: ['SYSTEM', 'SYSTEM', 'BLOCK', 'FOUND'],
  R36: ['SYSTEM', 'SYSTEM', 'BLOCK', 'FOUND'],
};

const DIGITS = ['', '一', '二', '三', '四', '五', '六', '七', '八', '九'];

/** A number up to 99 in Chinese numerals, as articles are numbered. */
function numeralOf(number: number): string {
  const tens = Math.floor(number / 10);
  return `${tens > 1 ? DIGITS[tens] : ''}${tens > 0 ? '十' : ''}${DIGITS[number % 10]}`;
}

function articleOf(article: Article): Bilingual {
  if (article === 'CONSTITUTION') return { zh: '《中国共产党章程》(条号待核对)', en: 'Party Constitution (article to be confirmed)' };
  if (article === 'UNCONFIRMED') return { zh: '条号待核对', en: 'article to be confirmed' };
  if (article === 'SYSTEM') return { zh: '登记规则', en: 'rule of recording' };
  if (typeof article === 'number') return { zh: `第${numeralOf(article)}条`, en: `Art. ${article}` };
  return { zh: `第${numeralOf(article[0])}条、第${numeralOf(article[1])}条`, en: `Art. ${article[0]}, ${article[1]}` };
}

function rulesOf(year: 2014 | 2026, effectiveFrom: LocalDate, effectiveTo: LocalDate | null): RuleDefinition[] {
  return RULE_IDS.map((id) => {
    const [in2014, in2026, severity, evidence, severity2014] = ROWS[id];
    const is2014 = year === 2014;
    const parameters = PARAMETER_DEFINITIONS.filter((entry) => entry.ruleId === id);
    return {
      id,
      article: articleOf(is2014 ? in2014 : in2026),
      severity: is2014 ? (severity2014 ?? severity) : severity,
      evidence: is2014 ? evidence : evidenceOf2026(in2026, evidence),
      text: RULE_TEXTS[id],
      parameters: Object.fromEntries(parameters.map((entry) => [entry.name, is2014 ? entry.value2014 : entry.value2026])),
      effectiveFrom,
      effectiveTo,
    };
  });
}

/** The full revised text was not obtained: what it says is known at second hand; what does not rest on it keeps its mark. */
function evidenceOf2026(article: Article, evidence: 'FOUND' | 'MEMORY'): RuleEvidence {
  return article === 'SYSTEM' || article === 'CONSTITUTION' ? evidence : 'SECOND_HAND';
}

/** Both sets, the older first. */
export const SHIPPED_RULE_SETS: readonly RuleSet[] = [
  {
    id: 'CPC-DEV-2014',
    title: {
      zh: '《中国共产党发展党员工作细则》(2014年)',
      en: 'Detailed Rules for the Development of Members of the CPC (2014)',
    },
    isSecondHand: false,
    effectiveFrom: FIRST_2014_DAY,
    effectiveTo: FIRST_2026_DAY,
    branchMeeting: { zh: '支部大会', en: 'general meeting of the branch' },
    rules: rulesOf(2014, FIRST_2014_DAY, FIRST_2026_DAY),
    steps: STEP_PLANS.STANDARD_25,
  },
  {
    id: 'CPC-DEV-2026-05',
    title: {
      zh: '《中国共产党发展党员工作细则》(2026年修订)',
      en: 'Detailed Rules for the Development of Members of the CPC (revised 2026)',
    },
    isSecondHand: true,
    effectiveFrom: FIRST_2026_DAY,
    effectiveTo: null,
    branchMeeting: { zh: '党支部党员大会', en: 'general meeting of the members of the branch' },
    rules: rulesOf(2026, FIRST_2026_DAY, null),
    steps: STEP_PLANS.STANDARD_25,
  },
];

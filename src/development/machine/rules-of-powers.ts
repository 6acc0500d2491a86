import type { Bilingual } from '../../platform/errors/faults.js';
import { type Finding, type JudgedFact } from './rule-finding.js';
import { say } from './rule-words.js';

/** What the organization named as the upper one must be able to do. */
interface PowerDemand {
  ruleId: 'R04' | 'R11' | 'R15' | 'R21' | 'R22' | 'INV-13a';
  upperOrganizationId: string;
  /** True for a decision on admission: a committee with approval power, never a general branch or a temporary organization (R21). */
  needsApproval: boolean;
}

/** The organization above lies above the one that handles the case, and may approve where approval is asked. */
export function findingsOfPower({ view, fact, world }: JudgedFact, demand: PowerDemand): Finding[] {
  const { ruleId, upperOrganizationId, needsApproval } = demand;
  const power = world.powerOver(upperOrganizationId, view.organizationId ?? fact.organizationId);
  const shared = { ruleId, severity: 'BLOCK', isAboutEntry: true, facts: { upperOrganizationId } } as const;
  const above: Finding = {
    ...shared,
    code: 'NOT_ABOVE',
    isBroken: power?.isAbove !== true,
    reason: say('填写的上级党组织不是该个案所在党组织的上级', 'The organization named does not lie above the one that handles the case'),
    cure: say('请选择本支部的上级党委。', 'Choose a committee above the branch.'),
  };
  if (!needsApproval) return [above];
  const approval: Finding = {
    ...shared,
    code: 'NO_APPROVAL_POWER',
    isBroken: power?.canApprove !== true,
    reason: say(
      '填写的党组织没有审批权限(党总支、党支部和临时党组织不能审批)',
      'The organization named has no approval power (a general branch, a branch and a temporary organization have none)',
    ),
    cure: say('请报具有审批权限的基层党委。', 'Submit it to a grass-roots committee with approval power.'),
  };
  return [above, approval];
}

/** Why a person cannot stand for what only full members do, as the register knows them on the day: [Chinese, English]. */
const UNFIT_WORDS = {
  isCandidate: ['是申请人本人', 'the person of the case'],
  isNoMember: ['不是正式党员', 'no full member'],
  isElsewhere: ['组织关系不在本组织', 'not at home in the organization that handles the case'],
  isRestricted: ['党员权利受限', 'restricted in their rights'],
} as const;

/** Persons of a list who do not qualify. */
interface Unfit {
  count: number;
  /** How many for which reason. */
  why: Bilingual;
}

/** Persons who must be full members on the day, as the register knows them; an introducer also at home where the case is, with all rights (R06, R12). */
export function unfitPersons(judged: JudgedFact, personIds: readonly string[], demand: 'FULL' | 'INTRODUCER'): Unfit {
  const reasons = personIds.flatMap((personId) => reasonAgainst(judged, personId, demand) ?? []);
  const counted = [...new Set(reasons)].map((reason) => ({ reason, count: reasons.filter((other) => other === reason).length }));
  const zh = counted.map(({ reason, count }) => `有 ${count} 名${UNFIT_WORDS[reason][0]}`).join(',');
  const en = counted.map(({ reason, count }) => `${count} ${UNFIT_WORDS[reason][1]}`).join(', ');
  return { count: reasons.length, why: say(zh, en) };
}

function reasonAgainst(
  { view, world, fact }: JudgedFact,
  personId: string,
  demand: 'FULL' | 'INTRODUCER',
): keyof typeof UNFIT_WORDS | null {
  if (personId === world.personId) return 'isCandidate';
  const standing = world.standingOn(personId, fact.occurredOn);
  if (standing?.standing !== 'FULL') return 'isNoMember';
  if (demand === 'FULL') return null;
  if (standing.homeOrganizationId !== (view.organizationId ?? fact.organizationId)) return 'isElsewhere';
  return standing.areRightsRestricted ? 'isRestricted' : null;
}

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

/** Persons who must be full members on the day, as the register knows them (R06, R12). */
export function unfitPersons(judged: JudgedFact, personIds: readonly string[], demand: 'FULL' | 'INTRODUCER'): string[] {
  const { world, fact } = judged;
  return personIds.filter((personId) => {
    const standing = world.standingOn(personId, fact.occurredOn);
    if (personId === world.personId || standing?.standing !== 'FULL') return true;
    return demand === 'INTRODUCER' && (standing.isGuest || standing.areRightsRestricted);
  });
}

import { type OrganizationType } from '../../organizations/organization-kinds.js';
import { refusalsUnlessBranch } from './case-organizations.rules.js';

const HANDLES_CASES: Readonly<Record<OrganizationType, boolean>> = {
  WORKING_COMMITTEE: false,
  DISTRICT_COMMITTEE: false,
  STREET_COMMITTEE: false,
  INDUSTRY_COMMITTEE: false,
  CHAIN_COMMITTEE: false,
  PARK_COMMITTEE: false,
  ENTERPRISE_COMMITTEE: false,
  GENERAL_BRANCH: true,
  ENTERPRISE_BRANCH: true,
  BUILDING_BRANCH: true,
  MOBILE_BRANCH: true,
  ASSOCIATION_BRANCH: true,
  VILLAGE_BRANCH: true,
  BRANCH: true,
  MASS_ORG: false,
};

describe('the organization that handles a case', () => {
  it.each(Object.entries(HANDLES_CASES))('may be a %s: %s (R04)', (type, isHandling) => {
    const refusals = refusalsUnlessBranch({ name: '某组织', type: type as OrganizationType }, 'input', 'organizationId');
    const expected = { code: 'CASE_NEEDS_BRANCH', rule: 'R04', field: ['input', 'organizationId'] };
    expect(refusals).toEqual(isHandling ? [] : [expect.objectContaining(expected)]);
  });
});

import { ENTERPRISE_TRANSITIONS, EnterpriseStatus, type EnterpriseVerb } from './enterprise-states.js';
import { refusalsToAdvance } from './enterprise.rules.js';

describe('the states of an enterprise', () => {
  it('take each verb from the listed states and from no other (6.1)', () => {
    const accepted = Object.keys(ENTERPRISE_TRANSITIONS).map((verb) => [
      verb,
      Object.values(EnterpriseStatus).filter((status) => refusalsToAdvance(verb as EnterpriseVerb, status, 'SINGLE').length === 0),
    ]);
    expect(Object.fromEntries(accepted)).toEqual({
      admitEnterprise: ['PROSPECTIVE'],
      rejectEnterprise: ['PROSPECTIVE', 'ADMITTED', 'ORG_BUILDING'],
      beginOrganizationBuilding: ['ADMITTED'],
      trackEnterprise: ['ORG_BUILDING'],
      beginDeparture: ['ADMITTED', 'ORG_BUILDING', 'TRACKED'],
      completeDeparture: ['LEAVING'],
    });
  });

  it('let an enterprise be tracked once an organization covers it, its own or a joint one (INV-06)', () => {
    expect(refusalsToAdvance('trackEnterprise', 'ORG_BUILDING', 'JOINT')).toEqual([]);
    const codes = refusalsToAdvance('trackEnterprise', 'ADMITTED', 'NONE').map(({ code }) => code);
    expect(codes).toEqual(['ENTERPRISE_STATE_FORBIDS', 'ENTERPRISE_WITHOUT_ORGANIZATION']);
  });
});

import { ORGANIZATION_TRANSITIONS, OrganizationStatus, type OrganizationVerb } from './organization-states.js';
import { coverageKind, firstOverlap, type OrganizationFacts, refusalsOfKind, refusalsToAdvance } from './organization.rules.js';

const facts = (more: Partial<OrganizationFacts> = {}): OrganizationFacts => ({
  name: '滴道区电商园区综合党委',
  status: 'ACTIVE',
  kind: null,
  parent: null,
  coveredUnits: 0,
  members: 0,
  children: 0,
  ...more,
});
const codes = (refusals: readonly { code: string }[]) => refusals.map(({ code }) => code);

describe('the states of a party organization', () => {
  it('take each verb from the listed states and from no other (6.1)', () => {
    const accepted = Object.keys(ORGANIZATION_TRANSITIONS).map((verb) => [
      verb,
      Object.values(OrganizationStatus).filter((status) => refusalsToAdvance(verb as OrganizationVerb, facts({ status })).length === 0),
    ]);
    expect(Object.fromEntries(accepted)).toEqual({
      approveOrganization: ['PROPOSED'],
      activateOrganization: ['APPROVED'],
      beginRectification: ['ACTIVE'],
      completeRectification: ['RECTIFYING'],
      mergeOrganization: ['ACTIVE', 'RECTIFYING'],
      dissolveOrganization: ['ACTIVE', 'RECTIFYING'],
    });
  });

  it('name every reason against an end at once (6.1)', () => {
    const refusals = refusalsToAdvance('dissolveOrganization', facts({ status: 'PROPOSED', members: 1, children: 2 }));
    expect(codes(refusals)).toEqual(['ORGANIZATION_STATE_FORBIDS', 'ORGANIZATION_HAS_MEMBERS', 'ORGANIZATION_HAS_CHILDREN']);
    expect(refusalsToAdvance('dissolveOrganization', facts())).toEqual([]);
  });

  it('let a joint organization start with two units and not with one (INV-06)', () => {
    const joint = facts({ status: 'APPROVED', kind: 'JOINT' });
    expect(codes(refusalsToAdvance('activateOrganization', { ...joint, coveredUnits: 1 }))).toEqual(['JOINT_COVERS_TOO_FEW']);
    expect(refusalsToAdvance('activateOrganization', { ...joint, coveredUnits: 2 })).toEqual([]);
  });

  it('do not let an organization start below one that is not at work', () => {
    const below = (status: OrganizationStatus) =>
      refusalsToAdvance('activateOrganization', facts({ status: 'APPROVED', parent: { name: '上级', status } }));
    expect(codes(below('APPROVED'))).toEqual(['ORGANIZATION_NOT_WORKING']);
    expect([below('ACTIVE'), below('RECTIFYING')]).toEqual([[], []]);
  });
});

describe('the setting up of an enterprise organization', () => {
  it('names an enterprise for SINGLE and none otherwise (INV-06)', () => {
    const outcome = [
      refusalsOfKind('SINGLE', 'e1'),
      refusalsOfKind('SINGLE', null),
      refusalsOfKind('JOINT', 'e1'),
      refusalsOfKind('JOINT', null),
      refusalsOfKind(null, 'e1'),
      refusalsOfKind(null, null),
    ].map((refusals) => refusals.length);
    expect(outcome).toEqual([0, 1, 1, 0, 1, 0]);
  });

  it('counts an own organization before a joint one (INV-06)', () => {
    expect([coverageKind(1, 0), coverageKind(1, 2), coverageKind(0, 1), coverageKind(0, 0)]).toEqual(['SINGLE', 'SINGLE', 'JOINT', 'NONE']);
  });
});

describe('dated facts', () => {
  it('find the one that shares a day (INV-05)', () => {
    const first = { startsOn: '2025-01-01', endsOn: '2026-01-01' };
    expect(firstOverlap([first], { startsOn: '2026-01-01', endsOn: null })).toBeNull();
    expect(firstOverlap([first], { startsOn: '2025-12-31', endsOn: null })).toBe(first);
  });
});

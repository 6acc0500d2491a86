import { givenMember } from '../support/members.js';
import { DevelopmentLab, somebody } from './development-lab.js';

describe('a full member', () => {
  let lab: DevelopmentLab;
  beforeAll(async () => {
    lab = await DevelopmentLab.start();
  }, 60_000);
  afterAll(() => lab.close());

  it('moves to another branch by hand, and the case is archived all the same (INV-05, R34)', async () => {
    const person = somebody('1996-05-17');
    const caseId = await lab.open({ person });
    await lab.walk(caseId, 'CONVERSION_DECIDED');
    const personId = await lab.personOf(caseId);
    const [full] = await lab.app.dataSource.query<{ id: string; version: number }[]>(
      "SELECT id, version FROM membership WHERE personId = ? AND standing = 'FULL'",
      [personId],
    );
    const end = { membershipId: full!.id, expectedVersion: full!.version, endsOn: '2026-08-01', reason: '组织关系转出' };
    expect((await lab.run(lab.tokens.recorder, 'endMembership', 'EndMembershipInput', end)).userErrors).toEqual([]);
    await givenMember(lab.app, lab.tokens.otherRecorder, { organizationId: lab.otherBranchId, person, startsOn: '2026-08-01' });
    expect((await lab.walk(caseId, 'ARCHIVED', 'CONVERSION_DECIDED')).stage).toBe('FULL');
    expect(await lab.memberships(personId)).toEqual([
      'PROBATIONARY A 2025-06-20 2026-06-20',
      'FULL A 2026-06-20 2026-08-01',
      'FULL B 2026-08-01 …',
    ]);
  }, 60_000);
});

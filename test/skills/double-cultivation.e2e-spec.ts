import { Park } from '../../src/parks/park.entity.js';
import { INSTALLATION_SCOPE, newId } from '../../src/platform/database/ids.js';
import { MemberBadge } from '../../src/skills/badges/badge.entity.js';
import { SkillCertificate, SkillTrack } from '../../src/skills/skill-track.entity.js';
import { Streamer } from '../../src/streamers/streamer.entity.js';
import { DevelopmentLab } from '../development/development-lab.js';
import { countStatements } from '../support/statement-counter.js';

const ENTRIES = `nodes { id talents { stageName status passedGate tier badge certificateUntil }
  development { caseId caseNumber fullName stage stageSinceOn } developmentWithheld }`;
const OF_PARK = `query ($id: ID!, $first: Int! = 20) { parkDoubleCultivation(parkId: $id, purpose: HANDLING, first: $first) { totalCount ${ENTRIES} } }`;
const OF_ORGANIZATION = `query ($id: ID!) { organizationDoubleCultivation(organizationId: $id, purpose: SUPERVISION) { totalCount ${ENTRIES} } }`;
const FUNNEL = `query ($organizationId: ID!, $from: LocalDate!, $to: LocalDate!) {
  doubleCultivationFunnel(organizationId: $organizationId, from: $from, to: $to) {
    isExact memberToStreamer { step stockCount enteredCount } streamerToMember { group stockCount enteredCount } } }`;

interface Entry {
  id: string;
  talents: { stageName: string; status: string | null; tier: string | null; badge: string | null }[];
  development: { caseId: string; stage: string } | null;
  developmentWithheld: string | null;
}
interface Funnel {
  isExact: boolean;
  memberToStreamer: { step: string; stockCount: number | null; enteredCount: number | null }[];
  streamerToMember: { group: string; stockCount: number | null; enteredCount: number | null }[];
}

describe('the overview of both ways', () => {
  let lab: DevelopmentLab;
  let parkId: string;
  let secretary: string;
  let both: string;
  let activistCase: string;
  let sequence = 0;

  beforeAll(async () => {
    lab = await DevelopmentLab.start();
    parkId = newId();
    await lab.app.transactions.run((tx) =>
      tx.insert(Park, [
        {
          ...{ id: parkId, scopeId: INSTALLATION_SCOPE, name: '双培园', leadingOrganizationId: lab.committeeId, status: 'ACTIVE' },
          ...{ structureTemplateId: newId(), createdAt: tx.at, version: 1 },
        },
      ]),
    );
    const park = { role: 'PARK_SECRETARY', scopeKind: 'PARK', scopeId: parkId };
    secretary = await lab.app.signInAs([park]);
    both = await lab.app.signInAs([park, { role: 'PARTY_READER', scopeKind: 'ORGANIZATION', scopeId: lab.branchId }]);
    const carrier = await givenStreamer(lab.members[0]!, 'A 党员持证', { enrolledOn: '2025-07-10', certifiedOn: '2025-08-15' });
    await lab.app.transactions.run((tx) =>
      tx.insert(MemberBadge, [
        {
          ...{ id: newId(), parkId, streamerId: carrier, personId: lab.members[0]!, organizationId: lab.branchId, consentOn: '2026-01-01' },
          ...{ consentReference: '同意', issuedOn: '2026-01-02', issuedBy: newId(), revokedOn: null, version: 1 },
        },
      ]),
    );
    await givenStreamer(lab.members[1]!, 'B 党员在训', { enrolledOn: '2025-08-01' });
    activistCase = await lab.open();
    await lab.walk(activistCase, 'ACTIVIST_DETERMINED');
    await givenStreamer(await lab.personOf(activistCase), 'C 主播积极分子', { enrolledOn: '2024-01-01' });
    const withdrawn = await lab.open();
    await lab.walk(withdrawn, 'ACTIVIST_DETERMINED');
    const version = (
      await lab.app.dataSource.query<{ version: number }[]>('SELECT version FROM development_case WHERE id = ?', [withdrawn])
    )[0]!;
    await lab.app.dataSource.query("UPDATE development_case SET consentWithdrawnOn = '2026-08-01', version = ? WHERE id = ?", [
      version.version + 1,
      withdrawn,
    ]);
    await givenStreamer(await lab.personOf(withdrawn), 'D 撤回个案同意', { enrolledOn: '2024-01-01' });
    const other = await lab.open({ organizationId: lab.otherBranchId, token: lab.tokens.otherRecorder });
    await givenStreamer(await lab.personOf(other), 'E 二支部', { enrolledOn: '2024-01-01' });
    const silent = await lab.open();
    await givenStreamer(await lab.personOf(silent), 'F 撤回主播同意', { enrolledOn: '2024-01-01', consentWithdrawnOn: '2026-08-01' });
  }, 120_000);
  afterAll(() => lab.close());

  interface Wish {
    enrolledOn: string;
    certifiedOn?: string;
    consentWithdrawnOn?: string;
  }
  async function givenStreamer(
    personId: string,
    stageName: string,
    { enrolledOn, certifiedOn, consentWithdrawnOn }: Wish,
  ): Promise<string> {
    const [id, trackId] = [newId(), newId()];
    await lab.app.transactions.run(async (tx) => {
      await tx.insert(Streamer, [
        {
          ...{ id, parkId, personId, stageName, kind: 'ORDINARY', status: 'ACTIVE', enrolledAt: tx.at, version: 1 },
          ...{ consentGivenOn: '2024-01-01', consentWithdrawnOn: consentWithdrawnOn ?? null },
        },
      ]);
      await tx.insert(SkillTrack, [
        {
          ...{ id: trackId, parkId, streamerId: id, personId, attempt: 1, trade: 'LIVE_SELLER', targetLevel: 'L5', enrolledOn },
          ...{
            contractReference: '合同',
            passedGate: certifiedOn ? 'G6' : 'G2',
            certificateUntil: certifiedOn ? '2026-12-31' : null,
            version: 1,
          },
        },
      ]);
      if (!certifiedOn) return;
      await tx.insert(SkillCertificate, [
        {
          ...{
            id: newId(),
            parkId,
            trackId,
            streamerId: id,
            evidenceId: newId(),
            certificateNumber: `ZB-${++sequence}`,
            issuedOn: certifiedOn,
          },
          ...{ validUntil: '2026-12-31', revokedOn: null, assessorId: newId(), issuedAt: tx.at, issuedBy: newId() },
        },
      ]);
    });
    return id;
  }

  const ofPark = async (token: string) =>
    (await lab.app.ask<{ parkDoubleCultivation: { totalCount: number; nodes: Entry[] } }>(token, OF_PARK, { id: parkId }))
      .parkDoubleCultivation;
  const named = (nodes: readonly Entry[]) =>
    nodes.map(({ talents, development, developmentWithheld }) => [talents[0]!.stageName, development?.stage ?? null, developmentWithheld]);

  it('shows a park the way to talent and the badge carried by consent, and of nobody the way into the Party (INV-09, PR-7)', async () => {
    const { nodes, totalCount } = await ofPark(secretary);
    expect(totalCount).toBe(5);
    expect(named(nodes)).toEqual(
      ['A 党员持证', 'B 党员在训', 'C 主播积极分子', 'D 撤回个案同意', 'E 二支部'].map((name) => [name, null, 'ROLE']),
    );
    expect(nodes[0]!.talents).toEqual([
      {
        stageName: 'A 党员持证',
        status: 'CERTIFIED',
        passedGate: 'G6',
        tier: 'CERTIFIED',
        badge: 'MEMBER',
        certificateUntil: '2026-12-31',
      },
    ]);
    expect(nodes[1]!.talents).toMatchObject([{ status: 'TRAINED', tier: 'SEEDLING', badge: null }]);
  });

  it('shows a party role of the same park the stage where it reaches the case and both consents are in force (PR-2, PR-7)', async () => {
    await lab.app.dataSource.query("DELETE FROM audit_entry WHERE action = 'READ'");
    const { nodes } = await ofPark(both);
    expect(named(nodes)).toEqual([
      ['A 党员持证', null, 'NOT_IN_REACH'],
      ['B 党员在训', null, 'NOT_IN_REACH'],
      ['C 主播积极分子', 'ACTIVIST', null],
      ['D 撤回个案同意', null, 'CONSENT'],
      ['E 二支部', null, 'NOT_IN_REACH'],
    ]);
    expect(nodes[2]!.development).toMatchObject({ caseId: activistCase, stageSinceOn: '2024-03-01' });
    const readings = await lab.app.dataSource.query<{ recordId: string; reason: string }[]>(
      "SELECT recordId, reason FROM audit_entry WHERE action = 'READ' AND recordKind = 'DevelopmentCase'",
    );
    expect(readings).toEqual([{ recordId: activistCase, reason: 'HANDLING' }]);
  });

  it('lists for an organization whoever is in both ways with both consents, and refuses strangers (PR-2, PR-7)', async () => {
    const ask = (token: string) =>
      lab.app.send<{ organizationDoubleCultivation: { totalCount: number; nodes: Entry[] } }>(token, OF_ORGANIZATION, { id: lab.branchId });
    const { nodes, totalCount } = (await ask(lab.tokens.reader)).data.organizationDoubleCultivation;
    expect([totalCount, named(nodes)]).toEqual([1, [['C 主播积极分子', 'ACTIVIST', null]]]);
    expect((await ask(lab.tokens.otherRecorder)).errors![0]!.extensions.code).toBe('NOT_FOUND');
    expect((await ask(secretary)).errors![0]!.extensions.code).toBe('FORBIDDEN');
    const stranger = await lab.app.send(lab.tokens.reader, OF_PARK, { id: parkId });
    expect(stranger.errors![0]!.extensions.code).toBe('FORBIDDEN');
  });

  it('costs the same statements for one person as for all', async () => {
    const page = (first: number) => countStatements(lab.app.dataSource, () => lab.app.ask(both, OF_PARK, { id: parkId, first }));
    const [one, all] = [await page(3), await page(20)];
    expect(all.statements.length).toBe(one.statements.length);
  });

  it('counts both directions by organization and period, exactly for the line of committees and without small cells for others (INV-38)', async () => {
    const funnel = async (token: string, organizationId: string, from: string, to: string) =>
      (await lab.app.ask<{ doubleCultivationFunnel: Funnel }>(token, FUNNEL, { organizationId, from, to })).doubleCultivationFunnel;
    const steps = ({ memberToStreamer }: Funnel) =>
      memberToStreamer.map(({ step, stockCount, enteredCount }) => [step, stockCount, enteredCount]);
    const groups = ({ streamerToMember }: Funnel) =>
      streamerToMember
        .filter(({ stockCount, enteredCount }) => stockCount !== 0 || enteredCount !== 0)
        .map(({ group, stockCount, enteredCount }) => [group, stockCount, enteredCount]);
    const summer = await funnel(lab.tokens.reader, lab.branchId, '2025-07-01', '2025-09-30');
    expect(summer.isExact).toBe(true);
    expect(steps(summer)).toEqual([
      ['MEMBERS', 5, 0],
      ['IN_TRAINING', 2, 2],
      ['CERTIFIED', 1, 1],
    ]);
    expect(groups(summer)).toEqual([['ACTIVISTS', 2, 0]]);
    const spring = await funnel(lab.tokens.reader, lab.branchId, '2024-01-01', '2024-03-31');
    expect(steps(spring).slice(1)).toEqual([
      ['IN_TRAINING', 0, 0],
      ['CERTIFIED', 0, 0],
    ]);
    expect(groups(spring)).toEqual([
      ['APPLICANTS', 0, 2],
      ['ACTIVISTS', 2, 2],
    ]);
    const today = await funnel(lab.tokens.reader, lab.branchId, '2026-08-01', '2026-09-01');
    expect(groups(today)).toEqual([['ACTIVISTS', 1, 0]]);
    const officer = await funnel(lab.tokens.district, lab.districtId, '2025-07-01', '2025-09-30');
    expect([officer.isExact, steps(officer)]).toEqual([
      false,
      [
        ['MEMBERS', 10, null],
        ['IN_TRAINING', null, null],
        ['CERTIFIED', null, null],
      ],
    ]);
    expect(officer.streamerToMember.every(({ stockCount, enteredCount }) => stockCount === null && enteredCount === null)).toBe(true);
  });
});

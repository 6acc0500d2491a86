import { addDays, addMonths, type LocalDate } from '../platform/clock/local-date.js';
import type { GraphqlClient } from './graphql-client.js';

/** Where the demo's party work is done. */
export interface DemoOrganizations {
  /** The committee above, which files and approves. */
  committeeId: string;
  branchId: string;
}

/** Two persons who record and confirm, and a district officer. */
export interface DemoPartyClients {
  officer: GraphqlClient;
  recorder: GraphqlClient;
  confirmer: GraphqlClient;
}

/* Invented like all people of the demo; the numbers are well-formed and belong to nobody. */
const MEMBERS = [
  { fullName: '周志远', idCardNumber: '23030619790412011X' },
  { fullName: '吴红梅', idCardNumber: '23030619850930022X' },
  { fullName: '郑建国', idCardNumber: '230306199001080339' },
] as const;
const APPLICANT = { fullName: '钱小溪', idCardNumber: '230306199811200443' } as const;
/** The village host of the park: the same person on both ways (双培). */
const VILLAGE_HOST = { fullName: '王大田', idCardNumber: '230306197803150010' } as const;

/** Members since this day. */
const MEMBERS_SINCE = '2012-07-01';

/**
 * Two development cases in progress: the village host has been an activist for ten months, so that it can be seen why he is not listed yet;
 * another applicant's determination waits for its confirmation. All days lie before `today` by the same spans, whenever the demo is loaded.
 */
export class DemoDevelopment {
  private steps = 0;

  constructor(
    private readonly clients: DemoPartyClients,
    private readonly organizations: DemoOrganizations,
  ) {}

  /** Members, the impact assessment and the two cases. */
  async begin(today: LocalDate): Promise<void> {
    const { officer, recorder } = this.clients;
    const { committeeId } = this.organizations;
    const memberIds: string[] = [];
    for (const person of MEMBERS) memberIds.push(await this.member(person));
    await officer.run(
      'recordImpactAssessment',
      'RecordImpactAssessmentInput',
      {
        organizationId: committeeId,
        assessedOn: addMonths(today, -18),
        documentNumber: '演评1号',
        conclusion: '演示:影响可控,准予保存发展党员信息。',
        idempotencyKey: this.key('assessment'),
      },
      'assessment { id }',
    );
    const activist = await this.open(VILLAGE_HOST, addMonths(today, -16));
    const applied = addMonths(today, -16);
    const determined = addMonths(today, -10);
    const determination = { activistDetermined: { recommendedBy: 'PARTY_MEMBERS', isLeagueMember: false, decidedBy: 'BRANCH_COMMITTEE' } };
    await this.settle(activist, applied, { applicationReceived: { addressedTo: 'EMPLOYER' } });
    await this.settle(activist, addDays(applied, 12), { applicantTalked: { talkerIds: [memberIds[0]] } });
    await this.settle(activist, determined, determination, '演支1号');
    await this.settle(activist, addDays(determined, 5), { activistFiled: { upperOrganizationId: committeeId } }, '演备1号');
    await this.settle(activist, addDays(determined, 6), { contactsAppointed: { contactIds: memberIds.slice(0, 2) } }, '演支2号');
    await this.settle(activist, addMonths(determined, 6), { cultivationInspected: { outcome: 'QUALIFIED' } });
    const applicant = await this.open(APPLICANT, addDays(today, -40));
    await this.settle(applicant, addDays(today, -40), { applicationReceived: { addressedTo: 'EMPLOYER' } });
    await this.settle(applicant, addDays(today, -30), { applicantTalked: { talkerIds: [memberIds[2]] } });
    await this.record(recorder, applicant, addDays(today, -1), determination, '演支3号');
  }

  private async member(person: object): Promise<string> {
    const input = {
      organizationId: this.organizations.branchId,
      person,
      kind: 'HOME',
      standing: 'FULL',
      startsOn: MEMBERS_SINCE,
      documentNumber: '演册1号',
      idempotencyKey: this.key('member'),
    };
    const { recorder, confirmer } = this.clients;
    const { entry } = await recorder.run<{ entry: { id: string; version: number } }>(
      'admitMember',
      'AdmitMemberInput',
      input,
      'entry { id version }',
    );
    const { membership } = await confirmer.run<{ membership: { person: { id: string } } }>(
      'confirmMembershipEntry',
      'MembershipEntryTargetInput',
      { membershipEntryId: entry.id, expectedVersion: entry.version },
      'membership { person { id } }',
    );
    return membership.person.id;
  }

  private async open(person: object, consentOn: LocalDate): Promise<string> {
    const input = {
      organizationId: this.organizations.branchId,
      person,
      consentOn,
      consentReference: '演示单独同意书',
      idempotencyKey: this.key('case'),
    };
    const opened = await this.clients.recorder.run<{ case: { id: string } }>(
      'openDevelopmentCase',
      'OpenDevelopmentCaseInput',
      input,
      'case { id }',
    );
    return opened.case.id;
  }

  private async settle(caseId: string, occurredOn: LocalDate, fact: object, documentNumber: string | null = null): Promise<void> {
    const { recorder, confirmer } = this.clients;
    const recorded = await this.record(recorder, caseId, occurredOn, fact, documentNumber);
    const target = { factId: recorded.id, expectedVersion: recorded.version };
    await confirmer.run('confirmDevelopmentFact', 'ConfirmDevelopmentFactInput', target, 'fact { id }');
  }

  private async record(
    recorder: GraphqlClient,
    caseId: string,
    occurredOn: LocalDate,
    fact: object,
    documentNumber: string | null,
  ): Promise<{ id: string; version: number }> {
    const input = { caseId, occurredOn, fact, documentNumber, idempotencyKey: this.key('fact') };
    const recorded = await recorder.run<{ fact: { id: string; version: number } }>(
      'recordDevelopmentFact',
      'RecordDevelopmentFactInput',
      input,
      'fact { id version }',
    );
    return recorded.fact;
  }

  private key(step: string): string {
    return `demo-development-${step}-${++this.steps}`;
  }
}

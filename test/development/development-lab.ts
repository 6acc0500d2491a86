import { nextDueOn, projectionOf } from '../../src/development/cases/case-ledger.js';
import { CaseRecords } from '../../src/development/cases/case-records.js';
import { deriveCase } from '../../src/development/machine/case-view.js';
import { newId } from '../../src/platform/database/ids.js';
import { givenMember } from '../support/members.js';
import { givenOrganization } from '../support/organizations.js';
import { idCardNumber } from '../support/people.js';
import { TestApp } from '../support/test-app.js';
import { LIFE, type LifeStep } from './life-steps.js';

/** A refusal as the tests look at it. */
export interface ShownError {
  __typename: string;
  code: string;
  message: string;
  cure: string | null;
  rule: string | null;
  ruleId?: string;
  factId?: string | null;
  curedOn?: string | null;
}

/** A fact as the tests look at it. */
export interface ShownFact {
  id: string;
  kind: string;
  status: string;
  version: number;
}

/** A case's row as the tests look at it. */
export interface ShownCase {
  id: string;
  caseNumber: string;
  stage: string;
  side: string | null;
  version: number;
}

/** What a verb on a fact answered. */
export interface FactAnswer {
  fact: ShownFact | null;
  case: ShownCase | null;
  userErrors: ShownError[];
}

/** What can be said besides day and content of a fact. */
export interface RecordWish {
  documentNumber?: string | null;
  overrides?: { ruleId: string; reason: string }[];
  token?: string;
}

const ERRORS =
  'userErrors { __typename code message cure rule ... on RuleBlocksStep { ruleId factId curedOn } ... on StaleVersion { currentVersion } }';
const FACT = 'fact { id kind status version }';
const CASE = 'case { id caseNumber stage side version }';

/** The document of a verb on facts. */
export const factVerb = (verb: string, input: string): string =>
  `mutation ($input: ${input}!) { ${verb}(input: $input) { ${FACT} ${CASE} ${ERRORS} } }`;

/** The clock of the tests: everything below happened before it. */
export const TODAY = '2026-09-01';

let persons = 0;

/**
 * An application with a district, a park committee below it and two branches with members, and accounts for every part of party work. Facts
 * are recorded and confirmed through the API.
 */
export class DevelopmentLab {
  private constructor(
    readonly app: TestApp,
    readonly districtId: string,
    readonly committeeId: string,
    readonly branchId: string,
    readonly otherBranchId: string,
    readonly tokens: Readonly<
      Record<
        | 'recorder'
        | 'secondRecorder'
        | 'confirmer'
        | 'secondConfirmer'
        | 'reader'
        | 'otherRecorder'
        | 'otherConfirmer'
        | 'district'
        | 'districtReader',
        string
      >
    >,
  ) {}

  /** Full members of the first branch, by person id. */
  members: string[] = [];
  /** Full members of the second branch. */
  otherMembers: string[] = [];

  /** Starts the application on the day TODAY. Both branches have five full members since 2015; the district has an impact assessment. */
  static async start(): Promise<DevelopmentLab> {
    const app = await TestApp.start();
    app.clock.set(new Date(`${TODAY}T02:00:00Z`));
    const districtId = await givenOrganization(app, { name: '滴道区委', type: 'DISTRICT_COMMITTEE', tier: 'COORDINATING' });
    const committeeId = await givenOrganization(app, { name: '园区综合党委', type: 'PARK_COMMITTEE', adminParentId: districtId });
    const branchId = await givenOrganization(app, { name: '第一党支部', adminParentId: committeeId });
    const otherBranchId = await givenOrganization(app, { name: '第二党支部', adminParentId: committeeId });
    const over = (role: string, scopeId: string, name: string) => app.signInAs([{ role, scopeKind: 'ORGANIZATION', scopeId }], name);
    const tokens = {
      recorder: await over('PARTY_RECORDER', branchId, '记录人甲'),
      secondRecorder: await over('PARTY_RECORDER', branchId, '记录人乙'),
      confirmer: await over('PARTY_CONFIRMER', branchId, '确认人甲'),
      secondConfirmer: await over('PARTY_CONFIRMER', branchId, '确认人乙'),
      reader: await over('PARTY_READER', branchId, '查阅人甲'),
      otherRecorder: await over('PARTY_RECORDER', otherBranchId, '二支部记录人'),
      otherConfirmer: await over('PARTY_CONFIRMER', otherBranchId, '二支部确认人'),
      district: await over('DISTRICT_OFFICER', districtId, '区委干部'),
      districtReader: await over('PARTY_READER', districtId, '区委查阅人'),
    };
    const lab = new DevelopmentLab(app, districtId, committeeId, branchId, otherBranchId, tokens);
    for (let count = 0; count < 5; count++) {
      lab.members.push(await lab.givenMember(branchId, tokens.recorder));
      lab.otherMembers.push(await lab.givenMember(otherBranchId, tokens.otherRecorder));
    }
    await lab.run(tokens.district, 'recordImpactAssessment', 'RecordImpactAssessmentInput', {
      organizationId: districtId,
      assessedOn: '2023-12-01',
      documentNumber: '区评〔2023〕1号',
      conclusion: '影响可控,准予保存。',
      idempotencyKey: `assessment-${newId()}`,
    });
    return lab;
  }

  close(): Promise<void> {
    return this.app.close();
  }

  /** An account with one role over an organization, or over what else the role takes. */
  account(role: string, scopeId: string, scopeKind = 'ORGANIZATION', name = '另一账号'): Promise<string> {
    return this.app.signInAs([{ role, scopeKind, scopeId }], name);
  }

  /** A full home member of the organization; returns the person's id. */
  async givenMember(organizationId: string, recorder: string, startsOn = '2015-07-01', standing = 'FULL'): Promise<string> {
    const { branchId, otherBranchId, tokens } = this;
    const confirmers = new Map([
      [branchId, tokens.confirmer],
      [otherBranchId, tokens.otherConfirmer],
    ]);
    const admission = { organizationId, person: somebody('1980-02-03'), standing, startsOn };
    const membership = await givenMember(this.app, recorder, admission, confirmers.get(organizationId));
    return membership.person.id;
  }

  /** Opens a case and returns its id. */
  async open(wish: { organizationId?: string; token?: string; person?: object; personId?: string } = {}): Promise<string> {
    const answer = await this.tryToOpen(wish);
    if (!answer.case) throw new Error(JSON.stringify(answer.userErrors));
    return answer.case.id;
  }

  async tryToOpen(
    wish: { organizationId?: string; token?: string; person?: object; personId?: string; consentOn?: string } = {},
  ): Promise<{ case: ShownCase | null; userErrors: ShownError[] }> {
    const { organizationId = this.branchId, token = this.tokens.recorder, consentOn = '2024-01-08' } = wish;
    const named = wish.personId ? { personId: wish.personId } : { person: wish.person ?? somebody('1996-05-17') };
    const input = { organizationId, ...named, consentOn, consentReference: '同意书-1', idempotencyKey: `open-${newId()}` };
    const query = `mutation ($input: OpenDevelopmentCaseInput!) { openDevelopmentCase(input: $input) { ${CASE} ${ERRORS} } }`;
    return (await this.app.ask<{ openDevelopmentCase: { case: ShownCase | null; userErrors: ShownError[] } }>(token, query, { input }))
      .openDevelopmentCase;
  }

  /** Records a fact given by its input field, such as `{ oathTaken: true }`. */
  async record(caseId: string, occurredOn: string, fact: object, wish: RecordWish = {}): Promise<FactAnswer> {
    const { documentNumber = null, overrides = [], token = this.tokens.recorder } = wish;
    const input = { caseId, occurredOn, documentNumber, overrides, fact, idempotencyKey: `fact-${newId()}` };
    return this.run<FactAnswer>(token, 'recordDevelopmentFact', 'RecordDevelopmentFactInput', input);
  }

  /** Confirms a fact that waits. */
  confirm(fact: ShownFact, wish: { token?: string; acceptedRuleIds?: string[] } = {}): Promise<FactAnswer> {
    const { token = this.tokens.confirmer, acceptedRuleIds = [] } = wish;
    const input = { factId: fact.id, expectedVersion: fact.version, acceptedRuleIds };
    return this.run<FactAnswer>(token, 'confirmDevelopmentFact', 'ConfirmDevelopmentFactInput', input);
  }

  /** Records and confirms; throws when one of the two is refused. */
  async settle(
    caseId: string,
    occurredOn: string,
    fact: object,
    wish: RecordWish & { confirmer?: string } = {},
  ): Promise<{ fact: ShownFact; case: ShownCase }> {
    const recorded = await this.record(caseId, occurredOn, fact, wish);
    if (!recorded.fact) throw new Error(`${JSON.stringify(fact)}: ${JSON.stringify(recorded.userErrors)}`);
    const acceptedRuleIds = (wish.overrides ?? []).map(({ ruleId }) => ruleId);
    const confirmed = await this.confirm(recorded.fact, { acceptedRuleIds, ...(wish.confirmer ? { token: wish.confirmer } : {}) });
    if (!confirmed.fact || !confirmed.case) throw new Error(`${JSON.stringify(fact)}: ${JSON.stringify(confirmed.userErrors)}`);
    return { fact: confirmed.fact, case: confirmed.case };
  }

  /** The steps of a whole life with this lab's people and organizations. */
  life(): LifeStep[] {
    const { members, committeeId, districtId } = this;
    return LIFE({ members, committeeId, districtId });
  }

  /**
   * Records and confirms the life's steps up to and including one kind, beginning after `from` when it is given; returns the last case row.
   * Everything happened long before TODAY.
   */
  async walk(caseId: string, upTo: string, from?: string): Promise<ShownCase> {
    const steps = this.life();
    const first = from === undefined ? 0 : steps.findIndex(({ kind }) => kind === from) + 1;
    const last = steps.findLastIndex(({ kind }) => kind === upTo);
    let shown: ShownCase | null = null;
    for (const { kind, occurredOn, fact, documentNumber, overrides } of steps.slice(first, last + 1)) {
      if (kind === 'ARCHIVED') await this.fileEveryPaper(caseId);
      shown = (await this.settle(caseId, occurredOn, fact, { documentNumber, overrides })).case;
    }
    if (!shown) throw new Error(`No step ${upTo}`);
    return shown;
  }

  /** Registers the papers that R34 asks for before the archive. */
  async fileEveryPaper(caseId: string): Promise<void> {
    const kinds = ['APPLICATION_LETTER', 'APPLICATION_FORM', 'POLITICAL_REVIEW_REPORT', 'CONVERSION_LETTER', 'INSPECTION_FORM'];
    for (const paperKind of kinds) {
      const paper = { paperKind, title: paperKind, reference: '档案', pagesCount: 1, heldBy: '党支部' };
      const input = { caseId, ...paper, idempotencyKey: `paper-${newId()}` };
      const { userErrors } = await this.run(this.tokens.recorder, 'attachDevelopmentDocument', 'AttachDevelopmentDocumentInput', input);
      if (userErrors.length > 0) throw new Error(JSON.stringify(userErrors));
    }
  }

  /** HOME memberships of a person as `standing organization startsOn endsOn`, those that were taken back left out. */
  async memberships(personId: string): Promise<string[]> {
    const rows = await this.app.dataSource.query<Record<'standing' | 'organizationId' | 'startsOn' | 'endsOn', string | null>[]>(
      `SELECT standing, organizationId, startsOn, endsOn FROM membership WHERE personId = ? AND kind = 'HOME'
       AND (endsOn IS NULL OR endsOn > startsOn) ORDER BY startsOn`,
      [personId],
    );
    const nameOf = (id: string | null) => (id === this.branchId ? 'A' : id === this.otherBranchId ? 'B' : '?');
    return rows.map(({ standing, organizationId, startsOn, endsOn }) =>
      [standing, nameOf(organizationId), startsOn, endsOn ?? '…'].join(' '),
    );
  }

  async personOf(caseId: string): Promise<string> {
    const [row] = await this.app.dataSource.query<{ personId: string }[]>('SELECT personId FROM development_case WHERE id = ?', [caseId]);
    return row!.personId;
  }

  /**
   * For every case: what stands on the row, and what is derived from the confirmed facts; the machine found no contradiction among them. A
   * test compares the two.
   */
  async projections(): Promise<{ stored: object[]; derived: object[]; contradictions: unknown[] }> {
    const ids = await this.app.dataSource.query<{ id: string }[]>('SELECT id FROM development_case ORDER BY id');
    const records = this.app.api.get(CaseRecords, { strict: false });
    const found: { stored: object[]; derived: object[]; contradictions: unknown[] } = { stored: [], derived: [], contradictions: [] };
    await this.app.transactions.run(async (tx) => {
      for (const { id } of ids) {
        const { row, facts } = await records.load(tx, id);
        const world = await records.worldOf(tx, row, facts, TODAY);
        const view = deriveCase(facts, world);
        const derived = projectionOf(row, view, nextDueOn(facts, world));
        const names = Object.keys(derived) as (keyof typeof derived)[];
        found.stored.push(Object.fromEntries(names.map((name) => [name, row[name]])));
        found.derived.push(derived);
        found.contradictions.push(...view.contradictions);
      }
    });
    return found;
  }

  /** Runs a mutation with its usual selection and returns the payload. */
  async run<Answer = { userErrors: ShownError[] }>(token: string, verb: string, inputType: string, input: object): Promise<Answer> {
    const isOnFact = /Fact/.test(verb);
    const isOnCase = /Case$|Consent$/.test(verb);
    const shown = isOnFact ? `${FACT} ${CASE}` : isOnCase ? CASE : '';
    const query = `mutation ($input: ${inputType}!) { ${verb}(input: $input) { ${shown} ${ERRORS} } }`;
    return (await this.app.ask<Record<string, Answer>>(token, query, { input }))[verb]!;
  }
}

/** A person of nobody, a new one at each call. */
export function somebody(bornOn: string): { fullName: string; idCardNumber: string } {
  const sequence = ++persons;
  const [year, month, day] = bornOn.split('-').map(Number) as [number, number, number];
  const shifted = new Date(Date.UTC(year, month - 1, day + Math.floor(sequence / 900))).toISOString().slice(0, 10);
  return { fullName: `张${sequence}`, idCardNumber: idCardNumber(sequence % 900, shifted) };
}

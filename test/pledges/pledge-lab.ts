import { newId } from '../../src/platform/database/ids.js';
import { BroadcastLab, type RefusalFacts } from '../broadcasts/broadcast-lab.js';
import { givenEnterprise } from '../support/enterprises.js';
import { givenOrganization } from '../support/organizations.js';
import type { TestApp } from '../support/test-app.js';

/** A pledge as the tests read it. */
export interface PledgeFacts {
  id: string;
  version: number;
  status: string;
  isInForce: boolean;
  validFrom: string | null;
  validUntil: string | null;
  awaitsGuardian: boolean;
  contentHash: string;
}

/** A template as the tests read it. */
export interface TemplateFacts {
  id: string;
  version: number;
  status: string;
  templateVersion: number;
  edition: number;
  contentHash: string | null;
}

/** The answer to a verb: what it shows, or why it was refused. */
export interface Answer<Result> {
  result: Result | null;
  userErrors: RefusalFacts[];
}

const PLEDGE = 'id version status isInForce validFrom validUntil awaitsGuardian contentHash';
const TEMPLATE = 'id version status templateVersion edition contentHash';

/** Mutation → input type, field of the payload, selection. */
const VERBS: Readonly<Record<string, readonly [input: string, field: string, selection: string]>> = {
  adoptPledgeTemplate: ['AdoptPledgeTemplateInput', 'pledgeTemplate', TEMPLATE],
  draftPledgeTemplate: ['DraftPledgeTemplateInput', 'pledgeTemplate', TEMPLATE],
  changePledgeTemplate: ['ChangePledgeTemplateInput', 'pledgeTemplate', TEMPLATE],
  publishPledgeTemplate: ['PledgeTemplateTargetInput', 'pledgeTemplate', TEMPLATE],
  retirePledgeTemplate: ['PledgeTemplateTargetInput', 'pledgeTemplate', TEMPLATE],
  discardPledgeTemplate: ['PledgeTemplateTargetInput', 'pledgeTemplate', TEMPLATE],
  offerPledge: ['OfferPledgeInput', 'pledge', PLEDGE],
  withdrawPledgeOffer: ['PledgeReasonInput', 'pledge', PLEDGE],
  recordPledgeReading: ['RecordPledgeReadingInput', 'pledge', PLEDGE],
  recordPledgeSignature: ['RecordPledgeSignatureInput', 'pledge', PLEDGE],
  recordGuardianSignature: ['RecordPledgeSignatureInput', 'pledge', PLEDGE],
  recordPledgeDeclined: ['PledgeReasonInput', 'pledge', PLEDGE],
  recordPledgeWithdrawn: ['PledgeReasonInput', 'pledge', PLEDGE],
  readMyPledge: ['ReadMyPledgeInput', 'pledge', `${PLEDGE} template { clauses { number text } }`],
  signMyPledge: ['SignPledgeInput', 'pledge', PLEDGE],
  declineMyPledge: ['MyPledgeReasonInput', 'pledge', PLEDGE],
  withdrawMyPledge: ['MyPledgeReasonInput', 'pledge', PLEDGE],
  offerPledgeToPark: ['OfferPledgeToParkInput', 'offerBatch', 'id version status lookedAtCount offeredCount signedCount'],
  withdrawPledgeOfferBatch: ['WithdrawOfferBatchInput', 'offerBatch', 'id version status lookedAtCount offeredCount'],
  startRenewalCampaign: ['StartRenewalCampaignInput', 'offerBatch', 'id status kind lookedAtCount offeredCount'],
  planSigningEvent: ['PlanSigningEventInput', 'signingEvent', 'id version signedCount isClosed'],
  closeSigningEvent: ['CloseSigningEventInput', 'signingEvent', 'id version signedCount isClosed'],
  changePledgeSettings: ['ChangePledgeSettingsInput', 'pledgeSettings', 'version requiresPledgeFrom appealDays recallDays'],
  registerStorefront: ['RegisterStorefrontInput', 'storefront', 'id version status'],
  closeStorefront: ['CloseStorefrontInput', 'storefront', 'id version status'],
  issuePlate: ['IssuePlateInput', 'plate', 'id version status serialNumber isValid'],
  displayPlate: ['DisplayPlateInput', 'plate', 'id version status serialNumber isValid'],
  recallPlate: ['RecallPlateInput', 'plate', 'id version status serialNumber recallDueOn isValid'],
  recordPlateReturned: ['PlateTargetInput', 'plate', 'id version status serialNumber isValid'],
  recordPlateLost: ['RecallPlateInput', 'plate', 'id version status serialNumber isValid'],
  openBreachCase: ['OpenBreachCaseInput', 'breachCase', 'id version status'],
  addBreachAllegation: ['AddBreachAllegationInput', 'breachCase', 'id version status'],
  giveBreachNotice: ['GiveBreachNoticeInput', 'breachCase', 'id version status hearingUntil isHearingProvisional'],
  recordBreachHearing: ['RecordBreachHearingInput', 'breachCase', 'id version status'],
  decideBreachCase: ['DecideBreachCaseInput', 'breachCase', 'id version status decision appealUntil'],
  appealBreachDecision: ['AppealBreachDecisionInput', 'breachCase', 'id version status'],
  decideBreachAppeal: ['DecideBreachAppealInput', 'breachCase', 'id version status'],
  decideAffectedSession: ['DecideAffectedSessionInput', 'affectedSession', 'id version decision'],
  makeCommitment: ['MakeCommitmentInput', 'commitment', 'id version status'],
  addFulfilmentEvidence: ['AddFulfilmentEvidenceInput', 'commitment', 'id version status'],
  confirmFulfilment: ['CommitmentTargetInput', 'commitment', 'id version status'],
  reopenCommitment: ['ReopenCommitmentInput', 'commitment', 'id version status'],
  dropCommitment: ['DropCommitmentInput', 'commitment', 'id version status'],
};

/** A park with hosts, shops and officers, and short ways to its pledges. */
export class PledgeLab {
  secretary = '';
  operator = '';
  private enterpriseId: string | undefined;

  private constructor(
    readonly broadcasts: BroadcastLab,
    readonly organizationId: string,
  ) {}

  static async start(): Promise<PledgeLab> {
    return PledgeLab.in(await BroadcastLab.start());
  }

  /** Another park in the same application when the lab of one is given. */
  static async in(broadcasts: BroadcastLab): Promise<PledgeLab> {
    const { app, parkId } = broadcasts;
    const organizationId = await givenOrganization(app, { type: 'PARK_COMMITTEE', name: `综合党委 ${newId().slice(-6)}` });
    await app.dataSource.query('UPDATE park SET leadingOrganizationId = ? WHERE id = ?', [organizationId, parkId]);
    const lab = new PledgeLab(broadcasts, organizationId);
    await lab.signIn();
    return lab;
  }

  get app(): TestApp {
    return this.broadcasts.app;
  }

  get parkId(): string {
    return this.broadcasts.parkId;
  }

  /** Moves the clock; access ends soon, so everybody signs in again. */
  async moveTo(instant: string): Promise<void> {
    await this.broadcasts.moveTo(new Date(instant));
    await this.signIn();
  }

  private async signIn(): Promise<void> {
    this.secretary = await this.as('PARK_SECRETARY');
    this.operator = await this.as('OPERATOR');
  }

  as(role: string): Promise<string> {
    return this.app.signInAs([{ role, scopeKind: 'PARK', scopeId: this.parkId }], role);
  }

  asHost(streamerId: string): Promise<string> {
    return this.app.signInAs([{ role: 'STREAMER', scopeKind: 'STREAMER', scopeId: streamerId }], '主播本人');
  }

  /** Sends a verb, as the secretary unless told otherwise. */
  async verb<Result = PledgeFacts>(name: string, input: object, token = this.secretary): Promise<Answer<Result>> {
    const [inputType, field, selection] = VERBS[name]!;
    const query = `mutation ($input: ${inputType}!) { ${name}(input: $input) { ${field} { ${selection} } userErrors { code message cure field rule } } }`;
    const answer = await this.app.ask<Record<string, Record<string, unknown>>>(token, query, { input });
    const payload = answer[name]!;
    return { result: (payload[field] ?? null) as Result | null, userErrors: payload.userErrors as RefusalFacts[] };
  }

  /** A verb that must succeed. */
  async done<Result = PledgeFacts>(name: string, input: object, token = this.secretary): Promise<Result> {
    const { result, userErrors } = await this.verb<Result>(name, input, token);
    if (result === null || userErrors.length > 0) throw new Error(`${name} was refused: ${JSON.stringify(userErrors)}`);
    return result;
  }

  /** Codes with which a verb is refused. */
  async refused(name: string, input: object, token = this.secretary): Promise<string[]> {
    return (await this.verb(name, input, token)).userErrors.map(({ code }) => code);
  }

  /** Adopts a shipped draft and publishes it. */
  async published(shippedCode = 'SEVEN_DONTS'): Promise<TemplateFacts> {
    const draft = await this.done<TemplateFacts>('adoptPledgeTemplate', { parkId: this.parkId, shippedCode, idempotencyKey: newId() });
    return this.done<TemplateFacts>('publishPledgeTemplate', { templateId: draft.id, expectedVersion: draft.version });
  }

  /** A draft with so many clauses. */
  draftInput(code: string, count: number, more: object = {}): object {
    const clauses = Array.from({ length: count }, (_, index) => ({
      text: `不做第 ${index + 1} 件事。`,
      textEn: `I do not do thing ${index + 1}.`,
    }));
    return {
      ...{
        parkId: this.parkId,
        code,
        name: '试验公约',
        nameEn: 'Trial covenant',
        audience: 'STREAMER',
        preamble: '我承诺:',
        preambleEn: 'I pledge:',
      },
      ...{ clauses, declaredClauseCount: count, validityMonths: 12, renewalNoticeDays: 30, renewalRule: 'FROM_EXPIRY', change: 'INITIAL' },
      idempotencyKey: newId(),
      ...more,
    };
  }

  offer(templateId: string, signatoryId: string): Promise<PledgeFacts> {
    return this.done('offerPledge', { parkId: this.parkId, templateId, signatoryId, idempotencyKey: newId() });
  }

  /** Read and signed on site. */
  async signedOnSite(pledge: PledgeFacts): Promise<PledgeFacts> {
    await this.done('recordPledgeReading', { pledgeId: pledge.id, reader: 'SIGNATORY' }, this.operator);
    const { id: pledgeId, version: expectedVersion, contentHash } = pledge;
    return this.done('recordPledgeSignature', { pledgeId, expectedVersion, contentHash, reference: '纸-1' }, this.operator);
  }

  /** Offered, read and signed. */
  async signed(templateId: string, signatoryId: string): Promise<PledgeFacts> {
    return this.signedOnSite(await this.offer(templateId, signatoryId));
  }

  async pledge(id: string): Promise<PledgeFacts & { history: { verb: string; toStatus: string }[] }> {
    const query = `query ($id: ID!) { pledge(id: $id) { ${PLEDGE} history { verb toStatus } } }`;
    return (await this.app.ask<{ pledge: PledgeFacts & { history: { verb: string; toStatus: string }[] } }>(this.secretary, query, { id }))
      .pledge;
  }

  async needsRenewal(id: string): Promise<boolean> {
    const query = 'query ($id: ID!) { pledge(id: $id) { needsRenewal } }';
    return (await this.app.ask<{ pledge: { needsRenewal: boolean } }>(this.secretary, query, { id })).pledge.needsRenewal;
  }

  async require(requiresPledgeFrom: string): Promise<void> {
    await this.done('changePledgeSettings', { parkId: this.parkId, requiresPledgeFrom, expectedVersion: 1 });
  }

  /** A storefront of the one enterprise on the park's register. */
  async storefront(name: string): Promise<string> {
    this.enterpriseId ??= await givenEnterprise(this.app, this.organizationId, '滴道商贸有限公司');
    const { enterpriseId } = this;
    const input = { enterpriseId, name, place: '滴道大街 1 号', idempotencyKey: newId() };
    return (await this.done<{ id: string }>('registerStorefront', input)).id;
  }

  async count(sql: string, parameters: unknown[] = []): Promise<number> {
    const [row] = await this.app.dataSource.query<{ total: number | string }[]>(`SELECT COUNT(*) AS total ${sql}`, parameters);
    return Number(row!.total);
  }

  close(): Promise<void> {
    return this.app.close();
  }
}

import { Park } from '../../src/parks/park.entity.js';
import { Beneficiary, BrandProduct } from '../../src/parks/product.entity.js';
import { Person } from '../../src/organizations/person.entity.js';
import { INSTALLATION_SCOPE, newId } from '../../src/platform/database/ids.js';
import { PlatformAccount } from '../../src/streamers/platform-account.entity.js';
import { Streamer } from '../../src/streamers/streamer.entity.js';
import { TestApp } from '../support/test-app.js';

/** The instant at which the tests stand: a Friday noon in Beijing. */
export const NOON = new Date('2026-11-27T12:00:00+08:00');

/** An instant of the test day in Beijing time, or of another one in November 2026. */
export function beijing(clockTime: string, day = 27): string {
  return new Date(`2026-11-${String(day).padStart(2, '0')}T${clockTime}:00+08:00`).toISOString();
}

/** A session as the tests read it. */
export interface SessionFacts {
  id: string;
  version: number;
  status: string;
  sessionNumber: string;
}

/** A refusal as the tests read it. */
export interface RefusalFacts {
  code: string;
  message: string;
  cure: string | null;
  field: string[];
  rule: string | null;
  conflicts?: {
    resourceKind: string;
    resourceName: string;
    sessionId: string;
    sessionNumber: string;
    title: string;
    startAt: string;
    endAt: string;
  }[];
  nextFreeStartAt?: string | null;
  nextFreeEndAt?: string | null;
}

/** The answer to a verb on a session. */
export interface VerbAnswer {
  session: SessionFacts | null;
  userErrors: RefusalFacts[];
}

const PATIENT_CALLS_MAX = 5;
const SESSION = `session { id version status sessionNumber }
  userErrors { code message cure field rule ... on BookingConflict {
    conflicts { resourceKind resourceName sessionId sessionNumber title startAt endAt } nextFreeStartAt nextFreeEndAt } }`;

const INPUT_TYPES: Readonly<Record<string, string>> = {
  draftSession: 'DraftSessionInput',
  changeSession: 'ChangeSessionInput',
  sendBackSession: 'SessionReasonInput',
  rescheduleSession: 'RescheduleSessionInput',
  substituteHost: 'SubstituteHostInput',
  changeSessionProducts: 'ChangeSessionProductsInput',
  changeSessionMentors: 'ChangeSessionMentorsInput',
  completeChecklistItems: 'CompleteChecklistItemsInput',
  reopenChecklistItem: 'ReopenChecklistItemInput',
  startSession: 'StartSessionInput',
  endSession: 'EndSessionInput',
  abortSession: 'AbortSessionInput',
  postponeSession: 'SessionReasonInput',
  cancelSession: 'SessionReasonInput',
  recordPastSession: 'RecordPastSessionInput',
};

/** A park with an operator, and short ways to its sessions. */
export class BroadcastLab {
  private constructor(
    readonly app: TestApp,
    readonly parkId: string,
    public token: string,
  ) {}

  static async start(): Promise<BroadcastLab> {
    const app = await TestApp.start();
    app.clock.set(NOON);
    return BroadcastLab.in(app);
  }

  /** Another park in the same application. */
  static async in(app: TestApp): Promise<BroadcastLab> {
    const parkId = newId();
    await app.transactions.run((tx) =>
      tx.insert(Park, [
        {
          id: parkId,
          scopeId: INSTALLATION_SCOPE,
          name: `测试园区 ${parkId}`,
          leadingOrganizationId: newId(),
          status: 'ACTIVE',
          structureTemplateId: newId(),
          createdAt: tx.at,
          version: 1,
        },
      ]),
    );
    const lab = new BroadcastLab(app, parkId, '');
    await lab.signIn();
    return lab;
  }

  /** Lets the time be another one; the operator signs in again, because access ends soon. */
  async moveTo(instant: Date): Promise<void> {
    this.app.clock.set(instant);
    await this.signIn();
  }

  private async signIn(): Promise<void> {
    this.token = await this.app.signInAs([{ role: 'OPERATOR', scopeKind: 'PARK', scopeId: this.parkId }]);
  }

  /** An ACTIVE host of the park, an adult with consent unless the changes say otherwise. */
  async streamer(stageName: string, changes: Partial<Streamer> & { bornOn?: string } = {}): Promise<string> {
    const { bornOn = '1995-05-05', ...columns } = changes;
    const [personId, id] = [newId(), newId()];
    await this.app.transactions.run(async (tx) => {
      const person = {
        id: personId,
        scopeId: INSTALLATION_SCOPE,
        fullName: '张三',
        idCardEncrypted: 'x',
        idCardIndex: id,
        idCardMasked: '230***1234',
      };
      await tx.insert(Person, [{ ...person, bornOn, createdAt: tx.at, version: 1 }]);
      const streamer = {
        id,
        parkId: this.parkId,
        personId,
        stageName,
        kind: 'ORDINARY' as const,
        status: 'ACTIVE' as const,
        enrolledAt: tx.at,
        version: 1,
      };
      await tx.insert(Streamer, [{ ...streamer, consentGivenOn: '2026-01-01', ...columns }]);
    });
    return id;
  }

  async account(name: string): Promise<string> {
    const id = newId();
    const account: PlatformAccount = {
      id,
      parkId: this.parkId,
      platform: 'DOUYIN',
      name,
      externalId: null,
      kind: 'COMMERCE',
      status: 'ACTIVE',
      version: 1,
    };
    await this.app.transactions.run((tx) => tx.insert(PlatformAccount, [account]));
    return id;
  }

  async beneficiary(name: string): Promise<string> {
    const id = newId();
    await this.app.transactions.run((tx) =>
      tx.insert(Beneficiary, [{ id, parkId: this.parkId, kind: 'VILLAGE', name, status: 'ACTIVE', createdAt: tx.at, version: 1 }]),
    );
    return id;
  }

  async product(name: string, status: BrandProduct['status'] = 'SUBMITTED'): Promise<string> {
    const id = newId();
    const product = { id, parkId: this.parkId, name, code: id.slice(-12), category: 'FARM_PRODUCE' as const, origin: '鸡西', status };
    await this.app.transactions.run((tx) => tx.insert(BrandProduct, [{ ...product, createdAt: tx.at, version: 1 }]));
    return id;
  }

  async room(name: string, setupMinutes = 0, teardownMinutes = 0): Promise<string> {
    const { openLiveRoom } = await this.app.ask<{ openLiveRoom: { liveRoom: { id: string } } }>(
      this.token,
      'mutation ($input: OpenLiveRoomInput!) { openLiveRoom(input: $input) { liveRoom { id } userErrors { code } } }',
      { input: { parkId: this.parkId, name, kind: 'ORDINARY', setupMinutes, teardownMinutes, idempotencyKey: newId() } },
    );
    return openLiveRoom.liveRoom.id;
  }

  async sampleSet(name: string): Promise<string> {
    const { addSampleSet } = await this.app.ask<{ addSampleSet: { sampleSet: { id: string } } }>(
      this.token,
      'mutation ($input: AddSampleSetInput!) { addSampleSet(input: $input) { sampleSet { id } userErrors { code } } }',
      { input: { parkId: this.parkId, name, idempotencyKey: newId() } },
    );
    return addSampleSet.sampleSet.id;
  }

  /** Sends one verb as the park's operator, or as another caller. */
  async verb(name: string, input: Record<string, unknown>, token = this.token, headers: Record<string, string> = {}): Promise<VerbAnswer> {
    const type = INPUT_TYPES[name] ?? 'SessionTargetInput';
    const query = `mutation ($input: ${type}!) { ${name}(input: $input) { ${SESSION} } }`;
    return (await this.app.ask<Record<string, VerbAnswer>>(token, query, { input }, headers))[name]!;
  }

  /** A verb that must succeed. */
  async done(name: string, input: Record<string, unknown>): Promise<SessionFacts> {
    const { session, userErrors } = await this.verb(name, input);
    if (!session || userErrors.length > 0) throw new Error(`${name} was refused: ${JSON.stringify(userErrors)}`);
    return session;
  }

  /** Content of a draft from 19:00 to 21:00 of the test day. */
  plan(changes: Record<string, unknown> = {}): Record<string, unknown> {
    return {
      parkId: this.parkId,
      title: '晚间专场',
      type: 'COMMERCE',
      isFarmAid: false,
      plannedStartAt: beijing('19:00'),
      plannedEndAt: beijing('21:00'),
      hosts: [],
      beneficiaries: [],
      productIds: [],
      aiAvatar: false,
      idempotencyKey: newId(),
      ...changes,
    };
  }

  draft(changes: Record<string, unknown> = {}): Promise<SessionFacts> {
    return this.done('draftSession', this.plan(changes));
  }

  request(session: SessionFacts): Promise<VerbAnswer> {
    return this.verb('requestSession', { sessionId: session.id, expectedVersion: session.version });
  }

  /** A request by a client that comes again when it is told to: a server gives up a transaction whose every try met a deadlock. */
  async requestPatiently(session: SessionFacts): Promise<VerbAnswer> {
    for (let call = 1; ; call++) {
      try {
        return await this.request(session);
      } catch (error) {
        if (call === PATIENT_CALLS_MAX || !String(error).includes('RETRY_LATER')) throw error;
      }
    }
  }

  /** A draft that has asked for its time; throws when it is refused. */
  async requested(changes: Record<string, unknown> = {}): Promise<SessionFacts> {
    return this.step('requestSession', await this.draft(changes));
  }

  /** The next verb on a session as it was answered last. */
  step(name: string, session: SessionFacts, input: Record<string, unknown> = {}): Promise<SessionFacts> {
    return this.done(name, { sessionId: session.id, expectedVersion: session.version, ...input });
  }

  async checklistCodes(session: SessionFacts): Promise<{ code: string; doneAt: string | null; title: string }[]> {
    const query = 'query ($id: ID!) { broadcastSession(id: $id) { checklist { code title doneAt } } }';
    const answer = await this.app.ask<{ broadcastSession: { checklist: { code: string; doneAt: string | null; title: string }[] } }>(
      this.token,
      query,
      {
        id: session.id,
      },
    );
    return answer.broadcastSession.checklist;
  }

  /** Confirmed, checklist done, hosts reported, prepared. */
  async prepared(session: SessionFacts): Promise<SessionFacts> {
    let current = await this.step('confirmSession', session);
    const codes = (await this.checklistCodes(session)).map((item) => item.code);
    current = await this.step('completeChecklistItems', current, { codes });
    current = await this.step('reportHosts', current);
    return this.step('prepareSession', current);
  }

  close(): Promise<void> {
    return this.app.close();
  }
}

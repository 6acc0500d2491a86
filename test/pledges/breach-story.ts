import { newId } from '../../src/platform/database/ids.js';
import type { SessionFacts } from '../broadcasts/broadcast-lab.js';
import type { Answer, PledgeFacts, PledgeLab } from './pledge-lab.js';

/** A breach case as the tests read it. */
export interface CaseFacts {
  id: string;
  version: number;
  status: string;
  hearingUntil?: string;
  isHearingProvisional?: boolean;
  appealUntil?: string;
}

/** Days of the story: opened and given notice on the one, decided on the other, when the hearing is over. */
export const NOTICE_AT = '2026-11-27T12:00:00+08:00';
export const DECISION_AT = '2026-12-05T12:00:00+08:00';

/** Short ways through breach cases of hosts, and to sessions that they meet. */
export class BreachStory {
  constructor(
    private readonly lab: PledgeLab,
    private readonly templateId: string,
  ) {}

  async step(name: string, breach: CaseFacts, more: object, token = this.lab.secretary): Promise<CaseFacts> {
    return this.lab.done<CaseFacts>(name, { breachCaseId: breach.id, expectedVersion: breach.version, ...more }, token);
  }

  refused(name: string, breach: CaseFacts, more: object, token = this.lab.secretary): Promise<string[]> {
    return this.lab.refused(name, { breachCaseId: breach.id, expectedVersion: breach.version, ...more }, token);
  }

  /** The input of a case against the pledge. */
  opening(pledge: PledgeFacts, more: object = {}) {
    const allegation = { clauseNumbers: [2], source: 'INSPECTION', text: '线索', receivedOn: '2026-11-27' };
    return { parkId: this.lab.parkId, pledgeId: pledge.id, ...allegation, idempotencyKey: newId(), ...more };
  }

  open(pledge: PledgeFacts, clauseNumbers = [2]): Promise<CaseFacts> {
    return this.lab.done<CaseFacts>('openBreachCase', this.opening(pledge, { clauseNumbers }));
  }

  async noticed(pledge: PledgeFacts): Promise<CaseFacts> {
    return this.step('giveBreachNotice', await this.open(pledge), { noticeOn: '2026-11-27', reference: '告知书' });
  }

  /** The input of a decision in which every allegation has the outcome. */
  async decision(breach: CaseFacts, kind = 'REVOKED', outcome = 'FOUNDED'): Promise<Record<string, unknown>> {
    const rows = await this.lab.app.dataSource.query<{ id: string }[]>('SELECT id FROM breach_allegation WHERE caseId = ?', [breach.id]);
    const outcomes = rows.map(({ id: allegationId }) => ({ allegationId, outcome }));
    const paper = { reference: '滴电园诚〔2026〕3 号', reason: '经核查属实', findingsReference: '核查笔录' };
    return { breachCaseId: breach.id, expectedVersion: breach.version, decision: kind, outcomes, ...paper };
  }

  async decided(breach: CaseFacts, kind = 'REVOKED', token = this.lab.secretary): Promise<CaseFacts> {
    return this.lab.done<CaseFacts>('decideBreachCase', await this.decision(breach, kind), token);
  }

  /** A host with a pledge, which is revoked on the day of decisions. */
  async revoked(stageName: string): Promise<{ host: string; pledge: PledgeFacts; breach: CaseFacts }> {
    await this.lab.moveTo(NOTICE_AT);
    const host = await this.lab.broadcasts.streamer(stageName);
    const pledge = await this.lab.signed(this.templateId, host);
    const noticed = await this.noticed(pledge);
    await this.lab.moveTo(DECISION_AT);
    return { host, pledge, breach: await this.decided(noticed) };
  }

  /** A session of the host in December 2026 that waits for its confirmation. */
  async requestedOn(streamerId: string, day: number): Promise<SessionFacts> {
    const accountId = await this.lab.broadcasts.account(`账号 ${newId()}`);
    const at = (hour: number) => new Date(`2026-12-${String(day).padStart(2, '0')}T${hour}:00:00+08:00`).toISOString();
    const times = { plannedStartAt: at(19), plannedEndAt: at(21) };
    return this.lab.broadcasts.requested({ hosts: [{ streamerId }], accountId, type: 'CULTURE', ...times });
  }

  confirm(session: SessionFacts): ReturnType<PledgeLab['broadcasts']['verb']> {
    return this.lab.broadcasts.verb('confirmSession', { sessionId: session.id, expectedVersion: session.version });
  }

  /** Sessions on the list of the case, with what was decided about them. */
  affected(breach: CaseFacts): Promise<{ id: string; sessionId: string; decision: string }[]> {
    return this.lab.app.dataSource.query('SELECT id, sessionId, decision FROM breach_affected_session WHERE caseId = ? ORDER BY id', [
      breach.id,
    ]);
  }

  /** Decides about the session on the list of the case. */
  async decideAbout(breach: CaseFacts, session: SessionFacts, decision: string): Promise<Answer<{ decision: string }>> {
    const row = (await this.affected(breach)).find(({ sessionId }) => sessionId === session.id);
    if (!row) throw new Error(`Case ${breach.id} does not list session ${session.id}`);
    return this.lab.verb('decideAffectedSession', { affectedSessionId: row.id, expectedVersion: 1, decision, reason: '书记决定' });
  }
}

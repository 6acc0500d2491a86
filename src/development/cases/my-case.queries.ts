import { Injectable } from '@nestjs/common';
import { Access } from '../../access/access.js';
import { ScopeKind } from '../../access/roles.js';
import type { Caller } from '../../platform/auth/caller.js';
import { localDateOf } from '../../platform/clock/local-date.js';
import { INSTALLATION_SCOPE } from '../../platform/database/ids.js';
import type { Page, Selection } from '../../platform/database/listing.js';
import { inList, type Tx, Transactions } from '../../platform/database/transactions.js';
import type { PageArgs } from '../../platform/graphql/connection.js';
import type { FactKind } from '../machine/case-facts.js';
import { deriveCase } from '../machine/case-view.js';
import type { CaseView } from '../machine/case-state.js';
import { nextSteps } from '../machine/next-steps.js';
import { factWord, stageWord } from '../machine/rule-words.js';
import type { CaseReadingView } from './case.objects.js';
import { CaseReadings } from './case-readings.queries.js';
import { CaseRecords } from './case-records.js';
import { milestonesOf } from './case-sheet.js';
import { FactQueries } from './fact.queries.js';
import { nextStepSentence } from './my-case-words.js';
import type { MyDevelopmentCaseView } from './my-case.objects.js';

const NOBODY: Page<CaseReadingView> = { nodes: [], edges: [], pageInfo: { hasNextPage: false, endCursor: null }, totalCount: 0 };

/** That somebody objected is told by the organization, not by a list. */
const ABOUT_OTHERS: readonly FactKind[] = ['PUBLICITY_OBJECTED', 'OBJECTION_RESOLVED'];

/** What a streamer sees of the own case. The person's own look is no reading by somebody else, so it leaves no entry (PR-3). */
@Injectable()
export class MyCaseQueries {
  constructor(
    private readonly access: Access,
    private readonly transactions: Transactions,
    private readonly records: CaseRecords,
    private readonly facts: FactQueries,
    private readonly readings: CaseReadings,
  ) {}

  /** The caller's own case: the open one, else the last; null when there is none. */
  async mine(caller: Caller): Promise<MyDevelopmentCaseView | null> {
    return this.transactions.run(async (tx) => {
      const caseId = await this.ownCaseId(tx, caller);
      return caseId === null ? null : this.view(tx, caseId);
    });
  }

  /** Who looked at it, newest first. */
  async readers(caller: Caller, args: PageArgs, selection: Selection): Promise<Page<CaseReadingView>> {
    const caseId = await this.transactions.run((tx) => this.ownCaseId(tx, caller));
    return caseId === null ? NOBODY : this.readings.ofOwnCase(caseId, args, selection);
  }

  private async ownCaseId(tx: Tx, caller: Caller): Promise<string | null> {
    const streamerIds = this.access.ownIds(caller, 'own.development', ScopeKind.STREAMER);
    if (streamerIds.length === 0) return null;
    const [own] = await tx.rows<{ id: string }>(
      `SELECT c.id AS id FROM development_case c JOIN streamer s ON s.personId = c.personId
       WHERE c.scopeId = ? AND s.id IN ${inList(streamerIds)}
       ORDER BY CASE WHEN c.closedOn IS NULL THEN 0 ELSE 1 END, c.openedAt DESC, c.id DESC LIMIT 1`,
      [INSTALLATION_SCOPE, ...streamerIds],
    );
    return own?.id ?? null;
  }

  private async view(tx: Tx, caseId: string): Promise<MyDevelopmentCaseView> {
    const { row, facts } = await this.records.load(tx, caseId);
    const world = await this.records.worldOf(tx, row, facts, localDateOf(tx.at));
    const view = deriveCase(facts, world);
    const { id, caseNumber, stage, side, stageSinceOn, probationEndsOn, partyAgeFrom, consentOn, consentWithdrawnOn } = row;
    const [organization] = await tx.rows<{ name: string }>('SELECT name FROM organization WHERE id = ?', [row.organizationId]);
    return {
      ...{ id, caseNumber, stage, side, stageSinceOn, probationEndsOn, partyAgeFrom, consentOn, consentWithdrawnOn },
      organizationName: organization!.name,
      stageText: stageWord(stage),
      ...(await this.companions(tx, view)),
      papers: milestonesOf(view, facts)
        .filter(({ kind }) => !ABOUT_OTHERS.includes(kind))
        .map(({ kind, occurredOn, documentNumber }) => ({ title: factWord(kind), occurredOn, documentNumber })),
      nextSteps: nextSteps(facts, world).map((step) => ({
        sentence: nextStepSentence(step),
        state: step.state,
        earliestOn: step.earliestOn,
        latestOn: step.latestOn,
      })),
    };
  }

  /** The only other persons whom somebody is told about. */
  private async companions(tx: Tx, { milestones }: CaseView): Promise<Pick<MyDevelopmentCaseView, 'contactNames' | 'introducerNames'>> {
    const contactIds = milestones.CONTACTS_APPOINTED?.data.contactIds ?? [];
    const introducerIds = milestones.INTRODUCERS_DETERMINED?.data.introducerIds ?? [];
    const named = await this.facts.namesOf(tx, [...contactIds, ...introducerIds]);
    const namesOf = (ids: readonly string[]) => ids.flatMap((id) => named.find((person) => person.id === id)?.fullName ?? []);
    return { contactNames: namesOf(contactIds), introducerNames: namesOf(introducerIds) };
  }
}

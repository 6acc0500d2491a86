import { Injectable } from '@nestjs/common';
import type { LocalDate } from '../../platform/clock/local-date.js';
import type { Tx } from '../../platform/database/transactions.js';
import type { CaseFact, CaseStage, SideState } from '../machine/case-facts.js';
import type { CaseWorld } from '../machine/case-world.js';

/** What changed of a case with one confirmed or voided fact. */
export interface CaseChange {
  caseId: string;
  personId: string;
  /** The organization that handles the case now. */
  organizationId: string;
  organizationIdBefore: string;
  openedOn: LocalDate;
  openedOrganizationId: string;
  /** The fact that was confirmed, or voided. */
  fact: CaseFact;
  isVoided: boolean;
  stageBefore: CaseStage;
  stageAfter: CaseStage;
  sideAfter: SideState | null;
  /** All confirmed facts after the change, and what the machine was asked with: a listener need not read the case again. */
  facts: readonly CaseFact[];
  world: CaseWorld;
}

/** Called in the transaction that opens a case; like a change it may write, and a throw undoes the opening. */
export type CaseOpeningListener = (tx: Tx, caseId: string) => Promise<void>;

/** Called in the transaction of the change; it may write and enqueue jobs, and a throw undoes the change. */
export type CaseChangeListener = (tx: Tx, change: CaseChange) => Promise<void>;

/** The port through which other parts learn of a case that has moved: reminders, badges, statistics. */
@Injectable()
export class CaseChangeListeners {
  private readonly listeners: CaseChangeListener[] = [];
  private readonly openingListeners: CaseOpeningListener[] = [];

  /** Adds a listener; called once while the application starts. */
  register(listener: CaseChangeListener): void {
    this.listeners.push(listener);
  }

  /** The same for cases that are opened, which no fact has moved yet. */
  registerOpening(listener: CaseOpeningListener): void {
    this.openingListeners.push(listener);
  }

  /** Tells every listener in the order of registration. */
  async tell(tx: Tx, change: CaseChange): Promise<void> {
    for (const listener of this.listeners) await listener(tx, change);
  }

  /** Tells that a case was opened. */
  async tellOpened(tx: Tx, caseId: string): Promise<void> {
    for (const listener of this.openingListeners) await listener(tx, caseId);
  }
}

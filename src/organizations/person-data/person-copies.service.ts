import { Injectable } from '@nestjs/common';
import type { Caller } from '../../platform/auth/caller.js';
import { Transactions } from '../../platform/database/transactions.js';
import { type CopyPage, EVERYTHING, PersonalCopies } from '../../platform/personal-data/personal-copies.js';
import { PersonalDataRegister } from '../../platform/personal-data/personal-data-register.js';
import { Persons } from '../persons.service.js';
import { CopyAccess } from './copy-access.js';

/** Which part of a copy. */
export interface CopyRequest {
  first: number;
  after?: string | null;
}

/** The right to a copy (PR-3): for the person everything, for an officer what the officer may read of it, for the program itself everything. */
@Injectable()
export class PersonCopies {
  constructor(
    private readonly transactions: Transactions,
    private readonly register: PersonalDataRegister,
    private readonly copies: PersonalCopies,
    private readonly persons: Persons,
    private readonly access: CopyAccess,
  ) {}

  /** The caller's own data. The own look leaves no entry: it is no reading by somebody else. */
  ofOneself(caller: Caller, request: CopyRequest): Promise<CopyPage> {
    return this.transactions.run(async (tx) => {
      const subject = await this.register.subjectOf(tx, await this.access.ownPersons.require(tx, caller));
      return this.copies.page(tx, subject, EVERYTHING, request);
    });
  }

  /** What the caller may read about the person; audited page by page with its reason. Throws NOT_FOUND, PERSON_CONSENT_MISSING. */
  async ofPerson(caller: Caller, request: CopyRequest & { personId: string; reason: string }): Promise<CopyPage> {
    const requireVisible = await this.persons.disclosedTo(caller, 'persons.copy');
    const limit = await this.access.limitOf(caller);
    return this.transactions.run(async (tx) => {
      await requireVisible(tx, request.personId, 'input', 'personId');
      const page = await this.copies.page(tx, await this.register.subjectOf(tx, request.personId), limit, request);
      await this.access.recordCopy(tx, caller, request, page);
      return page;
    });
  }

  /** Everything about the person, for a command; audited like an officer's copy. */
  ofPersonByCommand(caller: Caller, request: CopyRequest & { personId: string; reason: string }): Promise<CopyPage> {
    return this.transactions.run(async (tx) => {
      const page = await this.copies.page(tx, await this.register.subjectOf(tx, request.personId), EVERYTHING, request);
      await this.access.recordCopy(tx, caller, request, page);
      return page;
    });
  }
}

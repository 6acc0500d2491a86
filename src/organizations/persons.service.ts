import { Injectable } from '@nestjs/common';
import type { PermissionName } from '../access/roles.js';
import { AuditTrail } from '../platform/audit/audit-trail.js';
import type { Caller } from '../platform/auth/caller.js';
import { type LocalDate, localDateOf } from '../platform/clock/local-date.js';
import { isDuplicateKey, RetryWork } from '../platform/database/database-errors.js';
import { INSTALLATION_SCOPE, newId } from '../platform/database/ids.js';
import { type Tx, Transactions } from '../platform/database/transactions.js';
import { Fault, notFound } from '../platform/errors/faults.js';
import { DomainError } from '../platform/errors/refusals.js';
import { type FieldAddress, PersonalDataCipher } from '../platform/personal-data/cipher.js';
import { birthDateOf, idCardProblem, normalizedIdCard } from '../platform/personal-data/id-card.js';
import { maskedIdCard, maskedPhone } from '../platform/personal-data/masking.js';
import type { VisibilityCheck } from './enterprise-register.js';
import {
  ID_CARD_INVALID,
  PERSON_CONSENT_MISSING,
  PERSON_ERASED,
  PERSON_NAME_DIFFERS,
  PERSON_NOT_NAMED_ONCE,
  PHONE_NOT_RECORDED,
} from './organizations.errors.js';
import { PersonVisibility } from './person-visibility.js';
import { Person } from './person.entity.js';

/** Whom a verb concerns, as copied from the ID card. */
export interface PersonIdentity {
  /** The organization or park in whose audit trail the registration stands. */
  scopeIdForAudit: string;
  fullName: string;
  idCardNumber: string;
  phone?: string | null;
  /** Input path of the object that holds name and number; `input` when not given. */
  path?: readonly (string | number)[];
}

/** A person named by an id that the caller can see, or by name and ID-card number; exactly one of the two. */
export interface NamedPerson {
  personId?: string | null;
  person?: { fullName: string; idCardNumber: string; phone?: string | null } | null;
}

/** A personal value shown once, with the reason that the audit trail keeps. */
export interface Reveal {
  personId: string;
  reason: string;
}

type FoundPerson = Pick<Person, 'id' | 'fullName' | 'phoneEncrypted'>;

const addressOf = (id: string, field: 'idCard' | 'phone'): FieldAddress => ({ kind: 'Person', id, field });

function normalizedName(name: string): string {
  return name.normalize('NFC').trim().replace(/\s+/g, ' ');
}

/** For the seconds in which an approved erasure parts a person from the records that are kept; afterwards the number is free again. */
async function refuseWhileErasing(tx: Tx, personId: string): Promise<void> {
  const erasing = await tx.rows(`SELECT id FROM person_erasure WHERE scopeId = ? AND openKey = ? AND status = 'ERASING'`, [
    INSTALLATION_SCOPE,
    personId,
  ]);
  if (erasing.length > 0) throw new Fault('RETRY_LATER');
}

/** Persons, each once in the installation (INV-05). Numbers are stored encrypted, found by a keyed fingerprint and shown masked. */
@Injectable()
export class Persons {
  constructor(
    private readonly transactions: Transactions,
    private readonly cipher: PersonalDataCipher,
    private readonly visibility: PersonVisibility,
    private readonly audit: AuditTrail,
  ) {}

  /**
   * Id of the person with this ID-card number, registered now if need be. Throws ID_CARD_INVALID, and PERSON_NAME_DIFFERS when the
   * number stands under another name, which is not shown. A phone is taken over only where none is recorded.
   */
  async findOrCreate(tx: Tx, caller: Caller, identity: PersonIdentity): Promise<string> {
    const idCard = normalizedIdCard(identity.idCardNumber);
    const path = identity.path ?? ['input'];
    const problem = idCardProblem(idCard, localDateOf(tx.at));
    if (problem) throw new DomainError([ID_CARD_INVALID({ problem }, ...path, 'idCardNumber')]);
    const [found] = await tx.rows<FoundPerson>('SELECT id, fullName, phoneEncrypted FROM person WHERE scopeId = ? AND idCardIndex = ?', [
      INSTALLATION_SCOPE,
      this.cipher.blindIndex('idCard', idCard),
    ]);
    if (!found) return this.create(tx, caller, identity, idCard);
    await refuseWhileErasing(tx, found.id);
    if (found.fullName !== normalizedName(identity.fullName)) throw new DomainError([PERSON_NAME_DIFFERS({}, ...path, 'fullName')]);
    if (identity.phone && found.phoneEncrypted === null)
      await this.recordPhone(tx, caller, identity.scopeIdForAudit, found.id, identity.phone);
    return found.id;
  }

  /** Id of the person that an input names; `requireVisible` comes from `visibleTo`. Throws PERSON_NOT_NAMED_ONCE. */
  async named(tx: Tx, caller: Caller, input: NamedPerson, requireVisible: VisibilityCheck, scopeIdForAudit: string): Promise<string> {
    const { personId, person } = input;
    if (personId && !person) {
      await requireVisible(tx, personId, 'input', 'personId');
      return personId;
    }
    if (!person || personId) throw new DomainError([PERSON_NOT_NAMED_ONCE({}, 'input', 'person')]);
    return this.findOrCreate(tx, caller, { ...person, scopeIdForAudit, path: ['input', 'person'] });
  }

  /** Birth date of a person. Throws when there is none: the id came from a row of ours. */
  async bornOn(tx: Tx, personId: string): Promise<LocalDate> {
    const [person] = await tx.rows<{ bornOn: LocalDate }>('SELECT bornOn FROM person WHERE id = ?', [personId]);
    if (!person) throw new Error(`No person ${personId}`);
    return person.bornOn;
  }

  /**
   * A check that throws NOT_FOUND when the person has no tie to a place where the caller holds the permission. It is asked for before
   * the transaction opens, because it reads the caller's scope, and used inside it.
   */
  async visibleTo(caller: Caller, permission: PermissionName): Promise<VisibilityCheck> {
    const condition = await this.visibility.condition(caller, permission, 'person');
    return async (tx, personId, ...path) => {
      const rows = await tx.rows(`SELECT id FROM person WHERE id = ? AND ${condition.sql}`, [personId, ...condition.parameters]);
      if (rows.length === 0) throw notFound(...path);
    };
  }

  /**
   * The same for what is shown in full. A person whom the caller may see, but who has not consented to more, is no NOT_FOUND:
   * PERSON_CONSENT_MISSING.
   */
  async disclosedTo(caller: Caller, permission: PermissionName): Promise<VisibilityCheck> {
    const requireVisible = await this.visibleTo(caller, permission);
    const inFull = await this.visibility.condition(caller, permission, 'person', { isInFull: true });
    return async (tx, personId, ...path) => {
      await requireVisible(tx, personId, ...path);
      const rows = await tx.rows(`SELECT id FROM person WHERE id = ? AND ${inFull.sql}`, [personId, ...inFull.parameters]);
      if (rows.length === 0) throw new DomainError([PERSON_CONSENT_MISSING({}, ...path)]);
    };
  }

  /** The full ID-card number. The reading is audited in the person's and the caller's name with its reason. */
  async revealIdCard(caller: Caller, reveal: Reveal): Promise<string> {
    const requireVisible = await this.disclosedTo(caller, 'persons.reveal');
    return this.transactions.run(async (tx) => {
      await requireVisible(tx, reveal.personId, 'input', 'personId');
      const person = await this.readPerson(tx, caller, reveal, 'idCard');
      if (person.idCardEncrypted === '') throw new DomainError([PERSON_ERASED({}, 'input', 'personId')]);
      return this.cipher.decrypt(addressOf(person.id, 'idCard'), person.idCardEncrypted);
    });
  }

  /** The full phone number, audited likewise. Throws PHONE_NOT_RECORDED. */
  async revealPhone(caller: Caller, reveal: Reveal): Promise<string> {
    const requireVisible = await this.disclosedTo(caller, 'persons.reveal');
    return this.transactions.run(async (tx) => {
      await requireVisible(tx, reveal.personId, 'input', 'personId');
      const person = await this.readPerson(tx, caller, reveal, 'phone');
      if (person.phoneEncrypted === null) throw new DomainError([PHONE_NOT_RECORDED({}, 'input', 'personId')]);
      return this.cipher.decrypt(addressOf(person.id, 'phone'), person.phoneEncrypted);
    });
  }

  private async readPerson(tx: Tx, caller: Caller, reveal: Reveal, field: string): Promise<Person> {
    const [person] = await tx.rows<Person>('SELECT id, idCardEncrypted, phoneEncrypted FROM person WHERE id = ?', [reveal.personId]);
    await this.audit.recordRead(tx, caller, {
      scopeId: INSTALLATION_SCOPE,
      recordKind: 'Person',
      recordIds: [reveal.personId],
      fields: [field],
      reason: reveal.reason,
    });
    return person!;
  }

  private async create(tx: Tx, caller: Caller, identity: PersonIdentity, idCard: string): Promise<string> {
    const id = newId();
    const fullName = normalizedName(identity.fullName);
    const bornOn = birthDateOf(idCard);
    try {
      await tx.insert(Person, [
        {
          id,
          scopeId: INSTALLATION_SCOPE,
          fullName,
          idCardEncrypted: this.cipher.encrypt(addressOf(id, 'idCard'), idCard),
          idCardIndex: this.cipher.blindIndex('idCard', idCard),
          idCardMasked: maskedIdCard(idCard),
          bornOn,
          ...this.phoneColumns(id, identity.phone),
          createdAt: tx.at,
          version: 1,
        },
      ]);
    } catch (error) {
      throw isDuplicateKey(error) ? new RetryWork('another transaction registered the person first') : error;
    }
    await this.audit.record(tx, caller, {
      scopeId: identity.scopeIdForAudit,
      action: 'registerPerson',
      recordKind: 'Person',
      recordId: id,
      changes: [
        { field: 'fullName', after: fullName },
        { field: 'idCard', after: idCard },
        { field: 'bornOn', after: bornOn },
        ...(identity.phone ? [{ field: 'phone', after: identity.phone }] : []),
      ],
    });
    return id;
  }

  private async recordPhone(tx: Tx, caller: Caller, scopeId: string, id: string, phone: string): Promise<void> {
    const { phoneEncrypted, phoneMasked } = this.phoneColumns(id, phone);
    await tx.execute('UPDATE person SET phoneEncrypted = ?, phoneMasked = ?, version = version + 1 WHERE id = ?', [
      phoneEncrypted,
      phoneMasked,
      id,
    ]);
    await this.audit.record(tx, caller, {
      scopeId,
      action: 'recordPersonPhone',
      recordKind: 'Person',
      recordId: id,
      changes: [{ field: 'phone', after: phone }],
    });
  }

  private phoneColumns(id: string, phone: string | null | undefined): Pick<Person, 'phoneEncrypted' | 'phoneMasked'> {
    if (!phone) return { phoneEncrypted: null, phoneMasked: null };
    return { phoneEncrypted: this.cipher.encrypt(addressOf(id, 'phone'), phone), phoneMasked: maskedPhone(phone) };
  }
}

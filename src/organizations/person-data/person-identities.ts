import { Injectable } from '@nestjs/common';
import { INSTALLATION_SCOPE } from '../../platform/database/ids.js';
import type { Tx } from '../../platform/database/transactions.js';
import { PersonalDataCipher } from '../../platform/personal-data/cipher.js';
import { Person } from '../person.entity.js';

/** What stands in the place of an erased name. */
const NAMELESS = '(已删除)';

/** A day that is nobody's birthday: an empty date is not possible in the column. */
const NO_BIRTH_DATE = '1900-01-01';

/** The rows of persons in the course of an erasure. */
@Injectable()
export class PersonIdentities {
  constructor(private readonly cipher: PersonalDataCipher) {}

  /**
   * Makes the identity under which records that are kept go on. It cannot be found by the number, so the same person may be registered
   * anew (INV-05); without `isNeeded` it is nameless from the start.
   */
  async retain(tx: Tx, personId: string, retainedId: string, isNeeded: boolean): Promise<void> {
    const person = await tx.manager.findOneByOrFail(Person, { id: personId, scopeId: INSTALLATION_SCOPE });
    const idCard = this.cipher.decrypt({ kind: 'Person', id: personId, field: 'idCard' }, person.idCardEncrypted);
    const known = {
      fullName: person.fullName,
      idCardEncrypted: this.cipher.encrypt({ kind: 'Person', id: retainedId, field: 'idCard' }, idCard),
      idCardMasked: person.idCardMasked,
      bornOn: person.bornOn,
    };
    const row = { ...NOBODY, ...(isNeeded ? known : {}), id: retainedId, scopeId: INSTALLATION_SCOPE, idCardIndex: `erased:${retainedId}` };
    await tx.insert(Person, [{ ...row, phoneEncrypted: null, phoneMasked: null, createdAt: tx.at, version: 1 }]);
  }

  /** A member's number stays on file; the phone was for getting in touch. */
  async forgetPhone(tx: Tx, personId: string): Promise<void> {
    await tx.execute('UPDATE person SET phoneEncrypted = NULL, phoneMasked = NULL, version = version + 1 WHERE id = ?', [personId]);
  }

  async remove(tx: Tx, personId: string): Promise<void> {
    await tx.execute('DELETE FROM person WHERE id = ?', [personId]);
  }

  async makeNameless(tx: Tx, personId: string): Promise<void> {
    const { fullName, idCardEncrypted, idCardMasked, bornOn } = NOBODY;
    await tx.execute(
      'UPDATE person SET fullName = ?, idCardEncrypted = ?, idCardMasked = ?, bornOn = ?, version = version + 1 WHERE id = ?',
      [fullName, idCardEncrypted, idCardMasked, bornOn, personId],
    );
  }
}

const NOBODY = { fullName: NAMELESS, idCardEncrypted: '', idCardMasked: '', bornOn: NO_BIRTH_DATE };

import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Access } from '../access/access.js';
import { type PersonPlace, PersonVisibility } from '../organizations/person-visibility.js';
import { OwnPersons } from '../organizations/person-data/own-persons.js';
import { ScopeKind } from '../access/roles.js';
import { inList, type Tx } from '../platform/database/transactions.js';
import { where } from '../platform/database/listing.js';

/**
 * Makes the persons behind a park's streamers visible to those who hold the permission in that park, and tells which person a host's account is.
 * An invitation shows who was invited; what others may have recorded about that person opens while the host's own consent stands here (PR-2, PR-7).
 */
@Injectable()
export class EnrollmentTie implements OnModuleInit {
  constructor(
    private readonly visibility: PersonVisibility,
    private readonly access: Access,
    private readonly ownPersons: OwnPersons,
  ) {}

  onModuleInit(): void {
    this.visibility.register(async (caller, permission, { isInFull }) => {
      const scope = (await this.access.parks(caller, permission)).condition('s.parkId');
      const consented = isInFull ? ' AND s.consentGivenOn IS NOT NULL AND s.consentWithdrawnOn IS NULL' : '';
      return where(`EXISTS (SELECT 1 FROM streamer s WHERE s.personId = {t}.id AND ${scope.sql}${consented})`, ...scope.parameters);
    }, parksOf);
    this.ownPersons.register(async (tx, caller) => {
      const ids = this.access.ownIds(caller, 'own.data', ScopeKind.STREAMER);
      if (ids.length === 0) return null;
      const [own] = await tx.rows<{ personId: string }>(`SELECT personId FROM streamer WHERE id IN ${inList(ids)} ORDER BY id LIMIT 1`, [
        ...ids,
      ]);
      return own?.personId ?? null;
    });
  }
}

async function parksOf(tx: Tx, personId: string): Promise<PersonPlace[]> {
  const parks = await tx.rows<{ parkId: string }>('SELECT DISTINCT parkId FROM streamer WHERE personId = ?', [personId]);
  return parks.map((at) => ({ at }));
}

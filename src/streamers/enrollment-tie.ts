import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Access } from '../access/access.js';
import { type PersonPlace, PersonVisibility } from '../organizations/person-visibility.js';
import { OwnPersons } from '../organizations/person-data/own-persons.js';
import { ScopeKind } from '../access/roles.js';
import { inList, type Tx } from '../platform/database/transactions.js';
import { where } from '../platform/database/listing.js';

/** Makes the persons behind a park's streamers visible to those who hold the permission in that park, and tells which person a host's account is. */
@Injectable()
export class EnrollmentTie implements OnModuleInit {
  constructor(
    private readonly visibility: PersonVisibility,
    private readonly access: Access,
    private readonly ownPersons: OwnPersons,
  ) {}

  onModuleInit(): void {
    this.visibility.register(async (caller, permission) => {
      const scope = (await this.access.parks(caller, permission)).condition('s.parkId');
      return where(`EXISTS (SELECT 1 FROM streamer s WHERE s.personId = {t}.id AND ${scope.sql})`, ...scope.parameters);
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

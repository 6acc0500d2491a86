import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Access } from '../access/access.js';
import { PersonVisibility } from '../organizations/person-visibility.js';
import { where } from '../platform/database/listing.js';

/** Makes the persons behind a park's streamers visible to those who hold the permission in that park. */
@Injectable()
export class EnrollmentTie implements OnModuleInit {
  constructor(
    private readonly visibility: PersonVisibility,
    private readonly access: Access,
  ) {}

  onModuleInit(): void {
    this.visibility.register(async (caller, permission) => {
      const scope = (await this.access.parks(caller, permission)).condition('s.parkId');
      return where(`EXISTS (SELECT 1 FROM streamer s WHERE s.personId = {t}.id AND ${scope.sql})`, ...scope.parameters);
    });
  }
}

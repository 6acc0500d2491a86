import { Injectable } from '@nestjs/common';
import { RecordUses } from './record-uses.js';

/** Port for what still needs an organization, such as a park that it leads; it ends when it is merged or dissolved. */
@Injectable()
export class OrganizationUses extends RecordUses {}

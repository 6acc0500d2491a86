import { Injectable } from '@nestjs/common';
import { RecordUses } from '../organizations/record-uses.js';

/** Port for what still hangs at a storefront, such as a plate; it ends when it closes. */
@Injectable()
export class StorefrontUses extends RecordUses {}

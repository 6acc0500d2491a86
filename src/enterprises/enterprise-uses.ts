import { Injectable } from '@nestjs/common';
import { RecordUses } from '../organizations/record-uses.js';

/** Port for what still needs an enterprise, such as a place in a park's structure; it ends when it leaves. */
@Injectable()
export class EnterpriseUses extends RecordUses {}

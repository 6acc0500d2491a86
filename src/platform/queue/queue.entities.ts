import { JobRow } from './job.entity.js';
import { KeyLockRow } from './key-lock.js';

/** Tables of the queue. */
export const QUEUE_ENTITIES: (new () => object)[] = [JobRow, KeyLockRow];

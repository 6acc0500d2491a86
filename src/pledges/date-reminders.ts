import { Injectable } from '@nestjs/common';
import { In, IsNull, LessThan, LessThanOrEqual, MoreThan, MoreThanOrEqual } from 'typeorm';
import { systemCaller } from '../platform/auth/caller.js';
import { addDays, localDateOf } from '../platform/clock/local-date.js';
import type { Tx } from '../platform/database/transactions.js';
import type { JobRun } from '../platform/queue/job-run.js';
import { declareReason } from '../platform/reasons/program-reasons.js';
import { IntegrityPledge } from './pledge.entity.js';
import { PledgeNotices } from './pledge-notices.js';
import type { PledgeStatus } from './pledge-states.js';
import { SHOWN_PLATE_STATUSES } from './plates/plate-states.js';
import { PlateWriter } from './plates/plate-writer.js';
import { Plate } from './plates/plate.entity.js';

/** Rows that one transaction looks at. */
const ROWS_PER_CHUNK_MAX = 200;
/** In force without a step of their own when their end comes near. */
const UNANNOUNCED_STATUSES: readonly PledgeStatus[] = ['WARNED', 'REINSTATED'];

/** Why a plate is fetched whose day has passed while its pledge was under review. */
const PLEDGE_ENDED = declareReason('PLATE_PLEDGE_ENDED', { zh: '承诺已到期', en: 'The pledge has ended' });

type Chunk = (tx: Tx, afterId: string) => Promise<readonly { id: string }[]>;

/** What a day asks people to do where no step of a pledge tells them. Asking twice on a day posts nothing more. */
@Injectable()
export class DateReminders {
  constructor(
    private readonly notices: PledgeNotices,
    private readonly plates: PlateWriter,
  ) {}

  /** Tells hosts whose warned or reinstated pledge is about to end, recalls plates whose day has passed, and tells officers each day of those overdue. */
  async remind(run: JobRun): Promise<void> {
    await inChunks(run, (tx, afterId) => this.expiring(tx, afterId));
    await inChunks(run, (tx, afterId) => this.endedPlates(tx, run.jobId, afterId));
    await inChunks(run, (tx, afterId) => this.overdueRecalls(tx, afterId));
  }

  private async expiring(tx: Tx, afterId: string): Promise<readonly IntegrityPledge[]> {
    const today = localDateOf(tx.at);
    const pledges = await tx.manager.find(IntegrityPledge, {
      where: {
        ...{ id: MoreThan(afterId), status: In([...UNANNOUNCED_STATUSES]), renewedById: IsNull() },
        ...{ expiringFrom: LessThanOrEqual(today), validUntil: MoreThanOrEqual(today) },
      },
      order: { id: 'ASC' },
      take: ROWS_PER_CHUNK_MAX,
    });
    await this.notices.expiring(tx, pledges);
    return pledges;
  }

  /** A pledge that ends under review takes its step only with the decision; its plate comes down on its day all the same. */
  private async endedPlates(tx: Tx, requestId: string, afterId: string): Promise<readonly Plate[]> {
    const plates = await tx.manager.find(Plate, {
      where: { id: MoreThan(afterId), status: In([...SHOWN_PLATE_STATUSES]), validUntil: LessThan(localDateOf(tx.at)) },
      order: { id: 'ASC' },
      take: ROWS_PER_CHUNK_MAX,
    });
    for (const plate of plates) await this.plates.recall(tx, systemCaller(requestId), plate, PLEDGE_ENDED());
    return plates;
  }

  private async overdueRecalls(tx: Tx, afterId: string): Promise<readonly Plate[]> {
    const today = localDateOf(tx.at);
    const plates = await tx.manager.find(Plate, {
      where: { id: MoreThan(afterId), status: 'RECALLED', recallDueOn: LessThan(today) },
      order: { id: 'ASC' },
      take: ROWS_PER_CHUNK_MAX,
    });
    for (const plate of plates) {
      await this.notices.recallOverdue(tx, { ...plate, recallDueOn: plate.recallDueOn! }, { today, yesterday: addDays(today, -1) });
    }
    return plates;
  }
}

async function inChunks(run: JobRun, chunk: Chunk): Promise<void> {
  for (let afterId: string | undefined = ''; afterId !== undefined;) {
    const from: string = afterId;
    afterId = (await run.transaction((tx) => chunk(tx, from))).at(-1)?.id;
  }
}

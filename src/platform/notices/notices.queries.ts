import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Caller } from '../auth/caller.js';
import { type ListingDefinition, Listings, type Page, type Selection, where } from '../database/listing.js';
import { requestContext } from '../operations/request-context.js';
import { NoticeReach } from './notice-reach.js';
import type { MyNoticesArgs } from './notices.inputs.js';
import type { NoticeView } from './notices.objects.js';

const noticeListing: ListingDefinition = {
  table: 'notice',
  fields: {
    id: 'id',
    topic: 'topic',
    textZh: 'textZh',
    textEn: 'textEn',
    subjectKind: 'subjectKind',
    subjectId: 'subjectId',
    dueOn: 'dueOn',
    postedAt: 'postedAt',
    readAt: 'readAt',
  },
  always: ['textZh', 'textEn'],
  derive: (row) => (row.text = requestContext().locale === 'zh' ? row.textZh : row.textEn),
  orders: { NEWEST_FIRST: { by: ['{t}.postedAt'], direction: 'DESC' } },
};

/** Reads of the caller's own inbox. */
@Injectable()
export class NoticeQueries {
  constructor(
    private readonly listings: Listings,
    private readonly dataSource: DataSource,
    private readonly reach: NoticeReach,
  ) {}

  /** The notices that the caller sees, newest first. */
  async myNotices(caller: Caller, args: MyNoticesArgs, selection: Selection): Promise<Page<NoticeView>> {
    const conditions = await this.reach.visible(caller);
    if (args.unreadOnly) conditions.push(where('{t}.readAt IS NULL'));
    if (args.topic) conditions.push(where('{t}.topic = ?', args.topic));
    if (args.subjectId) conditions.push(where('{t}.subjectId = ?', args.subjectId));
    const { first, after } = args;
    return this.listings.page<NoticeView>(noticeListing, { selection, conditions, order: 'NEWEST_FIRST', first, after });
  }

  /** How many of them are unread. */
  async unreadCount(caller: Caller): Promise<number> {
    const conditions = [...(await this.reach.visible(caller)), where('{t}.readAt IS NULL')];
    const filter = conditions.map(({ sql }) => `(${sql.replaceAll('{t}', 'notice')})`).join(' AND ');
    const [row] = await this.dataSource.query<{ total: number | string }[]>(
      `SELECT COUNT(*) AS total FROM notice WHERE ${filter}`,
      conditions.flatMap(({ parameters }) => [...parameters]),
    );
    return Number(row!.total);
  }
}

import { Args, Int, Resolver } from '@nestjs/graphql';
import type { Caller } from '../auth/caller.js';
import { CurrentCaller } from '../auth/current-caller.js';
import { SIGNED_IN } from '../auth/permissions.js';
import type { Page, Selection } from '../database/listing.js';
import { described } from '../graphql/descriptions.js';
import { MutationOperation, QueryOperation } from '../graphql/operations.js';
import { Selected } from '../graphql/selection.js';
import { MarkNoticesReadInput, MyNoticesArgs } from './notices.inputs.js';
import { MarkNoticesReadPayload, NoticeConnection, type NoticeView } from './notices.objects.js';
import { NoticeQueries } from './notices.queries.js';
import { OwnNotices } from './own-notices.service.js';

/** The inbox of whoever is signed in. */
@Resolver()
export class NoticesResolver {
  constructor(
    private readonly queries: NoticeQueries,
    private readonly own: OwnNotices,
  ) {}

  @QueryOperation(() => NoticeConnection, {
    zh: '本人的站内通知,最新的在前;只含仍有权限查看的',
    en: "One's own notices, newest first, as far as one still holds the permission to see them",
    permission: SIGNED_IN,
  })
  myNotices(@CurrentCaller() caller: Caller, @Args() args: MyNoticesArgs, @Selected() selection: Selection): Promise<Page<NoticeView>> {
    return this.queries.myNotices(caller, args, selection);
  }

  @QueryOperation(() => Int, { zh: '本人未读通知的条数', en: "How many of one's own notices are unread", permission: SIGNED_IN })
  myUnreadNoticeCount(@CurrentCaller() caller: Caller): Promise<number> {
    return this.queries.unreadCount(caller);
  }

  @MutationOperation(() => MarkNoticesReadPayload, {
    zh: '把本人的通知标为已读:按编号,或截至某一时刻的全部',
    en: "Marks one's own notices as read: named ones, or all up to an instant",
    permission: SIGNED_IN,
  })
  async markNoticesRead(
    @CurrentCaller() caller: Caller,
    @Args('input', { description: described('输入', 'Input') }) input: MarkNoticesReadInput,
  ): Promise<MarkNoticesReadPayload> {
    const markedCount = await this.own.markNoticesRead(caller, input);
    return { markedCount, unreadCount: await this.queries.unreadCount(caller) };
  }
}

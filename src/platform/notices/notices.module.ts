import { Global, Module } from '@nestjs/common';
import { NoticeReach } from './notice-reach.js';
import { NoticeRetention } from './notice-retention.js';
import { RemoveOldNotices } from './notices.jobs.js';
import { NoticeQueries } from './notices.queries.js';
import { NoticesResolver } from './notices.resolver.js';
import { Notices } from './notices.service.js';
import { OwnNotices } from './own-notices.service.js';

/** The inbox of every account, for every module that has something to tell. */
@Global()
@Module({
  providers: [Notices, OwnNotices, NoticeReach, NoticeQueries, NoticesResolver, NoticeRetention, RemoveOldNotices],
  exports: [Notices],
})
export class NoticesModule {}

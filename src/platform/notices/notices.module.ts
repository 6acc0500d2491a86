import { Global, Module } from '@nestjs/common';
import { Notices } from './notices.service.js';

/** The inbox of every account, for every module that has something to tell. */
@Global()
@Module({ providers: [Notices], exports: [Notices] })
export class NoticesModule {}

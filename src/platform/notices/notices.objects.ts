import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import type { LocalDate } from '../clock/local-date.js';
import { connectionOf } from '../graphql/connection.js';
import { described } from '../graphql/descriptions.js';
import { DateTimeScalar, LocalDateScalar } from '../graphql/scalars.js';
import { MutationPayload } from '../graphql/user-errors.js';

@ObjectType('Notice', { description: described('站内通知', 'A notice in the inbox of an account') })
export class NoticeView {
  @Field(() => ID, { description: described('编号', 'Id') })
  id: string;

  @Field({ description: described('主题的固定名称', 'Stable name of the topic') })
  topic: string;

  @Field({ description: described('内容(按 Accept-Language)', 'What it says, in the language of Accept-Language') })
  text: string;

  @Field({ description: described('相关记录的种类', 'Kind of the record that it is about') })
  subjectKind: string;

  @Field(() => ID, { description: described('相关记录的编号', 'Id of the record that it is about') })
  subjectId: string;

  @Field(() => LocalDateScalar, { nullable: true, description: described('应办结的日期', 'The day by which something should be done') })
  dueOn: LocalDate | null;

  @Field(() => DateTimeScalar, { description: described('发出时间', 'When it was posted') })
  postedAt: Date;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: described('标为已读的时间;未读为 null', 'When it was marked as read; null while unread'),
  })
  readAt: Date | null;
}

/** A page of notices. */
export const NoticeConnection = connectionOf(NoticeView, 'Notice', '站内通知', 'notices');

@ObjectType({ description: described('标为已读的结果', 'Outcome of marking notices as read') })
export class MarkNoticesReadPayload extends MutationPayload {
  @Field(() => Int, { nullable: true, description: described('本次由未读变为已读的条数', 'How many were unread before') })
  markedCount?: number | null;

  @Field(() => Int, { nullable: true, description: described('剩余未读条数', 'How many are still unread') })
  unreadCount?: number | null;
}

import { ArgsType, Field, InputType } from '@nestjs/graphql';
import { IsBoolean } from 'class-validator';
import { PageArgs } from '../graphql/connection.js';
import { described } from '../graphql/descriptions.js';
import { IdField, IdListField, InstantField, TextField } from '../graphql/input-fields.js';
import { problem } from '../graphql/validation.js';
import { NOTICE_LENGTH_MAX } from './notice.entity.js';

/** Notices that one request names. */
const NOTICE_IDS_MAX = 100;

@ArgsType()
export class MyNoticesArgs extends PageArgs {
  @Field(() => Boolean, { defaultValue: false, description: described('只列出未读的', 'Only unread ones') })
  @IsBoolean({ message: problem('BAD_VALUE', '须为是或否', 'must be true or false') })
  unreadOnly: boolean;

  @TextField('只列出此主题的', 'Only those with this topic', { optional: true, max: NOTICE_LENGTH_MAX.topic })
  topic?: string | null;

  @IdField('只列出关于此记录的', 'Only those about this record', { optional: true })
  subjectId?: string | null;
}

@InputType({ description: described('把通知标为已读', 'Mark notices as read') })
export class MarkNoticesReadInput {
  @IdListField('通知,最多 100 条', 'Ids of at most 100 notices', { optional: true, minItems: 1, maxItems: NOTICE_IDS_MAX })
  noticeIds?: string[] | null;

  @InstantField('在此时刻及以前收到的全部通知', 'All notices that were posted up to this instant', { optional: true })
  postedAtUntil?: Date | null;
}

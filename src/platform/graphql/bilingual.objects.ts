import { Field, ObjectType } from '@nestjs/graphql';
import type { Bilingual } from '../errors/faults.js';
import { described } from './descriptions.js';

/** A text that is kept in both languages, whatever the caller's. */
@ObjectType('BilingualText', { description: described('中英文对照的文字', 'A text in both languages') })
export class BilingualTextView implements Bilingual {
  @Field({ description: described('中文', 'In Chinese') })
  zh: string;

  @Field({ description: described('英文', 'In English') })
  en: string;
}

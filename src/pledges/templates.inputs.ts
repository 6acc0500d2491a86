import { ArgsType, Field, InputType } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { IsOptional, IsString, ValidateNested } from 'class-validator';
import { PageArgs } from '../platform/graphql/connection.js';
import { described } from '../platform/graphql/descriptions.js';
import {
  EnumField,
  ExpectedVersionField,
  IdempotencyKeyField,
  IdField,
  IntegerField,
  ObjectListField,
  TextField,
} from '../platform/graphql/input-fields.js';
import { PledgeAudience, PledgeTemplateStatus, RenewalRule, TemplateChange } from './template-states.js';
import { PledgeTemplateOrder } from './templates.objects.js';

const CODE_MAX = 40;
const NAME_MAX = 80;
const NAME_EN_MAX = 160;
const PREAMBLE_MAX = 500;
const CLAUSES_MAX = 40;
const CLAUSE_MAX = 200;
const CLAUSE_EN_MAX = 500;
const VALIDITY_MONTHS_MAX = 60;
const NOTICE_DAYS_MAX = 180;
const NOTE_MAX = 300;

const CODE_PATTERN = {
  expression: /^[A-Z][A-Z0-9_]*$/,
  code: 'BAD_CODE',
  zh: '须为大写字母、数字和下划线,以字母开头',
  en: 'must be capitals, digits and underscores, beginning with a letter',
};

@InputType({ description: described('模板列表的筛选', 'Which templates to list') })
export class PledgeTemplateFilter {
  @IdField('园区', 'Id of the park', { optional: true })
  parkId?: string | null;

  @EnumField(() => PledgeTemplateStatus, '状态', 'State', { optional: true })
  status?: PledgeTemplateStatus | null;

  @EnumField(() => PledgeAudience, '承诺主体', 'Who signs it', { optional: true })
  audience?: PledgeAudience | null;
}

@ArgsType()
export class PledgeTemplatesArgs extends PageArgs {
  @Field(() => PledgeTemplateFilter, { nullable: true, description: described('筛选', 'Filter') })
  @IsOptional()
  @Type(() => PledgeTemplateFilter)
  @ValidateNested()
  filter?: PledgeTemplateFilter | null;

  @Field(() => PledgeTemplateOrder, { defaultValue: PledgeTemplateOrder.NAME, description: described('排序', 'Order') })
  @IsString()
  order: PledgeTemplateOrder;
}

@InputType({ description: described('一条条文;条号按先后排列', 'A clause; its place is its number') })
export class PledgeClauseInput {
  @TextField('条文', 'The text', { max: CLAUSE_MAX })
  text: string;

  @TextField('英文译文,可以不填', 'Its English translation, if there is one', { optional: true, min: 0, max: CLAUSE_EN_MAX })
  textEn?: string | null;
}

@InputType({ isAbstract: true })
abstract class PledgeWordingInput {
  @TextField('名称', 'Name', { max: NAME_MAX })
  name: string;

  @TextField('英文名称,可以不填', 'Name in English, if there is one', { optional: true, min: 0, max: NAME_EN_MAX })
  nameEn?: string | null;

  @EnumField(() => PledgeAudience, '承诺主体', 'Who signs it')
  audience: PledgeAudience;

  @TextField('序言', 'Preamble', { max: PREAMBLE_MAX, multiline: true })
  preamble: string;

  @TextField('英文序言,可以不填', 'Preamble in English, if there is one', {
    optional: true,
    min: 0,
    max: PREAMBLE_MAX * 2,
    multiline: true,
  })
  preambleEn?: string | null;

  @ObjectListField(() => PledgeClauseInput, '条款', 'The clauses', { minItems: 1, maxItems: CLAUSES_MAX })
  clauses: PledgeClauseInput[];

  @IntegerField('名称所称条数(十不准为 10)', 'The number of clauses that it declares', { min: 1, max: CLAUSES_MAX })
  declaredClauseCount: number;

  @IntegerField('有效期(月)', 'Validity in months', { min: 1, max: VALIDITY_MONTHS_MAX })
  validityMonths: number;

  @IntegerField('到期前多少天起提示续签', 'Days before its end from which it counts as expiring', { min: 0, max: NOTICE_DAYS_MAX })
  renewalNoticeDays: number;

  @EnumField(() => RenewalRule, '续签规则', 'From when a renewal counts')
  renewalRule: RenewalRule;

  @EnumField(() => TemplateChange, '修订性质', 'What it changes against the version before it')
  change: TemplateChange;

  @TextField('修订说明', 'Note about the change', { optional: true, max: NOTE_MAX })
  changeNote?: string | null;
}

@InputType({ description: described('采用随系统提供的草稿', 'Adopt a draft that comes with the program') })
export class AdoptPledgeTemplateInput {
  @IdField('园区', 'Id of the park')
  parkId: string;

  @TextField('草稿代码', 'Code of the draft', { max: CODE_MAX })
  shippedCode: string;

  @IdempotencyKeyField()
  idempotencyKey: string;
}

@InputType({ description: described('起草承诺书,或起草已有承诺书的新版本', 'Draft a pledge, or the next version of one') })
export class DraftPledgeTemplateInput extends PledgeWordingInput {
  @IdField('园区', 'Id of the park')
  parkId: string;

  @TextField('系列代码;与已有的相同即为新版本', 'Code of the series; that of an existing one makes a new version', {
    max: CODE_MAX,
    pattern: CODE_PATTERN,
  })
  code: string;

  @IdempotencyKeyField()
  idempotencyKey: string;
}

@InputType({ description: described('修改草稿', 'Change a draft') })
export class ChangePledgeTemplateInput extends PledgeWordingInput {
  @IdField('模板', 'Id of the template')
  templateId: string;

  @ExpectedVersionField()
  expectedVersion: number;
}

@InputType({ description: described('对一个模板的操作', 'A verb on one template') })
export class PledgeTemplateTargetInput {
  @IdField('模板', 'Id of the template')
  templateId: string;

  @ExpectedVersionField()
  expectedVersion: number;
}

import { ArgsType, Field, ID } from '@nestjs/graphql';
import { IsString, MaxLength } from 'class-validator';
import { ReadingPurpose } from '../../development/cases/case-states.js';
import type { LocalDate } from '../../platform/clock/local-date.js';
import { PageArgs } from '../../platform/graphql/connection.js';
import { described } from '../../platform/graphql/descriptions.js';
import { LocalDateScalar } from '../../platform/graphql/scalars.js';

const ID_LENGTH_MAX = 64;

@ArgsType()
class PurposefulPageArgs extends PageArgs {
  @Field(() => ReadingPurpose, { description: described('查阅目的(留痕)', 'Why it is read; recorded') })
  @IsString()
  purpose: ReadingPurpose;
}

@ArgsType()
export class ParkCultivationArgs extends PurposefulPageArgs {
  @Field(() => ID, { description: described('园区', 'The park') })
  @IsString()
  @MaxLength(ID_LENGTH_MAX)
  parkId: string;
}

@ArgsType()
export class OrganizationCultivationArgs extends PurposefulPageArgs {
  @Field(() => ID, { description: described('该党组织及其下级', 'This organization and everything below it') })
  @IsString()
  @MaxLength(ID_LENGTH_MAX)
  organizationId: string;
}

@ArgsType()
export class CultivationFunnelArgs {
  @Field(() => ID, { description: described('该党组织及其下级', 'This organization and everything below it') })
  @IsString()
  @MaxLength(ID_LENGTH_MAX)
  organizationId: string;

  @Field(() => LocalDateScalar, { description: described('第一天', 'First day') })
  @IsString()
  from: LocalDate;

  @Field(() => LocalDateScalar, { description: described('最后一天', 'Last day') })
  @IsString()
  to: LocalDate;
}

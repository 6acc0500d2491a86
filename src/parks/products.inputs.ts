import { ArgsType, Field, InputType, registerEnumType } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { IsOptional, IsString, ValidateNested } from 'class-validator';
import { PageArgs } from '../platform/graphql/connection.js';
import { described } from '../platform/graphql/descriptions.js';
import {
  EnumField,
  EnumListField,
  ExpectedVersionField,
  IdempotencyKeyField,
  IdField,
  LocalDateField,
  TextField,
} from '../platform/graphql/input-fields.js';
import { EvidenceKind, ProductCategory, ProductStatus } from './product-states.js';

const NAME_MAX = 120;
const CODE_MAX = 40;
const REASON_MAX = 300;
const SHA256_LENGTH = 64;

/** Sort orders of products. */
export enum ProductOrder {
  NAME = 'NAME',
  CODE = 'CODE',
  NEWEST_FIRST = 'NEWEST_FIRST',
}
registerEnumType(ProductOrder, {
  name: 'ProductOrder',
  description: described('产品列表的排序', 'Sort order of products'),
  valuesMap: {
    NAME: { description: described('按名称', 'By name') },
    CODE: { description: described('按产品编码', 'By product code') },
    NEWEST_FIRST: { description: described('最近提交的在前', 'Latest submitted first') },
  },
});

@InputType({ description: described('产品筛选条件', 'Which products') })
export class ProductFilter {
  @IdField('园区', 'Id of the park', { optional: true })
  parkId?: string | null;

  @EnumListField(() => ProductStatus, '状态', 'States', { optional: true, maxItems: 10 })
  status?: ProductStatus[] | null;

  @EnumField(() => ProductCategory, '类别', 'Category', { optional: true })
  category?: ProductCategory | null;

  @IdField('助农受益方', 'Id of the beneficiary', { optional: true })
  beneficiaryId?: string | null;

  @TextField('名称或编码的开头', 'Beginning of the name or the code', { optional: true, max: NAME_MAX })
  search?: string | null;
}

@ArgsType()
export class ProductsArgs extends PageArgs {
  @Field(() => ProductFilter, { nullable: true, description: described('筛选', 'Filter') })
  @IsOptional()
  @Type(() => ProductFilter)
  @ValidateNested()
  filter?: ProductFilter | null;

  @Field(() => ProductOrder, { defaultValue: ProductOrder.NAME, description: described('排序', 'Order') })
  @IsString()
  order: ProductOrder;
}

@InputType({ description: described('提交品牌产品', 'Submit a brand product') })
export class SubmitProductInput {
  @IdField('园区', 'Id of the park')
  parkId: string;

  @TextField('产品名称', 'Name', { max: NAME_MAX })
  name: string;

  @TextField('园区内的产品编码', "The park's own code", { max: CODE_MAX })
  code: string;

  @EnumField(() => ProductCategory, '类别', 'Category')
  category: ProductCategory;

  @TextField('产地', 'Where it comes from', { max: 120 })
  origin: string;

  @IdField('助农受益方', 'Id of the beneficiary that selling it helps', { optional: true })
  beneficiaryId?: string | null;

  @TextField('说明', 'Description', { optional: true, max: 1000, multiline: true })
  description?: string | null;

  @IdempotencyKeyField()
  idempotencyKey: string;
}

@InputType({ description: described('登记产品资质证明', 'Add a paper about a product') })
export class AddProductEvidenceInput {
  @IdField('产品', 'Id of the product')
  productId: string;

  @EnumField(() => EvidenceKind, '种类', 'Kind')
  kind: EvidenceKind;

  @TextField('证明编号或名称', 'Number or title of the paper', { max: 200 })
  reference: string;

  @TextField('扫描件的 SHA-256(64 位小写十六进制)', 'SHA-256 of the scanned document, 64 lower-case hexadecimal digits', {
    optional: true,
    min: SHA256_LENGTH,
    max: SHA256_LENGTH,
    pattern: { expression: /^[0-9a-f]+$/, code: 'BAD_SHA256', zh: '须为小写十六进制', en: 'must be lower-case hexadecimal' },
  })
  documentSha256?: string | null;

  @LocalDateField('生效日', 'First valid day')
  validFrom: string;

  @LocalDateField('最后有效日;长期有效不填', 'Last valid day; left out when it does not expire', { optional: true })
  validUntil?: string | null;

  @IdempotencyKeyField()
  idempotencyKey: string;
}

@InputType({ description: described('对一个产品的操作', 'A verb on one product') })
export class ProductTargetInput {
  @IdField('产品', 'Id of the product')
  productId: string;

  @ExpectedVersionField()
  expectedVersion: number;
}

@InputType({ description: described('对一个产品的操作,须说明原因', 'A verb on one product, with its reason') })
export class ProductReasonInput extends ProductTargetInput {
  @TextField('原因', 'Reason', { max: REASON_MAX })
  reason: string;
}

@InputType({ description: described('撤回产品资质证明', 'Withdraw a paper about a product') })
export class WithdrawProductEvidenceInput extends ProductReasonInput {
  @IdField('资质证明', 'Id of the paper')
  evidenceId: string;
}

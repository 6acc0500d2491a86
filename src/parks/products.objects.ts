import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { connectionOf } from '../platform/graphql/connection.js';
import { described } from '../platform/graphql/descriptions.js';
import { DateTimeScalar, LocalDateScalar } from '../platform/graphql/scalars.js';
import { MutationPayload } from '../platform/graphql/user-errors.js';
import { BeneficiaryView } from './beneficiaries.objects.js';
import { EvidenceKind, ProductCategory, ProductStatus } from './product-states.js';

@ObjectType('ProductEvidence', {
  description: described('产品资质证明(管理办法第二十七条)', 'A paper about a product or its seller (Art. 27)'),
})
export class ProductEvidenceView {
  @Field(() => ID, { description: described('编号', 'Id') })
  id: string;

  @Field(() => EvidenceKind, { description: described('种类', 'Kind') })
  kind: EvidenceKind;

  @Field({ description: described('证明编号或名称', 'Number or title of the paper') })
  reference: string;

  @Field(() => String, {
    nullable: true,
    description: described('扫描件的 SHA-256;系统不保存扫描件', 'SHA-256 of the scanned document, which is not stored here'),
  })
  documentSha256: string | null;

  @Field(() => LocalDateScalar, { description: described('生效日', 'First valid day') })
  validFrom: string;

  @Field(() => LocalDateScalar, {
    nullable: true,
    description: described('最后有效日;长期有效为 null', 'Last valid day; null when it does not expire'),
  })
  validUntil: string | null;

  @Field(() => DateTimeScalar, { description: described('登记时间', 'When it was added') })
  addedAt: Date;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: described('撤回时间;撤回后不再有效', 'When it was withdrawn and ceased to count'),
  })
  withdrawnAt: Date | null;

  @Field(() => String, { nullable: true, description: described('撤回原因', 'Why it was withdrawn') })
  withdrawnReason: string | null;
}

@ObjectType('ProductPlatformCode', {
  description: described('平台商品编码:平台导出数据中对应本产品的编码', 'A code under which exports of a platform name the product'),
})
export class ProductPlatformCodeView {
  @Field(() => ID, { description: described('编号', 'Id') })
  id: string;

  @Field({ description: described('平台', 'The platform') })
  platform: string;

  @Field({ description: described('平台商品编码', "The platform's code") })
  code: string;

  @Field(() => DateTimeScalar, { description: described('对应时间', 'When the code was mapped') })
  mappedAt: Date;
}

@ObjectType('ProductStatusChange', { description: described('产品状态的一次变更', "One change of a product's state") })
export class ProductStatusChangeView {
  @Field(() => ID, { description: described('编号', 'Id') })
  id: string;

  @Field({ description: described('操作', 'The verb') })
  verb: string;

  @Field(() => ProductStatus, { nullable: true, description: described('原状态;提交时为 null', 'State before; null for the submission') })
  fromStatus: ProductStatus | null;

  @Field(() => ProductStatus, { description: described('新状态', 'State after') })
  toStatus: ProductStatus;

  @Field(() => String, { nullable: true, description: described('原因', 'Reason') })
  reason: string | null;

  @Field(() => DateTimeScalar, { description: described('时间', 'When') })
  changedAt: Date;
}

@ObjectType('BrandProduct', {
  description: described('品牌产品:园区在直播中销售的产品', 'A brand product: an item that the park sells on live'),
})
export class BrandProductView {
  @Field(() => ID, { description: described('编号', 'Id') })
  id: string;

  @Field(() => ID, { description: described('所属园区', 'Id of the park') })
  parkId: string;

  @Field({ description: described('产品名称', 'Name') })
  name: string;

  @Field({ description: described('园区内的产品编码', "The park's own code") })
  code: string;

  @Field(() => ProductCategory, { description: described('类别', 'Category') })
  category: ProductCategory;

  @Field({ description: described('产地', 'Where it comes from') })
  origin: string;

  @Field(() => String, { nullable: true, description: described('说明', 'Description') })
  description: string | null;

  @Field(() => ProductStatus, { description: described('状态', 'State') })
  status: ProductStatus;

  @Field(() => String, { nullable: true, description: described('最近一次状态变更的原因', 'Reason of the last change of state') })
  statusReason: string | null;

  @Field(() => DateTimeScalar, { description: described('提交时间', 'When it was submitted') })
  createdAt: Date;

  @Field(() => Int, { description: described('版本号', 'Version') })
  version: number;

  @Field(() => BeneficiaryView, { nullable: true, description: described('助农受益方', 'Whom selling it helps') })
  beneficiary: BeneficiaryView | null;

  @Field(() => [ProductEvidenceView], { description: described('资质证明,最近登记的在前', 'Its papers, latest first') })
  evidence: ProductEvidenceView[];

  @Field(() => [ProductPlatformCodeView], { description: described('平台商品编码', 'Its codes on platforms') })
  platformCodes: ProductPlatformCodeView[];

  @Field(() => [ProductStatusChangeView], { description: described('状态变更历史,最早的在前', 'History of its states, oldest first') })
  statusChanges: ProductStatusChangeView[];
}

/** A page of products. */
export const BrandProductConnection = connectionOf(BrandProductView, 'BrandProduct', '品牌产品', 'brand products');

@ObjectType({ description: described('产品操作的结果', 'Result of a verb on a product') })
export class ProductPayload extends MutationPayload {
  @Field(() => BrandProductView, { nullable: true, description: described('产品', 'The product') })
  product?: BrandProductView | null;
}

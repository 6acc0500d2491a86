import { Args, ID, Resolver } from '@nestjs/graphql';
import type { Caller } from '../platform/auth/caller.js';
import { CurrentCaller } from '../platform/auth/current-caller.js';
import type { Page, Selection } from '../platform/database/listing.js';
import { PageArgs } from '../platform/graphql/connection.js';
import { described } from '../platform/graphql/descriptions.js';
import { MutationOperation, QueryOperation } from '../platform/graphql/operations.js';
import { Selected, selectionBelow } from '../platform/graphql/selection.js';
import { ProductEvidences } from './product-evidence.service.js';
import {
  AddProductEvidenceInput,
  ProductReasonInput,
  ProductsArgs,
  ProductTargetInput,
  SubmitProductInput,
  WithdrawProductEvidenceInput,
} from './products.inputs.js';
import { BrandProductConnection, BrandProductView, ProductPayload } from './products.objects.js';
import { ProductQueries } from './products.queries.js';
import { Products } from './products.service.js';

const INPUT = { description: described('输入', 'Input') };
const READ = 'products.read';
const SUBMIT = 'products.submit';
const VERIFY = 'products.verify';

@Resolver()
export class ProductsResolver {
  constructor(
    private readonly catalog: Products,
    private readonly evidence: ProductEvidences,
    private readonly queries: ProductQueries,
  ) {}

  @QueryOperation(() => BrandProductConnection, { zh: '品牌产品列表', en: 'Brand products', permission: READ })
  products(@CurrentCaller() caller: Caller, @Args() args: ProductsArgs, @Selected() selection: Selection): Promise<Page<BrandProductView>> {
    return this.queries.products(caller, args, selection);
  }

  @QueryOperation(() => BrandProductView, { zh: '一个品牌产品', en: 'One brand product', permission: READ, nullable: true })
  product(
    @CurrentCaller() caller: Caller,
    @Args('id', { type: () => ID, description: described('编号', 'Id') }) id: string,
    @Selected() selection: Selection,
  ): Promise<BrandProductView | null> {
    return this.queries.product(caller, id, selection);
  }

  @QueryOperation(() => BrandProductConnection, {
    zh: '本受益方的产品',
    en: 'Products of the beneficiaries that the caller is',
    permission: 'own.sales',
  })
  myProducts(@CurrentCaller() caller: Caller, @Args() args: PageArgs, @Selected() selection: Selection): Promise<Page<BrandProductView>> {
    return this.queries.myProducts(caller, args, selection);
  }

  @MutationOperation(() => ProductPayload, { zh: '提交品牌产品', en: 'Submit a brand product', permission: SUBMIT })
  async submitProduct(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: SubmitProductInput,
    @Selected() selection: Selection,
  ): Promise<ProductPayload> {
    return this.shown(caller, await this.catalog.submitProduct(caller, input), selection);
  }

  @MutationOperation(() => ProductPayload, { zh: '登记产品资质证明', en: 'Add a paper about a product', permission: SUBMIT })
  async addProductEvidence(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: AddProductEvidenceInput,
    @Selected() selection: Selection,
  ): Promise<ProductPayload> {
    return this.shown(caller, await this.evidence.addProductEvidence(caller, input), selection);
  }

  @MutationOperation(() => ProductPayload, {
    zh: '撤回产品资质证明,记录保留',
    en: 'Withdraw a paper about a product; its record stays',
    permission: SUBMIT,
  })
  async withdrawProductEvidence(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: WithdrawProductEvidenceInput,
    @Selected() selection: Selection,
  ): Promise<ProductPayload> {
    return this.shown(caller, await this.evidence.withdrawProductEvidence(caller, input), selection);
  }

  @MutationOperation(() => ProductPayload, {
    zh: '核验产品资质(须有在有效期内的资质证明)',
    en: 'Verify a product, one paper of which must be in force',
    permission: VERIFY,
  })
  async verifyProduct(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: ProductTargetInput,
    @Selected() selection: Selection,
  ): Promise<ProductPayload> {
    return this.shown(caller, await this.catalog.verifyProduct(caller, input), selection);
  }

  @MutationOperation(() => ProductPayload, { zh: '上架已核验的产品', en: 'List a verified product', permission: VERIFY })
  async listProduct(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: ProductTargetInput,
    @Selected() selection: Selection,
  ): Promise<ProductPayload> {
    return this.shown(caller, await this.catalog.listProduct(caller, input), selection);
  }

  @MutationOperation(() => ProductPayload, { zh: '暂停销售产品', en: 'Suspend a listed product', permission: VERIFY })
  async suspendProduct(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: ProductReasonInput,
    @Selected() selection: Selection,
  ): Promise<ProductPayload> {
    return this.shown(caller, await this.catalog.suspendProduct(caller, input), selection);
  }

  @MutationOperation(() => ProductPayload, { zh: '恢复上架暂停销售的产品', en: 'List a suspended product again', permission: VERIFY })
  async relistProduct(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: ProductTargetInput,
    @Selected() selection: Selection,
  ): Promise<ProductPayload> {
    return this.shown(caller, await this.catalog.relistProduct(caller, input), selection);
  }

  @MutationOperation(() => ProductPayload, { zh: '产品退出,不再销售', en: 'Retire a product for good', permission: VERIFY })
  async retireProduct(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: ProductReasonInput,
    @Selected() selection: Selection,
  ): Promise<ProductPayload> {
    return this.shown(caller, await this.catalog.retireProduct(caller, input), selection);
  }

  private async shown(caller: Caller, id: string, selection: Selection): Promise<ProductPayload> {
    return { product: await this.queries.product(caller, id, selectionBelow(selection, 'product')) };
  }
}

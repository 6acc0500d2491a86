import { Module } from '@nestjs/common';
import { BeneficiaryQueries } from './beneficiaries.queries.js';
import { BeneficiariesResolver } from './beneficiaries.resolver.js';
import { Beneficiaries } from './beneficiaries.service.js';
import { ParkTies } from './park-ties.js';
import { ParkQueries } from './parks.queries.js';
import { ParksResolver } from './parks.resolver.js';
import { Parks } from './parks.service.js';
import { ProductEvidences } from './product-evidence.service.js';
import { ProductQueries } from './products.queries.js';
import { ProductsResolver } from './products.resolver.js';
import { Products } from './products.service.js';
import { SlotHolders } from './slot-holders.service.js';

const STRUCTURE = [Parks, SlotHolders, ParkTies, ParkQueries, ParksResolver];
const PRODUCTS = [Beneficiaries, BeneficiariesResolver, BeneficiaryQueries, ProductEvidences, ProductQueries, Products, ProductsResolver];

/** Parks with their structures, brand products and beneficiaries. */
@Module({
  providers: [...STRUCTURE, ...PRODUCTS],
  exports: [Parks, Beneficiaries, ProductEvidences, Products],
})
export class ParksModule {}

import { Park, ParkSlotHolder, ParkStatusChange, ParkStructureTemplate } from './park.entity.js';
import { Beneficiary, BrandProduct, ProductEvidence, ProductPlatformCode, ProductStatusChange } from './product.entity.js';

/** Entities of this module, for the application's list. */
export const PARK_ENTITIES = [
  Park,
  ParkStructureTemplate,
  ParkSlotHolder,
  ParkStatusChange,
  Beneficiary,
  BrandProduct,
  ProductEvidence,
  ProductStatusChange,
  ProductPlatformCode,
];

import { Module } from '@nestjs/common';
import { OrganizationsModule } from '../organizations/organizations.module.js';
import { CaseRecords } from './cases/case-records.js';
import { CaseScope } from './cases/case-scope.js';
import { CaseWorlds } from './cases/case-worlds.js';

/** Membership development: cases from the first letter to the archive, and the rules that judge them. */
@Module({
  imports: [OrganizationsModule],
  providers: [CaseRecords, CaseScope, CaseWorlds],
  exports: [CaseRecords, CaseScope],
})
export class DevelopmentModule {}

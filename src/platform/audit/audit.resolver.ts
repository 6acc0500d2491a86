import { Args, Resolver } from '@nestjs/graphql';
import type { Caller } from '../auth/caller.js';
import { CurrentCaller } from '../auth/current-caller.js';
import type { Page, Selection } from '../database/listing.js';
import { QueryOperation } from '../graphql/operations.js';
import { Selected } from '../graphql/selection.js';
import type { AuditVerification } from './audit-breaks.js';
import { AuditEntriesArgs } from './audit.inputs.js';
import { AuditEntryConnection, AuditVerificationView } from './audit.objects.js';
import { AuditQueries, type AuditEntryRow } from './audit.queries.js';

/** The trail, for auditors. */
@Resolver()
export class AuditResolver {
  constructor(private readonly queries: AuditQueries) {}

  @QueryOperation(() => AuditEntryConnection, {
    zh: '审计记录(本人审计范围内):谁在何时对什么做了什么,包括查看个人信息',
    en: 'Audit entries within the scope of the caller: who did what to which record, looks at personal data included',
    permission: 'audit.read',
  })
  auditEntries(
    @CurrentCaller() caller: Caller,
    @Args() args: AuditEntriesArgs,
    @Selected() selection: Selection,
  ): Promise<Page<AuditEntryRow>> {
    return this.queries.entries(caller, args, selection);
  }

  @QueryOperation(() => AuditVerificationView, {
    zh: '校验全部审计记录和哈希链,指出第一处改动',
    en: 'Verifies all audit entries and the hash chain and names the first thing that was changed',
    permission: 'audit.verify',
  })
  verifyAudit(): Promise<AuditVerification> {
    return this.queries.verification();
  }
}

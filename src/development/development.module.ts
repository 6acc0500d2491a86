import { Module } from '@nestjs/common';
import { OrganizationsModule } from '../organizations/organizations.module.js';
import { SpreadsheetModule } from '../platform/spreadsheet/spreadsheet.module.js';
import { CaseChangeListeners } from './cases/case-changes.js';
import { CaseConsents } from './cases/case-consents.service.js';
import { CaseLedger } from './cases/case-ledger.js';
import { CaseOpenings } from './cases/case-opening.service.js';
import { CaseSubjects } from './cases/case-subjects.js';
import { CaseReadings } from './cases/case-readings.queries.js';
import { CaseRecords } from './cases/case-records.js';
import { CaseScope } from './cases/case-scope.js';
import { CaseWorlds } from './cases/case-worlds.js';
import { CaseQueries } from './cases/case.queries.js';
import { DevelopmentCasesResolver } from './cases/cases.resolver.js';
import { CutOvers } from './cases/cut-overs.service.js';
import { DevelopmentTies } from './cases/development-ties.js';
import { FactLabels } from './cases/fact-labels.js';
import { FactChecks } from './cases/fact-checks.js';
import { FactDeciding } from './cases/fact-deciding.service.js';
import { FactPayloads } from './cases/fact-payloads.js';
import { FactRecording } from './cases/fact-recording.service.js';
import { FactReferenceChecks } from './cases/fact-reference-checks.js';
import { FactVoiding } from './cases/fact-voiding.service.js';
import { FactQueries } from './cases/fact.queries.js';
import { DevelopmentFactsResolver } from './cases/facts.resolver.js';
import { Handovers } from './cases/handovers.js';
import { MyCaseQueries } from './cases/my-case.queries.js';
import { MyDevelopmentCaseResolver } from './cases/my-case.resolver.js';
import { OverlayWithdrawals } from './cases/overlay-withdrawals.service.js';
import { RuleChanges } from './cases/rule-changes.js';
import { RuleOverlays } from './cases/rule-overlays.service.js';
import { RuleQueries } from './cases/rule.queries.js';
import { DevelopmentRulesResolver } from './cases/rules.resolver.js';
import { TwoPersons } from './cases/two-persons.js';
import { WaitingWork } from './cases/waiting-work.js';
import { OrganizationCells } from './oversight/organization-cells.js';
import { OrganizationSubtrees } from './oversight/organization-subtrees.js';
import { OVERSIGHT_PROVIDERS } from './oversight/oversight.providers.js';
import { EVIDENCE } from './evidence/evidence.providers.js';
import { TakeoverUploadsController } from './takeover/takeover-uploads.controller.js';
import { TAKEOVER } from './takeover/takeover.providers.js';

const RECORDS = [
  CaseRecords,
  CaseScope,
  CaseWorlds,
  CaseLedger,
  CaseChangeListeners,
  RuleChanges,
  FactChecks,
  Handovers,
  TwoPersons,
  WaitingWork,
];
const VERBS = [
  CaseOpenings,
  CaseSubjects,
  CaseConsents,
  FactReferenceChecks,
  FactRecording,
  FactDeciding,
  FactVoiding,
  CutOvers,
  RuleOverlays,
  OverlayWithdrawals,
];
const READS = [CaseQueries, FactLabels, FactQueries, FactPayloads, CaseReadings, MyCaseQueries, RuleQueries];
const RESOLVERS = [DevelopmentCasesResolver, DevelopmentFactsResolver, DevelopmentRulesResolver, MyDevelopmentCaseResolver];

/** Membership development: cases from the first letter to the archive, and the rules that judge them. */
@Module({
  imports: [OrganizationsModule, SpreadsheetModule],
  controllers: [TakeoverUploadsController],
  providers: [...RECORDS, ...VERBS, ...READS, ...RESOLVERS, DevelopmentTies, ...OVERSIGHT_PROVIDERS, ...EVIDENCE, ...TAKEOVER],
  exports: [CaseRecords, CaseScope, CaseChangeListeners, OrganizationSubtrees, OrganizationCells],
})
export class DevelopmentModule {}

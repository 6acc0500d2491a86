import { Injectable } from '@nestjs/common';
import { Access } from '../../access/access.js';
import type { PermissionName } from '../../access/roles.js';
import { organizationSummaryListing } from '../../organizations/organizations.queries.js';
import { organizationInScope } from '../../organizations/organization-records.js';
import type { Caller } from '../../platform/auth/caller.js';
import type { LocalDate } from '../../platform/clock/local-date.js';
import { INSTALLATION_SCOPE } from '../../platform/database/ids.js';
import { type ListingDefinition, Listings, type Page, type Selection, where } from '../../platform/database/listing.js';
import { Transactions } from '../../platform/database/transactions.js';
import { effectiveRuleSet } from '../rule-sets/effective-rule-set.js';
import { PARAMETER_DEFINITIONS } from '../rule-sets/parameters.js';
import type { RuleDefinition, RuleSet } from '../rule-sets/rule-set.js';
import { SHIPPED_RULE_SETS } from '../rule-sets/shipped-rule-sets.js';
import type { OrganizationRecordsArgs } from './rule.inputs.js';
import type { CutOverView, ImpactAssessmentView, RuleOverlayView, RuleSetView, RuleView } from './rule.objects.js';
import { overlaysOfLine } from './rule-overlays.service.js';

const ORGANIZATION: ListingDefinition['one'] = { organization: { listing: () => organizationSummaryListing, key: 'organizationId' } };
const NEWEST_FIRST = 'NEWEST_FIRST';

/** A column of the withdrawal that waits or was confirmed. */
const withdrawal = (column: string) =>
  `(SELECT w.${column} FROM rule_overlay_withdrawal w WHERE w.scopeId = {t}.scopeId AND w.onceKey = {t}.id)`;

const overlayListing: ListingDefinition = {
  table: 'rule_overlay',
  fields: {
    id: 'id',
    ruleSetId: 'ruleSetId',
    effectiveFrom: 'effectiveFrom',
    documentNumber: 'documentNumber',
    content: 'content',
    adoptedAt: 'adoptedAt',
    endsOn: withdrawal('endsOn'),
    withdrawalId: withdrawal('id'),
    withdrawalStatus: withdrawal('status'),
    withdrawalVersion: withdrawal('version'),
  },
  one: ORGANIZATION,
  orders: { NEWEST_FIRST: { by: ['{t}.adoptedAt'], direction: 'DESC' } },
};

const cutOverListing: ListingDefinition = {
  table: 'organization_cut_over',
  fields: {
    id: 'id',
    cutOverOn: 'cutOverOn',
    documentNumber: 'documentNumber',
    status: 'status',
    recordedAt: 'recordedAt',
    decidedAt: 'decidedAt',
    version: 'version',
  },
  one: ORGANIZATION,
  orders: { NEWEST_FIRST: { by: ['{t}.recordedAt'], direction: 'DESC' } },
};

const assessmentListing: ListingDefinition = {
  table: 'impact_assessment',
  fields: {
    id: 'id',
    assessedOn: 'assessedOn',
    documentNumber: 'documentNumber',
    conclusion: 'conclusion',
    keptUntil: 'keptUntil',
    recordedAt: 'recordedAt',
  },
  one: ORGANIZATION,
  orders: { NEWEST_FIRST: { by: ['{t}.recordedAt'], direction: 'DESC' } },
};

/** The rules as people read them, and what organizations have decided about them. */
@Injectable()
export class RuleQueries {
  constructor(
    private readonly listings: Listings,
    private readonly access: Access,
    private readonly transactions: Transactions,
  ) {}

  /** Every version as it ships. */
  ruleSets(): RuleSetView[] {
    return SHIPPED_RULE_SETS.map(ruleSetView);
  }

  /** The set in force in an organization on a day, its own overlays and those of the line above it applied. Throws NOT_FOUND. */
  async effective(caller: Caller, organizationId: string, onDay: LocalDate): Promise<RuleSetView> {
    const scope = await this.access.organizations(caller, 'development.rules.read');
    return this.transactions.run(async (tx) => {
      await organizationInScope(tx, scope, organizationId, 'organizationId');
      return ruleSetView(effectiveRuleSet(SHIPPED_RULE_SETS, await overlaysOfLine(tx, organizationId), onDay));
    });
  }

  overlays(caller: Caller, args: OrganizationRecordsArgs, selection: Selection): Promise<Page<RuleOverlayView>> {
    return this.page<RuleOverlayView>(caller, overlayListing, args, selection);
  }

  cutOvers(caller: Caller, args: OrganizationRecordsArgs, selection: Selection): Promise<Page<CutOverView>> {
    return this.page<CutOverView>(caller, cutOverListing, args, selection);
  }

  assessments(caller: Caller, args: OrganizationRecordsArgs, selection: Selection): Promise<Page<ImpactAssessmentView>> {
    return this.page<ImpactAssessmentView>(caller, assessmentListing, args, selection);
  }

  overlay(caller: Caller, id: string, selection: Selection): Promise<RuleOverlayView | null> {
    return this.one<RuleOverlayView>(caller, 'development.rules.manage', overlayListing, id, selection);
  }

  cutOver(caller: Caller, id: string, selection: Selection): Promise<CutOverView | null> {
    return this.one<CutOverView>(caller, 'development.read', cutOverListing, id, selection);
  }

  assessment(caller: Caller, id: string, selection: Selection): Promise<ImpactAssessmentView | null> {
    return this.one<ImpactAssessmentView>(caller, 'development.rules.manage', assessmentListing, id, selection);
  }

  private async page<View>(
    caller: Caller,
    listing: ListingDefinition,
    { organizationId, first, after }: OrganizationRecordsArgs,
    selection: Selection,
  ): Promise<Page<View>> {
    const scope = await this.access.organizations(caller, 'development.rules.read');
    const conditions = [where('{t}.scopeId = ?', INSTALLATION_SCOPE), scope.condition()];
    if (organizationId) conditions.push(where('{t}.organizationId = ?', organizationId));
    return this.listings.page<View>(listing, { selection, conditions, order: NEWEST_FIRST, first, after });
  }

  private async one<View>(
    caller: Caller,
    permission: PermissionName,
    listing: ListingDefinition,
    id: string,
    selection: Selection,
  ): Promise<View | null> {
    const scope = await this.access.organizations(caller, permission);
    return this.listings.one<View>(listing, selection, [where('{t}.id = ?', id), scope.condition()]);
  }
}

/** A rule set as it is shown. */
export function ruleSetView({ id, title, isSecondHand, effectiveFrom, effectiveTo, rules, steps }: RuleSet): RuleSetView {
  return {
    id,
    title,
    isSecondHand,
    effectiveFrom,
    effectiveTo,
    rules: rules.map(ruleView),
    steps: steps.map(({ number, code, stage, zh, en, completedBy, forms }) => ({
      number,
      code,
      stage,
      title: { zh, en },
      completedBy: completedBy === 'EXTRA' ? null : completedBy,
      forms: [...forms],
    })),
  };
}

function ruleView({ id, article, text, severity, evidence, parameters, effectiveFrom, effectiveTo }: RuleDefinition): RuleView {
  const labelOf = (name: string) => PARAMETER_DEFINITIONS.find((entry) => entry.ruleId === id && entry.name === name)?.label ?? null;
  return {
    ruleId: id,
    article,
    text,
    severity,
    evidence,
    effectiveFrom,
    effectiveTo,
    parameters: Object.entries(parameters).map(([name, value]) => ({ name, value: String(value), label: labelOf(name) })),
  };
}

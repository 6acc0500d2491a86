import { Injectable } from '@nestjs/common';
import { Access } from '../../access/access.js';
import { organizationInScope } from '../../organizations/organization-records.js';
import { AuditTrail } from '../../platform/audit/audit-trail.js';
import type { Caller } from '../../platform/auth/caller.js';
import { addMonths, type LocalDate, localDateOf } from '../../platform/clock/local-date.js';
import { INSTALLATION_SCOPE, newId } from '../../platform/database/ids.js';
import { inList, type Tx, Transactions } from '../../platform/database/transactions.js';
import { refuseIfAny } from '../../platform/errors/refusals.js';
import { Idempotency } from '../../platform/idempotency/idempotency.js';
import { serializeOn } from '../../platform/queue/key-lock.js';
import { effectiveRuleSet, refusalsToTighten } from '../rule-sets/effective-rule-set.js';
import type { RuleOverlay, RuleSet, RuleSetId } from '../rule-sets/rule-set.js';
import { SHIPPED_RULE_SETS } from '../rule-sets/shipped-rule-sets.js';
import { ASSESSMENT_IN_FUTURE } from './consents.errors.js';
import { OVERLAY_IN_PAST } from './rules.errors.js';
import { ImpactAssessment, RuleOverlayRow } from './development-rules.entity.js';
import { RuleChanges } from './rule-changes.js';
import { OVERLAY_COLUMNS, type OverlayContent, type OverlayRow, overlayOf } from './rule-overlay-rows.js';

/** How long an impact assessment is kept (PR-4). */
const ASSESSMENT_KEPT_MONTHS = 36;

/** What an organization is to demand beyond a rule set. */
export interface Adoption extends OverlayContent {
  organizationId: string;
  ruleSetId: RuleSetId;
  effectiveFrom: LocalDate;
  documentNumber: string;
  idempotencyKey: string;
}

/** An impact assessment that was made. */
export interface Assessment {
  organizationId: string;
  assessedOn: LocalDate;
  documentNumber: string;
  conclusion: string;
  idempotencyKey: string;
}

/** What a district decides for itself and everything below it: stricter rules, and that keeping party-stage data was assessed. */
@Injectable()
export class RuleOverlays {
  constructor(
    private readonly access: Access,
    private readonly idempotency: Idempotency,
    private readonly transactions: Transactions,
    private readonly audit: AuditTrail,
    private readonly changes: RuleChanges,
  ) {}

  /**
   * Adopts an overlay from a day on that has not passed, and returns its id. It can only tighten: OVERLAY_LOOSENS and the like are refused
   * all at once.
   */
  async adoptOverlay(caller: Caller, adoption: Adoption): Promise<string> {
    const scope = await this.access.organizations(caller, 'development.rules.manage');
    const request = { scopeId: INSTALLATION_SCOPE, key: adoption.idempotencyKey, operation: 'adoptRuleOverlay', input: adoption };
    const { ref } = await this.idempotency.once(caller, request, async (tx) => {
      await serializeOn(tx, INSTALLATION_SCOPE, 'rule-overlay', adoption.ruleSetId);
      await organizationInScope(tx, scope, adoption.organizationId, 'input', 'organizationId');
      await this.tightened(tx, adoption);
      const { organizationId, ruleSetId, effectiveFrom, documentNumber } = adoption;
      const content = contentOf(adoption);
      const id = newId();
      const row = { id, scopeId: INSTALLATION_SCOPE, organizationId, ruleSetId, effectiveFrom, documentNumber, content };
      await tx.insert(RuleOverlayRow, [{ ...row, adoptedBy: caller.accountId, adoptedAt: tx.at }]);
      await this.audit.record(tx, caller, {
        scopeId: organizationId,
        action: 'adoptRuleOverlay',
        recordKind: 'RuleOverlay',
        recordId: id,
        changes: Object.entries({ ruleSetId, effectiveFrom, documentNumber, content }).map(([field, after]) => ({ field, after })),
      });
      await this.changes.tell(tx);
      return id;
    });
    return ref;
  }

  /** The rule set as it would be with the overlay; nothing is written. */
  async previewOverlay(caller: Caller, adoption: Omit<Adoption, 'idempotencyKey'>): Promise<RuleSet> {
    const scope = await this.access.organizations(caller, 'development.rules.manage');
    return this.transactions.run(async (tx) => {
      await organizationInScope(tx, scope, adoption.organizationId, 'input', 'organizationId');
      return this.tightened(tx, adoption);
    });
  }

  /** The rule set as it is in force where and when the overlay takes effect; asked after the adoption, so that a repetition answers the same. */
  async ruleSetWith(caller: Caller, { organizationId, ruleSetId, effectiveFrom }: Adoption): Promise<RuleSet> {
    const scope = await this.access.organizations(caller, 'development.rules.manage');
    return this.transactions.run(async (tx) => {
      await organizationInScope(tx, scope, organizationId, 'input', 'organizationId');
      const shipped = SHIPPED_RULE_SETS.filter(({ id }) => id === ruleSetId);
      return effectiveRuleSet(shipped, await overlaysOfLine(tx, organizationId), effectiveFrom);
    });
  }

  /** Records an impact assessment, without which nobody's case is opened in the organization or below it (PR-4). */
  async recordAssessment(caller: Caller, assessment: Assessment): Promise<string> {
    const { organizationId, assessedOn, documentNumber, conclusion } = assessment;
    const scope = await this.access.organizations(caller, 'development.rules.manage');
    const request = { scopeId: INSTALLATION_SCOPE, key: assessment.idempotencyKey, operation: 'recordImpactAssessment', input: assessment };
    const { ref } = await this.idempotency.once(caller, request, async (tx) => {
      await organizationInScope(tx, scope, organizationId, 'input', 'organizationId');
      refuseIfAny(assessedOn > localDateOf(tx.at) ? [ASSESSMENT_IN_FUTURE({ onDay: assessedOn }, 'input', 'assessedOn')] : []);
      const id = newId();
      const facts = { organizationId, assessedOn, documentNumber, conclusion, keptUntil: addMonths(assessedOn, ASSESSMENT_KEPT_MONTHS) };
      await tx.insert(ImpactAssessment, [{ id, scopeId: INSTALLATION_SCOPE, ...facts, recordedBy: caller.accountId, recordedAt: tx.at }]);
      const act = { scopeId: organizationId, action: 'recordImpactAssessment', recordKind: 'ImpactAssessment', recordId: id };
      await this.audit.record(tx, caller, {
        ...act,
        changes: Object.entries({ assessedOn, documentNumber }).map(([field, after]) => ({ field, after })),
      });
      return id;
    });
    return ref;
  }

  /** The set with the overlays of the line above and the new one; throws what keeps it from being adopted. */
  private async tightened(tx: Tx, adoption: Omit<Adoption, 'idempotencyKey'>): Promise<RuleSet> {
    const { organizationId, ruleSetId, effectiveFrom } = adoption;
    const overlay: RuleOverlay = { id: newId(), organizationId, ruleSetId, effectiveFrom, ...contentOf(adoption) };
    const shipped = SHIPPED_RULE_SETS.filter(({ id }) => id === ruleSetId);
    const above = await overlaysOfLine(tx, organizationId);
    const current = effectiveRuleSet(shipped, above, effectiveFrom);
    const isPast = effectiveFrom < localDateOf(tx.at);
    refuseIfAny([
      ...(isPast ? [OVERLAY_IN_PAST({ effectiveFrom }, 'input', 'effectiveFrom')] : []),
      ...refusalsToTighten(overlay, current),
    ]);
    return effectiveRuleSet(shipped, [...above, overlay], effectiveFrom);
  }
}

function contentOf({ parameters, stepPlan, extraSteps, extraForms }: OverlayContent): OverlayContent {
  return { parameters, stepPlan, extraSteps, extraForms };
}

/** Overlays of an organization and of those above it, from the root down, older ones first. */
export async function overlaysOfLine(tx: Tx, organizationId: string): Promise<RuleOverlay[]> {
  const line = await tx.rows<{ id: string; depth: number }>(
    'SELECT ancestorId AS id, depth FROM organization_closure WHERE scopeId = ? AND descendantId = ? ORDER BY depth DESC',
    [INSTALLATION_SCOPE, organizationId],
  );
  if (line.length === 0) return [];
  const ids = line.map(({ id }) => id);
  const rows = await tx.rows<OverlayRow>(
    `SELECT ${OVERLAY_COLUMNS} FROM rule_overlay WHERE scopeId = ? AND organizationId IN ${inList(ids)} ORDER BY effectiveFrom, id`,
    [INSTALLATION_SCOPE, ...ids],
  );
  return ids.flatMap((id) => rows.filter((row) => row.organizationId === id).map(overlayOf));
}

import { Injectable } from '@nestjs/common';
import { Access } from '../access/access.js';
import { AuditTrail } from '../platform/audit/audit-trail.js';
import type { Caller } from '../platform/auth/caller.js';
import type { LocalDate } from '../platform/clock/local-date.js';
import { newId } from '../platform/database/ids.js';
import type { Tx } from '../platform/database/transactions.js';
import { refuseIfAny } from '../platform/errors/refusals.js';
import { Idempotency } from '../platform/idempotency/idempotency.js';
import { type LockKey, serializeOn, serializeOnAll } from '../platform/queue/key-lock.js';
import { type DatedStandard, type SkillStandardValues } from './skill-standard.js';
import { SkillRequirement, SkillStandard } from './skill-standard.entity.js';
import {
  nextStandardVersion,
  refusalsOfEffect,
  refusalsOfStandard,
  refusalsOfVersion,
  STANDARD_VERSIONS_MAX,
} from './skill-standard.rules.js';

/** A new version of a park's standard. */
export interface StandardToPublish {
  parkId: string;
  effectiveOn: LocalDate;
  values: SkillStandardValues;
  reason: string;
  idempotencyKey: string;
}

/** From which day on a park's hosts need a certificate; null: not at all. */
export interface RequirementDecision {
  parkId: string;
  requiredFrom?: LocalDate | null;
  reason: string;
  idempotencyKey: string;
}

const STANDARD_LOCK = { kind: 'skill-standard', key: 'standard' };

/**
 * Makes changes of one track run one after the other, and none of them beside the publication of a standard; `beside` names what else a change
 * must not meet. It comes before the first read of the transaction.
 */
export function serializeOnTrack(tx: Tx, parkId: string, trackKey: string, beside: readonly LockKey[] = []): Promise<void> {
  return serializeOnAll(tx, parkId, [{ kind: 'skill-track', key: trackKey }, STANDARD_LOCK, ...beside]);
}

/** The published versions of a park, the oldest first. */
export async function standardsOf(tx: Tx, parkId: string): Promise<DatedStandard[]> {
  const rows = await tx.manager.find(SkillStandard, { where: { parkId }, order: { standardVersion: 'ASC' }, take: STANDARD_VERSIONS_MAX });
  return rows.map(({ standardVersion, effectiveOn, standardValues }) => ({ standardVersion, effectiveOn, values: standardValues }));
}

/** The day from which on sessions of the park need certified hosts; null while no decision says so. */
export async function requiredFrom(tx: Tx, parkId: string): Promise<LocalDate | null> {
  const [row] = await tx.rows<{ requiredFrom: LocalDate | null }>(
    'SELECT requiredFrom FROM skill_requirement WHERE parkId = ? ORDER BY decisionNumber DESC LIMIT 1',
    [parkId],
  );
  return row?.requiredFrom ?? null;
}

/** A park's own numbers, in dated versions, and its decision from when on they bind the confirmation of sessions. */
@Injectable()
export class SkillStandards {
  constructor(
    private readonly access: Access,
    private readonly idempotency: Idempotency,
    private readonly audit: AuditTrail,
  ) {}

  /** Publishes a version. Refuses one that contradicts itself, and one that would judge again what was judged (STANDARD_TOO_EARLY). */
  async publishSkillStandard(caller: Caller, input: StandardToPublish): Promise<string> {
    const { parkId, effectiveOn, values, reason } = input;
    await this.access.requirePark(caller, 'skills.manage', parkId, 'input', 'parkId');
    const request = { scopeId: parkId, key: input.idempotencyKey, operation: 'publishSkillStandard', input };
    const { ref } = await this.idempotency.once(caller, request, async (tx) => {
      await serializeOn(tx, parkId, STANDARD_LOCK.kind, STANDARD_LOCK.key);
      const versions = await standardsOf(tx, parkId);
      const lastOn = await lastEvidenceOn(tx, parkId);
      const standardVersion = nextStandardVersion(versions);
      refuseIfAny([
        ...refusalsOfStandard(values),
        ...refusalsOfEffect(effectiveOn, versions, lastOn),
        ...refusalsOfVersion(standardVersion),
      ]);
      const id = newId();
      const row = { id, parkId, standardVersion, effectiveOn, standardValues: values, reason };
      await tx.insert(SkillStandard, [{ ...row, publishedAt: tx.at, publishedBy: caller.accountId }]);
      await this.audit.record(tx, caller, {
        scopeId: parkId,
        action: 'publishSkillStandard',
        recordKind: 'SkillStandard',
        recordId: id,
        changes: [
          { field: 'standardVersion', after: standardVersion },
          { field: 'effectiveOn', after: effectiveOn },
          ...Object.entries(values).map(([field, after]) => ({ field, before: valueBefore(versions, field), after: after as unknown })),
        ],
        reason,
      });
      return id;
    });
    return ref;
  }

  /** Decides from which day on sessions need certified hosts, or that they do not. Earlier decisions stay readable. */
  async changeSkillRequirement(caller: Caller, input: RequirementDecision): Promise<string> {
    const { parkId, reason } = input;
    await this.access.requirePark(caller, 'skills.manage', parkId, 'input', 'parkId');
    const request = { scopeId: parkId, key: input.idempotencyKey, operation: 'changeSkillRequirement', input };
    const { ref } = await this.idempotency.once(caller, request, async (tx) => {
      await serializeOn(tx, parkId, 'skill-requirement', 'requirement');
      const before = await requiredFrom(tx, parkId);
      const [last] = await tx.rows<{ decisionNumber: number }>(
        'SELECT decisionNumber FROM skill_requirement WHERE parkId = ? ORDER BY decisionNumber DESC LIMIT 1',
        [parkId],
      );
      const id = newId();
      const after = input.requiredFrom ?? null;
      const row = { id, parkId, decisionNumber: (last?.decisionNumber ?? 0) + 1, requiredFrom: after, reason };
      await tx.insert(SkillRequirement, [{ ...row, decidedAt: tx.at, decidedBy: caller.accountId }]);
      await this.audit.record(tx, caller, {
        scopeId: parkId,
        action: 'changeSkillRequirement',
        recordKind: 'SkillRequirement',
        recordId: id,
        changes: [{ field: 'requiredFrom', before, after }],
        reason,
      });
      return id;
    });
    return ref;
  }
}

async function lastEvidenceOn(tx: Tx, parkId: string): Promise<LocalDate | null> {
  const [row] = await tx.rows<{ heldOn: LocalDate }>('SELECT heldOn FROM skill_evidence WHERE parkId = ? ORDER BY heldOn DESC LIMIT 1', [
    parkId,
  ]);
  return row?.heldOn ?? null;
}

function valueBefore(versions: readonly DatedStandard[], field: string): unknown {
  return (versions.at(-1)?.values as Record<string, unknown> | undefined)?.[field];
}

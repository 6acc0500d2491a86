import { Injectable } from '@nestjs/common';
import type { Caller } from '../../platform/auth/caller.js';
import { localDateOf } from '../../platform/clock/local-date.js';
import { INSTALLATION_SCOPE, newId } from '../../platform/database/ids.js';
import type { Tx } from '../../platform/database/transactions.js';
import { updateVersioned } from '../../platform/database/versioned-rows.js';
import { refuseIfAny, type Refusal } from '../../platform/errors/refusals.js';
import { Idempotency } from '../../platform/idempotency/idempotency.js';
import type { CaseFact, FactKind } from '../machine/case-facts.js';
import { factWord } from '../machine/rule-words.js';
import { CaseLedger, factChanges, serializeOnCase } from './case-ledger.js';
import { CaseRecords, type CaseRow, type LoadedCase } from './case-records.js';
import { type CaseReach, CaseScope, type ReachedCase } from './case-scope.js';
import { WRONG_SIDE_OF_TRANSFER } from './cases.errors.js';
import { CONSENT_WITHDRAWN } from './consents.errors.js';
import { FACT_WAITS } from './facts.errors.js';
import { DevelopmentFact } from './development-case.entity.js';
import type { RecordDevelopmentFactInput } from './fact.inputs.js';
import { FactReferenceChecks, type ReferenceCheck } from './fact-reference-checks.js';
import { type NamedFact, namedFact } from './fact-references.js';
import { TwoPersons } from './two-persons.js';

/** Kinds that the receiving organization records while a case is on its way to it. */
const ANSWERS: readonly FactKind[] = ['TRANSFER_ACKNOWLEDGED', 'TRANSFER_DECLINED'];
/** Kinds that may still be recorded when the person has withdrawn the consent: they end the case (PR-2). */
const ENDINGS: readonly FactKind[] = ['WITHDRAWN', 'REMOVED', 'CASE_ENDED', 'DECEASED'];
/**
 * A membership on probation is ended or confirmed by vote and approval alone (R25, R28), and the papers of a decided case belong to the file
 * (R34): these duties do not rest on the consent. Inspections, moves and everything else that is not needed for them stop.
 */
const CONCLUSIONS: readonly FactKind[] = [
  ...(['CONVERSION_APPLIED', 'CONVERSION_OPINIONS_HEARD', 'CONVERSION_EXAMINED', 'CONVERSION_VOTED', 'CONVERSION_DECIDED'] as const),
  'ARCHIVED',
];

/** The organization on whose behalf the caller acts on a fact of this kind, with the reason against it when there is one. */
export function actingSide(row: ReachedCase, kind: FactKind): { organizationId: string; refusals: Refusal[] } {
  const isAnswer = row.pendingOrganizationId !== null && ANSWERS.includes(kind);
  const mayAct = isAnswer ? row.isReceived : row.isHandled;
  const organizationId = isAnswer ? row.pendingOrganizationId! : row.organizationId;
  return { organizationId, refusals: mayAct ? [] : [WRONG_SIDE_OF_TRANSFER({}, 'input')] };
}

/** Without the person's consent nothing new is kept, only what ends the case, and what concludes a membership that there is (PR-2). */
export function refusalsOfConsent({ consentWithdrawnOn }: CaseRow, kind: FactKind): Refusal[] {
  const isKept = ENDINGS.includes(kind) || CONCLUSIONS.includes(kind);
  return consentWithdrawnOn === null || isKept ? [] : [CONSENT_WITHDRAWN({ withdrawnOn: consentWithdrawnOn }, 'input')];
}

/** First half of every step: somebody records what happened (INV-21, R36). */
@Injectable()
export class FactRecording {
  constructor(
    private readonly scope: CaseScope,
    private readonly records: CaseRecords,
    private readonly ledger: CaseLedger,
    private readonly references: FactReferenceChecks,
    private readonly twoPersons: TwoPersons,
    private readonly idempotency: Idempotency,
  ) {}

  /**
   * Records a fact, which counts once somebody else has confirmed it; returns its id. Facts come one by one: while one waits, another is
   * refused (FACT_WAITS). The rules judge it at once, and nothing is stored when one of them stops it (RULE_BLOCKS_STEP, RULE_NEEDS_REASON).
   */
  async recordFact(caller: Caller, input: RecordDevelopmentFactInput): Promise<string> {
    const reach = await this.scope.reachOf(caller, 'development.record');
    const seen = await this.scope.requireCase(caller, 'development.record', input.caseId, 'input', 'caseId');
    const named = namedFact(input.fact);
    const check = await this.references.of(caller);
    const request = { scopeId: INSTALLATION_SCOPE, key: input.idempotencyKey, operation: 'recordDevelopmentFact', input };
    const { ref } = await this.idempotency.once(caller, request, async (tx) => {
      await serializeOnCase(tx, seen);
      return this.recordIn(tx, caller, input, { named, reach, check });
    });
    return ref;
  }

  private async recordIn(
    tx: Tx,
    caller: Caller,
    input: RecordDevelopmentFactInput,
    { named, reach, check }: { named: NamedFact; reach: CaseReach; check: ReferenceCheck },
  ): Promise<string> {
    const row = await reach.require(tx, input.caseId, 'input', 'caseId');
    const loaded = await this.records.load(tx, row.id);
    const side = actingSide(row, named.kind);
    const refusals = [
      ...side.refusals,
      ...(await check(tx, row, named)),
      ...(await this.twoPersons.refusals(tx, caller, row.personId, null)),
      ...refusalsOfConsent(row, named.kind),
      ...refusalsOfWaiting(loaded),
    ];
    const fact = {
      id: newId(),
      kind: named.kind,
      sequence: await nextSequence(tx, row.id),
      occurredOn: input.occurredOn,
      documentNumber: input.documentNumber ?? null,
      organizationId: side.organizationId,
      overrides: (input.overrides ?? []).map(({ ruleId, reason }) => ({ ruleId, reason })),
      data: named.data,
    } as CaseFact;
    const judged = await this.ledger.judge(tx, loaded, fact, localDateOf(tx.at));
    refuseIfAny([...refusals, ...judged.refusals]);
    await tx.insert(DevelopmentFact, [factRow(tx, caller, row, fact)]);
    await this.ledger.keepChecks(tx, row, fact.id, 'RECORDED', judged.checks);
    await updateVersioned(tx, 'development_case', { id: row.id, version: row.version }, {});
    await this.ledger.record(tx, caller, row, 'recordDevelopmentFact', factChanges(fact));
    await this.ledger.waiting.factWaits(tx, row, fact, caller.accountId);
    return fact.id;
  }
}

/** The row of a fact that waits for its confirmation. */
function factRow(tx: Tx, caller: Caller, row: CaseRow, fact: CaseFact): Partial<DevelopmentFact> {
  const { id, kind, sequence, occurredOn, documentNumber, organizationId, overrides, data } = fact;
  return {
    id,
    scopeId: INSTALLATION_SCOPE,
    caseId: row.id,
    sequence,
    kind,
    occurredOn,
    documentNumber,
    organizationId,
    data,
    overrides: [...overrides],
    status: 'PENDING',
    recordedBy: caller.accountId,
    recordedAt: tx.at,
    version: 1,
  };
}

/** The number of the next fact, whatever became of those before. */
async function nextSequence(tx: Tx, caseId: string): Promise<number> {
  const [last] = await tx.rows<{ last: number | null }>(
    'SELECT MAX(sequence) AS last FROM development_fact WHERE scopeId = ? AND caseId = ?',
    [INSTALLATION_SCOPE, caseId],
  );
  return Number(last?.last ?? 0) + 1;
}

function refusalsOfWaiting({ pending }: LoadedCase): Refusal[] {
  return pending.map(({ fact }) => {
    const { zh, en } = factWord(fact.kind);
    return FACT_WAITS({ factId: fact.id, kindZh: zh, kindEn: en, occurredOn: fact.occurredOn }, 'input', 'fact');
  });
}

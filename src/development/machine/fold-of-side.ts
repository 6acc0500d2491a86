import type { CaseFact } from './case-facts.js';
import type { CaseView, Transfer } from './case-state.js';
import { pendingTransfer, unexaminedTransfer } from './fact-places.js';

const SIDE_OF_END = { WITHDRAWN: 'WITHDRAWN', REMOVED: 'REMOVED', CASE_ENDED: 'ENDED', DECEASED: 'DECEASED' } as const;

function withTransfer({ transfers }: CaseView, changed: Transfer | undefined, change: Partial<Transfer>): Pick<CaseView, 'transfers'> {
  return { transfers: transfers.map((transfer) => (transfer === changed ? { ...transfer, ...change } : transfer)) };
}

/** Moves, pauses, ends and decisions on breaches, beside the stages (6.3, INV-13a, INV-14). */
export function foldSide(view: CaseView, fact: CaseFact): CaseView {
  switch (fact.kind) {
    case 'TRANSFER_STARTED': {
      const { toOrganizationId, isFileHandedOver, letterDaysMax } = fact.data;
      const transfer: Transfer = {
        factId: fact.id,
        fromOrganizationId: view.organizationId,
        toOrganizationId,
        startedOn: fact.occurredOn,
        stage: view.stage,
        isFileHandedOver,
        letterDaysMax,
        acknowledgedOn: null,
        declinedOn: null,
        isFileExamined: false,
      };
      return { ...view, isTransferPending: true, transfers: [...view.transfers, transfer] };
    }
    case 'TRANSFER_ACKNOWLEDGED': {
      const { isFileExamined } = fact.data;
      /* A second acknowledgement says that the file has been examined meanwhile; the arrival stays the same. */
      const pending = pendingTransfer(view);
      if (!pending) return { ...view, ...withTransfer(view, unexaminedTransfer(view), { isFileExamined }) };
      const transfers = withTransfer(view, pending, { acknowledgedOn: fact.occurredOn, isFileExamined });
      return { ...view, ...transfers, organizationId: pending.toOrganizationId, isTransferPending: false };
    }
    case 'TRANSFER_DECLINED':
      return { ...view, ...withTransfer(view, pendingTransfer(view), { declinedOn: fact.occurredOn }), isTransferPending: false };
    case 'PAUSED':
      return { ...view, isPaused: true };
    case 'RESUMED':
      return { ...view, isPaused: false };
    case 'WITHDRAWN':
    case 'REMOVED':
    case 'CASE_ENDED':
    case 'DECEASED':
      return { ...view, stage: 'CLOSED', side: SIDE_OF_END[fact.kind] };
    case 'BREACH_DECIDED': {
      const { factId, ruleId, isAccepted } = fact.data;
      const decision = { factId: fact.id, on: fact.occurredOn, documentNumber: fact.documentNumber, isAccepted };
      return {
        ...view,
        breaches: view.breaches.map((breach) => (breach.factId === factId && breach.ruleId === ruleId ? { ...breach, decision } : breach)),
      };
    }
    default:
      return view;
  }
}

import type { Bilingual } from '../errors/faults.js';

/** What the verifier can find, in words. */
export const AUDIT_BREAK_MESSAGES = {
  ENTRY_CHANGED: { zh: '审计记录的内容与它的摘要不符', en: 'an entry does not fit its digest' },
  ENTRY_MISSING: { zh: '审计记录已不存在', en: 'an entry is gone' },
  ENTRY_UNKNOWN: { zh: '审计记录既未封存也不在待封存之列', en: 'an entry is neither sealed nor waiting to be sealed' },
  SEAL_CHANGED: { zh: '封存链中的一环被改动', en: 'a link of the chain was changed' },
  SEAL_MISSING: { zh: '封存链中缺少一环', en: 'a link of the chain is gone' },
  SEAL_UNKNOWN: { zh: '封存链末端之后多出一环', en: 'there is a link beyond the end of the chain' },
  HEAD_CHANGED: { zh: '封存链的末端被改动,或末尾若干环被删去', en: "the chain's end was changed, or its last links were cut" },
} as const satisfies Record<string, Bilingual>;

/** The first thing that is wrong. */
export interface AuditBreak {
  kind: keyof typeof AUDIT_BREAK_MESSAGES;
  /** Place in the chain; null for an entry that has none. */
  seq: number | null;
  entryId: string | null;
}

/** The outcome of a verification. */
export interface AuditVerification {
  isIntact: boolean;
  firstBreak: AuditBreak | null;
  sealedCount: number;
  unsealedCount: number;
  /** Age of the oldest entry that waits to be sealed. */
  unsealedLagSeconds: number;
  /** The chain's end. Written down outside the database, it also proves that nobody put an older copy of the whole in its place. */
  head: { seq: number; hash: string };
}

import { createHash } from 'node:crypto';
import { canonicalJson } from '../platform/idempotency/canonical-json.js';
import type { PledgeAudience, RenewalRule } from './template-states.js';

/** Names the way in which a content is written before it is hashed; another way is another form. */
const FORM = 'parkcast-pledge/1';

/** One numbered clause. */
export interface PledgeClause {
  /** Counts from 1. */
  number: number;
  text: string;
  textEn: string;
}

/** Everything that a signature is bound to (INV-39). */
export interface PledgeContent {
  code: string;
  templateVersion: number;
  name: string;
  nameEn: string;
  audience: PledgeAudience;
  preamble: string;
  preambleEn: string;
  clauses: readonly PledgeClause[];
  validityMonths: number;
  renewalRule: RenewalRule;
}

/** What a text says and for how long, without the number of its version: two versions with the same words promise the same. */
export function wordsOf(content: Omit<PledgeContent, 'code' | 'templateVersion'>): string {
  const { name, nameEn, audience, preamble, preambleEn, clauses, validityMonths, renewalRule } = content;
  const texts = clauses.map(({ text, textEn }) => [text, textEn]);
  return canonicalJson({ name, nameEn, audience, preamble, preambleEn, texts, validityMonths, renewalRule });
}

/** SHA-256 of the content's canonical form, 64 hexadecimal characters. One altered character anywhere gives another hash. */
export function contentHashOf(content: PledgeContent): string {
  const { code, templateVersion, name, nameEn, audience, preamble, preambleEn, validityMonths, renewalRule } = content;
  const clauses = content.clauses.map(({ number, text, textEn }) => ({ number, text, textEn }));
  const form = { form: FORM, code, templateVersion, name, nameEn, audience, preamble, preambleEn, clauses, validityMonths, renewalRule };
  return createHash('sha256').update(canonicalJson(form)).digest('hex');
}

/** The texts of an input as numbered clauses; the translation of one that has none is empty. */
export function numbered(texts: readonly { text: string; textEn?: string | null }[]): PledgeClause[] {
  return texts.map(({ text, textEn }, index) => ({ number: index + 1, text, textEn: textEn ?? '' }));
}

import { createHash, randomBytes } from 'node:crypto';

/** Lifetime of an access token. */
export const ACCESS_TOKEN_MINUTES = 15;
/** Lifetime of a refresh token; each exchange begins it anew. */
export const REFRESH_TOKEN_DAYS = 14;
/** Longest lifetime of an API token. */
export const API_TOKEN_DAYS_MAX = 365;

/** Kinds of bearer tokens, told apart by their first letters so that a leaked one can be recognized by scanners. */
export const TOKEN_PREFIX = { access: 'pka_', refresh: 'pkr_', api: 'pkt_' } as const;

const TOKEN_BYTES = 32;

/** A new random token of 256 bits. Only its digest is stored. */
export function newToken(kind: keyof typeof TOKEN_PREFIX): string {
  return TOKEN_PREFIX[kind] + randomBytes(TOKEN_BYTES).toString('base64url');
}

/** The digest under which a token (or a sign-in name) is stored: SHA-256 in base64url, 43 characters. */
export function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}

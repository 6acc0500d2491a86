import { hash, verify } from '@node-rs/argon2';

/* Argon2id with 19 MiB and two passes: the first choice of the OWASP password storage guidance. */
const ARGON2 = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
/** Shortest password, in characters. */
export const PASSWORD_LENGTH_MIN = 10;
/** Longest password, in characters: hashing costs the same for each, reading it does not. */
export const PASSWORD_LENGTH_MAX = 200;
const COMMON = ['password', '12345678', '11111111', 'qwertyui', 'iloveyou', 'woaini', 'admin', 'parkcast'];
/** A digest that no password has; verifying against it makes an unknown name take as long as a known one. */
let decoy: Promise<string> | undefined;

/** Hashes a password with Argon2id. */
export function hashPassword(password: string): Promise<string> {
  return hash(password, ARGON2);
}

/** Compares a password with its hash; with no hash at all it takes the same time and answers false. */
export async function passwordMatches(passwordHash: string | undefined, password: string): Promise<boolean> {
  decoy ??= hashPassword('no account has this password');
  /* What is not a hash has no password; the library throws for it. */
  const matches = await verify(passwordHash ?? (await decoy), password).catch(() => false);
  return passwordHash !== undefined && matches;
}

/** True when a password is easy to guess. */
export function isWeakPassword(password: string, loginName: string): boolean {
  const lower = password.toLowerCase();
  if (lower.includes(loginName.toLowerCase())) return true;
  if (new Set(lower).size < 5) return true;
  return COMMON.some((word) => lower.includes(word) && lower.length < word.length + 4);
}

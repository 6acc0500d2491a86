import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { SECRETS, type Secrets } from './secrets.js';

const FORMAT = 'v1';
const ALGORITHM = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;
const PARTS = 5;
const KEY_ID_SHOWN_MAX = 16;

/** Which value of which record: a ciphertext moved to another record or field does not decrypt. */
export interface FieldAddress {
  /** Kind of the record, such as `Person`. */
  kind: string;
  id: string;
  field: string;
}

/** The stored text was changed, belongs to another record, or its key is no longer configured. It never carries the value. */
export class UndecipherableValue extends Error {
  /** Which value of which record. */
  readonly place: string;

  /** `missingKeyId` names the key when that is what is wrong. */
  constructor(
    address: FieldAddress,
    reason: string,
    readonly missingKeyId: string | null = null,
  ) {
    const place = `${address.kind} ${address.id}.${address.field}`;
    super(`${place} cannot be decrypted: ${reason}`);
    this.name = 'UndecipherableValue';
    this.place = place;
  }
}

function additionalData(address: FieldAddress): Buffer {
  return Buffer.from(JSON.stringify([FORMAT, address.kind, address.id, address.field]), 'utf8');
}

/** Encrypts single personal values and makes the blind index by which they are found (PR-1). */
@Injectable()
export class PersonalDataCipher {
  constructor(@Inject(SECRETS) private readonly secrets: Secrets) {}

  /**
   * AES-256-GCM with the newest key: `v1.<keyId>.<iv>.<tag>.<ciphertext>`, the last three in base64url.
   * A value of n UTF-8 bytes takes at most 62 + ⌈4n/3⌉ characters.
   */
  encrypt(address: FieldAddress, value: string): string {
    const { id, key } = this.secrets.personalDataKeys[0]!;
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv(ALGORITHM, key, iv, { authTagLength: TAG_BYTES });
    cipher.setAAD(additionalData(address));
    const content = Buffer.concat([cipher.update(value, 'utf8'), cipher.final()]);
    return [FORMAT, id, ...[iv, cipher.getAuthTag(), content].map((part) => part.toString('base64url'))].join('.');
  }

  /** The value again. Throws `UndecipherableValue`. */
  decrypt(address: FieldAddress, text: string): string {
    const parts = text.split('.');
    if (parts.length !== PARTS || parts[0] !== FORMAT) throw new UndecipherableValue(address, 'unknown format');
    const keyId = parts[1]!;
    const named = this.secrets.personalDataKeys.find(({ id }) => id === keyId);
    if (!named) throw new UndecipherableValue(address, `key ${keyId} is not configured`, keyId);
    const [iv, tag, content] = parts.slice(2).map((part) => Buffer.from(part, 'base64url')) as [Buffer, Buffer, Buffer];
    if (iv.length !== IV_BYTES || tag.length !== TAG_BYTES) throw new UndecipherableValue(address, 'unknown format');
    try {
      const decipher = createDecipheriv(ALGORITHM, named.key, iv, { authTagLength: TAG_BYTES });
      decipher.setAAD(additionalData(address));
      decipher.setAuthTag(tag);
      return Buffer.concat([decipher.update(content), decipher.final()]).toString('utf8');
    } catch {
      throw new UndecipherableValue(address, 'the content does not belong to this field');
    }
  }

  /** True when the value is kept under an older key than the newest; a job then writes it again. */
  needsReencryption(text: string): boolean {
    return this.keyIdOf(text) !== this.secrets.personalDataKeys[0]!.id;
  }

  /** Id of the key under which the value is kept; the beginning of a text of no known format. */
  keyIdOf(text: string): string {
    const [format, keyId] = text.split('.');
    return format === FORMAT && keyId ? keyId : text.slice(0, KEY_ID_SHOWN_MAX);
  }

  /**
   * A keyed fingerprint for equality and uniqueness: equal values of one field give equal texts of 43 characters, and without the
   * key nobody can try out values. The caller normalizes first (`normalizedIdCard`).
   */
  blindIndex(field: string, value: string): string {
    return createHmac('sha256', this.secrets.blindIndexKey)
      .update(JSON.stringify([field, value]))
      .digest('base64url');
  }
}

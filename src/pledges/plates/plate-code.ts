import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import QRCode from 'qrcode';
import { SETTINGS, type Settings } from '../../platform/config/settings.js';
import { PersonalDataCipher } from '../../platform/personal-data/cipher.js';

/** Characters of a token: 27 of base64url carry 162 bits. */
const TOKEN_LENGTH = 27;
/** Path of the public page. */
export const VERIFY_PATH = 'verify';
/** Quarter of the code may be dirty or scratched: it hangs in a shop. */
const CODE_OPTIONS = { errorCorrectionLevel: 'Q', margin: 4 } as const;
const PNG_WIDTH_PX = 600;

/** The forms in which a code is printed. */
export const PLATE_CODE_FORMS = ['svg', 'pngBase64'] as const;
export type PlateCodeForm = (typeof PLATE_CODE_FORMS)[number];

/** The address of a plate's public page, whether others can reach it, and its code in the forms that were asked for. */
export type PlateCode = { url: string; isPrintable: boolean } & Partial<Record<PlateCodeForm, string>>;

const LOOPBACK = /^(localhost|.*\.localhost|127(\.\d+){3}|0\.0\.0\.0|\[::1?\])$/;

/** Whether an address means the machine of whoever opens it: on a plate it would lead every phone to itself. */
export function isLoopback(url: string): boolean {
  return LOOPBACK.test(new URL(url).hostname);
}

/** The digest under which a token is found. */
export function tokenDigestOf(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}

/**
 * The tokens of plates. One is derived from the plate's id with a key of the installation, so it can be printed again and nobody without the key
 * can guess one; the database holds only its digest.
 */
@Injectable()
export class PlateCodes {
  constructor(
    private readonly cipher: PersonalDataCipher,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  tokenOf(plateId: string): string {
    return this.cipher.blindIndex('Plate.token', plateId).slice(0, TOKEN_LENGTH);
  }

  /** Draws only what is asked for: a picture of dots keeps the process busy for the tenth part of a second. */
  async codeOf(plateId: string, forms: readonly PlateCodeForm[]): Promise<PlateCode> {
    const url = `${this.settings.PUBLIC_URL.replace(/\/$/, '')}/${VERIFY_PATH}/${this.tokenOf(plateId)}`;
    const code: PlateCode = { url, isPrintable: !isLoopback(url) };
    if (forms.includes('svg')) code.svg = await QRCode.toString(url, { ...CODE_OPTIONS, type: 'svg' });
    if (forms.includes('pngBase64')) {
      code.pngBase64 = (await QRCode.toBuffer(url, { ...CODE_OPTIONS, type: 'png', width: PNG_WIDTH_PX })).toString('base64');
    }
    return code;
  }
}

import { type DynamicModule, Global, Module } from '@nestjs/common';
import { SETTINGS, type Settings } from '../config/settings.js';
import { PersonalDataCipher } from './cipher.js';
import { KeyRotation } from './key-rotation.js';
import { PersonalCopies } from './personal-copies.js';
import { PERSONAL_DATA_PARTS, PersonalDataRegister } from './personal-data-register.js';
import { PersonalErasures } from './personal-erasures.js';
import type { PersonalDataPart } from './personal-tables.js';
import { SECRETS, loadSecrets } from './secrets.js';

/** The installation's keys, the cipher over personal values, and the register of what is personal, for every module. */
@Global()
@Module({})
export class PersonalDataModule {
  static forRoot(parts: readonly PersonalDataPart[]): DynamicModule {
    return {
      module: PersonalDataModule,
      providers: [
        { provide: SECRETS, inject: [SETTINGS], useFactory: (settings: Settings) => loadSecrets(settings) },
        { provide: PERSONAL_DATA_PARTS, useValue: parts },
        ...[PersonalDataCipher, PersonalDataRegister, PersonalCopies, PersonalErasures, KeyRotation],
      ],
      exports: [SECRETS, PersonalDataCipher, PersonalDataRegister, PersonalCopies, PersonalErasures, KeyRotation],
    };
  }
}

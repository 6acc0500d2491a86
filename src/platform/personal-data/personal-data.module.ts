import { Global, Module } from '@nestjs/common';
import { SETTINGS, type Settings } from '../config/settings.js';
import { PersonalDataCipher } from './cipher.js';
import { SECRETS, loadSecrets } from './secrets.js';

/** The installation's keys and the cipher over personal values, for every module. */
@Global()
@Module({
  providers: [{ provide: SECRETS, inject: [SETTINGS], useFactory: (settings: Settings) => loadSecrets(settings) }, PersonalDataCipher],
  exports: [SECRETS, PersonalDataCipher],
})
export class PersonalDataModule {}

import { type DynamicModule, Global, Module } from '@nestjs/common';
import { Clock } from '../clock/clock.js';
import { SETTINGS, type Settings } from './settings.js';

/** Settings and clock of the process, for every module. */
@Global()
@Module({})
export class ConfigModule {
  static forRoot(settings: Settings): DynamicModule {
    return {
      module: ConfigModule,
      providers: [{ provide: SETTINGS, useValue: settings }, Clock],
      exports: [SETTINGS, Clock],
    };
  }
}

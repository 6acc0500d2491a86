import { type DynamicModule, Module } from '@nestjs/common';
import { SETTINGS, type Settings } from '../config/settings.js';
import { GraphiqlController, SERVES_GRAPHIQL } from './graphiql.controller.js';
import { HealthController } from './health.controller.js';
import { HealthModule } from './health.module.js';

/** What the API process offers to those who run it: health and, outside production, GraphiQL. */
@Module({})
export class OperationsModule {
  /** `graphiql` serves the page whatever the mode; without it the page is served outside production only. */
  static forRoot(options: { graphiql?: boolean } = {}): DynamicModule {
    return {
      module: OperationsModule,
      imports: [HealthModule],
      controllers: [HealthController, GraphiqlController],
      providers: [
        {
          provide: SERVES_GRAPHIQL,
          inject: [SETTINGS],
          useFactory: (settings: Settings) => options.graphiql ?? settings.NODE_ENV !== 'production',
        },
      ],
    };
  }
}

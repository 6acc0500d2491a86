import { type DynamicModule, Module } from '@nestjs/common';
import { AccessModule } from './access/access.module.js';
import { ENTITIES } from './app.entities.js';
import { PERSONAL_DATA } from './app.personal-data.js';
import { BroadcastsModule } from './broadcasts/broadcasts.module.js';
import { DevelopmentModule } from './development/development.module.js';
import { EnterprisesModule } from './enterprises/enterprises.module.js';
import { MIGRATIONS } from './migrations/index.js';
import { OrganizationsModule } from './organizations/organizations.module.js';
import { ParksModule } from './parks/parks.module.js';
import { AuditModule } from './platform/audit/audit.module.js';
import { AuthModule } from './platform/auth/auth.module.js';
import { CalendarModule } from './platform/calendar/calendar.module.js';
import { ConfigModule } from './platform/config/config.module.js';
import type { Settings } from './platform/config/settings.js';
import { DatabaseModule } from './platform/database/database.module.js';
import { GraphqlApiModule } from './platform/graphql/graphql.module.js';
import { IdempotencyModule } from './platform/idempotency/idempotency.module.js';
import { NoticesModule } from './platform/notices/notices.module.js';
import { OperationsModule } from './platform/operations/operations.module.js';
import { PersonalDataModule } from './platform/personal-data/personal-data.module.js';
import { JobApiModule } from './platform/queue/job-api.module.js';
import { JobsModule } from './platform/queue/jobs.module.js';
import { PledgesModule } from './pledges/pledges.module.js';
import { SalesModule } from './sales/sales.module.js';
import { SkillsModule } from './skills/skills.module.js';
import { StreamersModule } from './streamers/streamers.module.js';

/** What a process does: the API answers requests, a worker runs jobs, a command does neither. Without Redis the API runs the jobs itself. */
export type ProcessRole = 'api' | 'worker' | 'none';

/** The whole application; `ls src` shows the park. */
@Module({})
export class AppModule {
  static forRoot(settings: Settings, role: ProcessRole): DynamicModule {
    return {
      module: AppModule,
      imports: [
        ConfigModule.forRoot(settings),
        DatabaseModule.forRoot({ entities: ENTITIES, migrations: MIGRATIONS }),
        GraphqlApiModule.forRoot(),
        AuthModule,
        AccessModule,
        PersonalDataModule.forRoot(PERSONAL_DATA),
        AuditModule,
        IdempotencyModule,
        JobsModule.forRoot({ role }),
        JobApiModule,
        CalendarModule,
        NoticesModule,
        OperationsModule.forRoot(),
        OrganizationsModule,
        EnterprisesModule,
        ParksModule,
        StreamersModule,
        PledgesModule,
        DevelopmentModule,
        SkillsModule,
        BroadcastsModule,
        SalesModule,
      ],
    };
  }
}

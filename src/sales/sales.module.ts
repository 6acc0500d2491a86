import { Module } from '@nestjs/common';
import { BroadcastsModule } from '../broadcasts/broadcasts.module.js';
import { ParksModule } from '../parks/parks.module.js';
import { SkillsModule } from '../skills/skills.module.js';
import { SpreadsheetModule } from '../platform/spreadsheet/spreadsheet.module.js';
import { Dashboards } from './dashboard.queries.js';
import { DashboardResolver } from './dashboard.resolver.js';
import { GrainSwitching } from './grain-switching.js';
import { ChunkBooking } from './import-chunk.js';
import { ImportCommitting } from './import-committing.js';
import { CommitImportHandler, ReverseImportHandler } from './import.jobs.js';
import { ImportPreviews } from './import-preview.js';
import { ImportReversing } from './import-reversing.js';
import { ImportStaging } from './import-staging.js';
import { ImportedLives } from './imported-lives.js';
import { ImportsResolver } from './imports.resolver.js';
import { Imports } from './imports.service.js';
import { ImportViews } from './imports.views.js';
import { Ledger } from './ledger.service.js';
import { LineStore } from './line-store.js';
import { ManualEntries } from './manual-entries.service.js';
import { StreamerFigures } from './performance-figures.source.js';
import { RecordedSessions } from './recorded-sessions.js';
import { Rollups } from './rollup.service.js';
import { RecomputeDayHandler, RecomputeSessionHandler } from './sales.jobs.js';
import { SalesResolver } from './sales.resolver.js';
import { Sales } from './sales.service.js';
import { SessionChanges } from './session-changes.js';
import { SessionMatching } from './session-matching.js';
import { UploadsController } from './uploads.controller.js';

/** Ledger, imports, rollups and dashboards. */
@Module({
  imports: [ParksModule, BroadcastsModule, SkillsModule, SpreadsheetModule],
  controllers: [UploadsController],
  providers: [
    ...[Ledger, SessionChanges, LineStore, GrainSwitching, ManualEntries, Sales, SalesResolver],
    ...[
      SessionMatching,
      ImportStaging,
      ImportedLives,
      ChunkBooking,
      ImportCommitting,
      ImportReversing,
      RecordedSessions,
      ImportPreviews,
      Imports,
      ImportViews,
      ImportsResolver,
    ],
    ...[CommitImportHandler, ReverseImportHandler, RecomputeSessionHandler, RecomputeDayHandler],
    ...[Rollups, StreamerFigures, Dashboards, DashboardResolver],
  ],
})
export class SalesModule {}

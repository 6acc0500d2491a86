import { type DynamicModule, Global, Injectable, Module, type OnApplicationShutdown } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { SETTINGS, type Settings } from '../config/settings.js';
import type { DatabaseParts } from './data-source-options.js';
import { openDatabase } from './data-source.js';
import { Listings } from './listing.js';
import { Transactions } from './transactions.js';

@Injectable()
class DatabaseCloser implements OnApplicationShutdown {
  constructor(private readonly dataSource: DataSource) {}

  async onApplicationShutdown(): Promise<void> {
    if (this.dataSource.isInitialized) await this.dataSource.destroy();
  }
}

/** The database connection, the one opener of transactions and the reader of lists, for every module. */
@Global()
@Module({})
export class DatabaseModule {
  static forRoot(parts: DatabaseParts): DynamicModule {
    return {
      module: DatabaseModule,
      providers: [
        { provide: DataSource, inject: [SETTINGS], useFactory: (settings: Settings) => openDatabase(settings, parts) },
        DatabaseCloser,
        Transactions,
        Listings,
      ],
      exports: [DataSource, Transactions, Listings],
    };
  }
}

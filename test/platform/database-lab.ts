import { type DataSource, Entity, type MigrationInterface, type QueryRunner } from 'typeorm';
import { Clock } from '../../src/platform/clock/clock.js';
import { readSettings } from '../../src/platform/config/settings.js';
import { IntegerColumn, PrimaryId, TextColumn } from '../../src/platform/database/columns.js';
import { openDatabase } from '../../src/platform/database/data-source.js';
import { column, createTables, dropTables, type TableSpec } from '../../src/platform/database/table-builder.js';
import { Transactions } from '../../src/platform/database/transactions.js';
import { createPrivateDatabase, dropPrivateDatabase } from '../support/private-database.js';

/** A row of the laboratory's table. */
@Entity('lab_note')
export class LabNote {
  @PrimaryId()
  id: string;

  @TextColumn(20, { nullable: true })
  rankText: string | null;

  @IntegerColumn({ nullable: true })
  rankNumber: number | null;

  @IntegerColumn()
  amount: number;
}

const TABLES: TableSpec[] = [
  {
    name: 'lab_note',
    columns: [
      column.primaryId(),
      column.text('rankText', 20, { nullable: true }),
      column.integer('rankNumber', { nullable: true }),
      column.integer('amount'),
    ],
  },
];

class LabNotes1700000000000 implements MigrationInterface {
  up(runner: QueryRunner): Promise<void> {
    return createTables(runner, TABLES);
  }

  down(runner: QueryRunner): Promise<void> {
    return dropTables(runner, TABLES);
  }
}

/** A fresh database of a laboratory, with one table of notes. */
export interface DatabaseLab {
  dataSource: DataSource;
  transactions: Transactions;
  close(): Promise<void>;
}

/** Opens a fresh database on SQLite or MariaDB with the table `lab_note`; `through` leads the connection elsewhere, as through a proxy. */
export async function openDatabaseLab(engine: string, through: (url: string) => string = (url) => url): Promise<DatabaseLab> {
  const own = engine === 'MariaDB' ? await createPrivateDatabase(process.env.DATABASE_URL) : undefined;
  const settings = readSettings({ NODE_ENV: 'test', DATA_DIR: ':memory:', DATABASE_URL: own && through(own) });
  const dataSource = await openDatabase(settings, { entities: [LabNote], migrations: [LabNotes1700000000000] });
  return {
    dataSource,
    transactions: new Transactions(dataSource, new Clock()),
    close: async () => {
      await dataSource.destroy();
      await dropPrivateDatabase(own);
    },
  };
}

/** A gate that opens when as many as asked for have arrived; later ones pass. */
export function gateFor(count: number): () => Promise<void> {
  let arrived = 0;
  let open!: () => void;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return () => {
    if (++arrived >= count) open();
    return opened;
  };
}

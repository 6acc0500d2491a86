import { AbstractLogger, type DataSource } from 'typeorm';

/** What `countStatements` saw. */
export interface CountedWork<Result> {
  result: Result;
  /** The SQL of every statement in order, without those that open and end transactions and those of the job runner. */
  statements: string[];
}

/** Opening and ending a transaction is no reading and no writing. */
const TRANSACTION_CONTROL = /^\s*(BEGIN|START TRANSACTION|COMMIT|ROLLBACK|SET TRANSACTION|SAVEPOINT|RELEASE|PRAGMA)\b/i;
/** The runner looks for jobs at its own times, on the same connection. */
const JOB_RUNNER = /\b(FROM|UPDATE) [`"]?(job|key_lock)\b/i;

class StatementLog extends AbstractLogger {
  readonly statements: string[] = [];

  override logQuery(query: string): void {
    if (!TRANSACTION_CONTROL.test(query) && !JOB_RUNNER.test(query)) this.statements.push(query);
  }

  protected override writeLog(): void {
    /* Only the queries are of interest. */
  }
}

/** Runs the work and notes the SQL statements that the data source sends meanwhile, those of other callers included. */
export async function countStatements<Result>(dataSource: DataSource, work: () => Promise<Result>): Promise<CountedWork<Result>> {
  const log = new StatementLog();
  const previous = dataSource.logger;
  dataSource.logger = log;
  try {
    return { result: await work(), statements: log.statements };
  } finally {
    dataSource.logger = previous;
  }
}

import { isDuplicateKey, RetryWork } from '../../src/platform/database/database-errors.js';
import { newId } from '../../src/platform/database/ids.js';
import type { Tx } from '../../src/platform/database/transactions.js';
import { countStatements } from '../support/statement-counter.js';
import { type DatabaseLab, gateFor, LabNote, openDatabaseLab } from './database-lab.js';
import { ENGINES } from './platform-database.js';

const CALLERS = 40;

describe('ids', () => {
  it('ascend in the order in which one process makes them, within a millisecond as well (P-DB-6)', () => {
    const made = Array.from({ length: 20_000 }, () => newId());
    expect(made.every((id) => /^[0-7][0-9a-hjkmnp-tv-z]{25}$/.test(id))).toBe(true);
    expect([...made].sort()).toEqual(made);
    expect(new Set(made).size).toBe(made.length);
  });
});

describe.each(ENGINES)('transactions on %s', (engine) => {
  let lab: DatabaseLab;
  beforeEach(async () => {
    lab = await openDatabaseLab(engine);
  });
  afterEach(() => lab.close());

  const insert = (tx: Tx, id: string, amount = 0) => tx.execute('INSERT INTO lab_note (id, amount) VALUES (?, ?)', [id, amount]);
  const ids = async () => (await lab.dataSource.query<{ id: string }[]>('SELECT id FROM lab_note ORDER BY id')).map((row) => row.id);
  const amountOf = async (id: string) => {
    const rows = await lab.dataSource.query<{ amount: number }[]>('SELECT amount FROM lab_note WHERE id = ?', [id]);
    return Number(rows[0]!.amount);
  };

  it('that overlap keep apart: the rejected one leaves nothing, the fulfilled one loses nothing (P-DB-3)', async () => {
    let secondStarted!: () => void;
    const second = new Promise<void>((resolve) => (secondStarted = resolve));
    const rejected = lab.transactions.run(async (tx) => {
      await insert(tx, 'rejected');
      await Promise.race([second, new Promise((resolve) => setTimeout(resolve, 100))]);
      throw new Error('changed its mind');
    });
    const fulfilled = lab.transactions.run(async (tx) => {
      secondStarted();
      await insert(tx, 'fulfilled');
      await new Promise((resolve) => setTimeout(resolve, 50));
      await insert(tx, 'fulfilled-too');
    });
    await expect(rejected).rejects.toThrow('changed its mind');
    await fulfilled;
    expect(await ids()).toEqual(['fulfilled', 'fulfilled-too']);
  });

  it(`of ${CALLERS} callers at once end in exactly the rows of those that succeeded (P-DB-3)`, async () => {
    const names = Array.from({ length: CALLERS }, (_, index) => `caller-${String(index).padStart(2, '0')}`);
    const outcomes = await Promise.allSettled(
      names.map((name, index) =>
        lab.transactions.run(async (tx) => {
          await insert(tx, name);
          await new Promise((resolve) => setTimeout(resolve, index % 3));
          if (index % 3 === 0) throw new Error('refused');
        }),
      ),
    );
    expect(outcomes.map(({ status }) => status === 'fulfilled')).toEqual(names.map((_, index) => index % 3 !== 0));
    expect(await ids()).toEqual(names.filter((_, index) => index % 3 !== 0));
  });

  it('show a reader outside nothing that is not committed (P-DB-3)', async () => {
    let seen: Promise<string[]> | undefined;
    const transaction = lab.transactions.run(async (tx) => {
      await insert(tx, 'unseen');
      seen = ids();
      await new Promise((resolve) => setTimeout(resolve, 50));
      throw new Error('rolled back');
    });
    await expect(transaction).rejects.toThrow('rolled back');
    expect(await seen).toEqual([]);
  });

  it('repeat the whole work, and what an earlier try wrote or scheduled is gone (P-DB-2)', async () => {
    const committed: number[] = [];
    let tries = 0;
    const result = await lab.transactions.run(async (tx) => {
      const attempt = ++tries;
      await insert(tx, `try-${attempt}`);
      tx.afterCommit(() => committed.push(attempt));
      if (attempt < 3) throw new RetryWork('another was faster');
      return attempt;
    });
    expect([result, committed, await ids()]).toEqual([3, [3], ['try-3']]);
  });

  it('give up with RETRY_LATER after a bounded number of tries (P-DB-2)', async () => {
    let tries = 0;
    const endless = lab.transactions.run(async (tx) => {
      await insert(tx, `try-${++tries}`);
      throw new RetryWork('always');
    });
    await expect(endless).rejects.toMatchObject({ code: 'RETRY_LATER' });
    expect([tries, await ids()]).toEqual([5, []]);
  });

  it('do not repeat a work that a unique key refused (P-DB-2)', async () => {
    await lab.transactions.run((tx) => insert(tx, 'taken'));
    let tries = 0;
    const refused = lab.transactions.run((tx) => {
      tries++;
      return insert(tx, 'taken');
    });
    await expect(refused.catch((error: unknown) => isDuplicateKey(error))).resolves.toBe(true);
    expect(tries).toBe(1);
  });

  it('leave the transaction usable after a refused row, so that a verb may answer it (P-DB-2)', async () => {
    await lab.transactions.run((tx) => insert(tx, 'taken'));
    await lab.transactions.run(async (tx) => {
      await insert(tx, 'before');
      await expect(insert(tx, 'taken')).rejects.toThrow();
      await insert(tx, 'behind');
    });
    expect(await ids()).toEqual(['before', 'behind', 'taken']);
  });

  it('both succeed when they lock two rows crosswise (P-DB-2)', async () => {
    await lab.transactions.run(async (tx) => {
      await insert(tx, 'left');
      await insert(tx, 'right');
    });
    /* SQLite has no deadlock, because one transaction waits for the other: there nobody waits at the gate. */
    const gate = engine === 'MariaDB' ? gateFor(2) : () => Promise.resolve();
    let tries = 0;
    const crosswise = (first: string, second: string) =>
      lab.transactions.run(async (tx) => {
        tries++;
        await tx.execute('UPDATE lab_note SET amount = amount + 1 WHERE id = ?', [first]);
        await gate();
        await tx.execute('UPDATE lab_note SET amount = amount + 1 WHERE id = ?', [second]);
      });
    await Promise.all([crosswise('left', 'right'), crosswise('right', 'left')]);
    expect([await amountOf('left'), await amountOf('right')]).toEqual([2, 2]);
    expect(tries).toBe(engine === 'MariaDB' ? 3 : 2);
  });

  it('count up without a lost step when each changes the version that it read (P-DB-2)', async () => {
    await lab.transactions.run((tx) => insert(tx, 'counter'));
    const step = async (): Promise<boolean> =>
      lab.transactions.run(async (tx) => {
        const [row] = await tx.rows<{ amount: number }>('SELECT amount FROM lab_note WHERE id = ?', ['counter']);
        return (await tx.execute('UPDATE lab_note SET amount = amount + 1 WHERE id = ? AND amount = ?', ['counter', row!.amount])) === 1;
      });
    const outcomes = await Promise.all(Array.from({ length: 12 }, step));
    expect(await amountOf('counter')).toBe(outcomes.filter(Boolean).length);
    expect(await amountOf('counter')).toBeGreaterThanOrEqual(1);
  });

  it('insert many rows in statements of bounded size (P-DB-6)', async () => {
    const rows = Array.from({ length: 2_500 }, (_, amount) => ({ id: newId(), rankText: '序', rankNumber: null, amount }));
    const { statements } = await countStatements(lab.dataSource, () => lab.transactions.run((tx) => tx.insert(LabNote, rows)));
    expect(statements.map((sql) => sql.slice(0, 11))).toEqual(Array.from({ length: 3 }, () => 'INSERT INTO'));
    expect(await ids()).toEqual(rows.map(({ id }) => id).sort());
  });

  it('tell how many rows a statement matched, whether or not it changed them (P-DB-6)', async () => {
    await lab.transactions.run(async (tx) => {
      await insert(tx, 'same', 7);
      expect(await tx.execute('UPDATE lab_note SET amount = 7 WHERE id = ?', ['same'])).toBe(1);
      expect(await tx.execute('UPDATE lab_note SET amount = 7 WHERE id = ?', ['other'])).toBe(0);
    });
  });
});

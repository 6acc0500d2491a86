import { BUILD_MAX_MS, ensureBuilt } from './program.js';
import { KilledImport, SEPTEMBER } from './killed-import.js';
import { Site } from './site.js';

const TEST_MAX_MS = 240_000;

/* It takes its own SQLite file in any case; a run that is about the services need not prove it again. */
const suite = process.env.DATABASE_URL ? describe.skip : describe;

suite('the embedded program, killed', () => {
  let site: Site | undefined;
  beforeAll(() => ensureBuilt(), BUILD_MAX_MS);
  afterEach(() => site?.close());

  it(
    'ends an import in the same numbers, each row once, when it is killed three times in the middle (INV-34, P-JOB-4)',
    async () => {
      site = await Site.open();
      const killed = await KilledImport.prepare(site);
      const { file } = killed;
      await killed.begin();
      for (let kill = 1; kill <= 3; kill++) await killed.killInTheMiddle(site.api);
      const batch = await killed.finished();
      process.stdout.write(`killed at ${JSON.stringify(killed.kills)} of ${file.lines}\n`);
      expect(batch).toMatchObject({ status: 'COMMITTED', counts: { booked: file.lines, duplicates: 0, refused: 0, pending: 0 } });
      expect(await killed.entries()).toEqual(killed.expectedEntries);
      const { ledger, rollups } = await killed.days();
      expect(rollups).toEqual(ledger);
      expect(await killed.lab.dashboard(SEPTEMBER)).toMatchObject({
        totals: {
          gmvPaidFen: String(file.saleFen),
          refundFen: String(file.refundFen),
          netFen: String(file.saleFen - file.refundFen),
          unitsSold: file.units,
        },
        isCatchingUp: false,
      });
    },
    TEST_MAX_MS,
  );
});

import { BUILD_MAX_MS, ensureBuilt } from '../services/program.js';
import { Site } from '../services/site.js';
import type { HostileCase, Place } from './case.js';
import { DOCUMENTS } from './documents.js';
import { UPLOADS } from './uploads.js';
import { TEXTS } from './values.js';

const TEST_MAX_MS = 240_000;
/** Rounds of all cases, several at once: what one request leaves behind would add up. */
const ROUNDS = 3;
const AT_ONCE = 6;
/** A process that is at rest holds about 200 MB; the largest upload is 10 MB, of which some may be under way at once. */
const RESIDENT_MEGABYTES_MAX = 600;

/* It takes its own SQLite file in any case, and asks Linux how large the process is. */
const suite = process.env.DATABASE_URL || process.platform !== 'linux' ? describe.skip : describe;

suite('the memory of the server process', () => {
  let site: Site;
  let place: Place;
  beforeAll(async () => {
    ensureBuilt();
    site = await Site.open(undefined, { LOG_LEVEL: 'fatal' });
    await site.start();
    const { parkId, secretary } = await site.givenSalesPark();
    place = { url: site.server, token: secretary, parkId };
  }, BUILD_MAX_MS);
  afterAll(() => site?.close());

  async function send(hostile: HostileCase): Promise<number> {
    const { path = '/graphql', method = 'POST', headers = {}, body } = hostile.request(place);
    const merged = { authorization: `Bearer ${place.token}`, 'content-type': 'application/json', ...headers };
    const given = Object.entries(merged).filter((entry): entry is [string, string] => entry[1] !== undefined);
    const response = await fetch(`${place.url}${path}`, { method, headers: given, body: body as never });
    await response.arrayBuffer();
    return response.status;
  }

  it(
    'stays bounded under all hostile documents, texts and files, several at once, and the server answers at once after them',
    async () => {
      const cases = Array.from({ length: ROUNDS }, () => [...UPLOADS, ...DOCUMENTS, ...TEXTS]).flat();
      const peaks: number[] = [site.api.residentMegabytes];
      const statuses: number[] = [];
      for (let start = 0; start < cases.length; start += AT_ONCE) {
        statuses.push(...(await Promise.all(cases.slice(start, start + AT_ONCE).map(send))));
        peaks.push(site.api.residentMegabytes);
      }
      process.stdout.write(
        `resident: ${Math.round(peaks[0]!)} MB at rest, at most ${Math.round(Math.max(...peaks))} MB over ${cases.length} requests\n`,
      );
      expect(statuses.filter((status) => status >= 500)).toEqual([]);
      expect(Math.max(...peaks)).toBeLessThan(RESIDENT_MEGABYTES_MAX);
      const startedAt = performance.now();
      expect((await fetch(`${place.url}/health/live`)).status).toBe(200);
      expect(performance.now() - startedAt).toBeLessThan(1_000);
    },
    TEST_MAX_MS,
  );
});

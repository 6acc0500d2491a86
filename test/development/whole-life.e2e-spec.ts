import { DevelopmentLab } from './development-lab.js';

describe('a whole life', () => {
  let lab: DevelopmentLab;
  beforeAll(async () => {
    lab = await DevelopmentLab.start();
  }, 60_000);
  afterAll(() => lab.close());

  it('goes from the letter to the archive, and the memberships follow it (R24, R29, INV-16)', async () => {
    const caseId = await lab.open();
    const shown = await lab.walk(caseId, 'ARCHIVED');
    expect(shown.stage).toBe('FULL');
  }, 60_000);
});

import { statusSql } from '../../src/pledges/pledges.queries.js';
import { statusOn } from '../../src/pledges/pledge.rules.js';
import { IntegrityPledge } from '../../src/pledges/pledge.entity.js';
import { PledgeStatus } from '../../src/pledges/pledge-states.js';
import { APPLY_PLEDGE_DATES } from '../../src/pledges/pledge-dates.jobs.js';
import { newId } from '../../src/platform/database/ids.js';
import { declaredSchedules } from '../../src/platform/queue/job-schedule.js';
import { JobOutbox } from '../../src/platform/queue/job-outbox.js';
import { PledgeLab, type TemplateFacts } from './pledge-lab.js';

describe('the passing of days', () => {
  let lab: PledgeLab;
  beforeAll(async () => {
    lab = await PledgeLab.start();
  });
  beforeEach(() => lab.moveTo('2026-11-27T12:00:00+08:00'));
  afterAll(() => lab.close());

  async function published(code: string, more: object = {}): Promise<TemplateFacts> {
    const draft = await lab.done<TemplateFacts>('draftPledgeTemplate', lab.draftInput(code, 3, more));
    return lab.done<TemplateFacts>('publishPledgeTemplate', { templateId: draft.id, expectedVersion: draft.version });
  }

  /** What the clock asks for at midnight. */
  async function midnight(): Promise<void> {
    await lab.app.transactions.run((tx) =>
      lab.app.api.get(JobOutbox, { strict: false }).enqueue(tx, APPLY_PLEDGE_DATES, { scopeId: lab.parkId, key: newId(), payload: {} }),
    );
    await lab.app.drainJobs();
  }

  it('lapses a pledge at local midnight, whatever the zone of the server, before any job has run (6.6)', async () => {
    const template = await published('MIDNIGHT');
    const pledge = await lab.signed(template.id, await lab.broadcasts.streamer('午夜主播'));
    expect(pledge.validUntil).toBe('2027-11-26');
    const seen: string[] = [];
    for (const instant of ['2027-10-27T15:59:59Z', '2027-10-27T16:00:00Z', '2027-11-26T15:59:59Z', '2027-11-26T16:00:00Z']) {
      await lab.moveTo(instant);
      const { status, isInForce } = await lab.pledge(pledge.id);
      seen.push(`${status} ${isInForce}`);
    }
    expect(seen).toEqual(['IN_FORCE true', 'EXPIRING true', 'EXPIRING true', 'LAPSED false']);
    expect(await lab.count(`FROM pledge_history WHERE pledgeId = ? AND toStatus = 'LAPSED'`, [pledge.id])).toBe(0);
    await midnight();
    await midnight();
    const { history } = await lab.pledge(pledge.id);
    expect(history.map(({ toStatus }) => toStatus)).toEqual(['OFFERED', 'SIGNED', 'IN_FORCE', 'EXPIRING', 'LAPSED']);
  });

  it('is asked for at midnight in Asia/Shanghai (6.6)', () => {
    const schedule = declaredSchedules().find(({ job }) => job === APPLY_PLEDGE_DATES);
    expect(schedule?.cron).toBe('0 0 * * *');
  });

  it('lets a renewal follow without a gap: signed, in force on the next day, the old one renewed and not lapsed (6.6)', async () => {
    const template = await published('FOLLOWING');
    const host = await lab.broadcasts.streamer('续约主播');
    const old = await lab.signed(template.id, host);
    const offer = { parkId: lab.parkId, templateId: template.id, signatoryId: host };
    expect(await lab.refused('offerPledge', { ...offer, idempotencyKey: newId() })).toEqual(['PLEDGE_NOT_DUE']);
    await lab.moveTo('2027-11-20T12:00:00+08:00');
    const next = await lab.signed(template.id, host);
    expect(next).toMatchObject({ status: 'SIGNED', isInForce: false, validFrom: '2027-11-27', validUntil: '2028-11-26' });
    await lab.moveTo('2027-11-26T23:59:00+08:00');
    expect([(await lab.pledge(old.id)).isInForce, (await lab.pledge(next.id)).isInForce]).toEqual([true, false]);
    await lab.moveTo('2027-11-27T00:00:00+08:00');
    const read = [await lab.pledge(old.id), await lab.pledge(next.id)];
    expect(read.map(({ status }) => status)).toEqual(['RENEWED', 'IN_FORCE']);
    await midnight();
    const written = [await lab.pledge(old.id), await lab.pledge(next.id)];
    expect(written.map(({ status, history }) => [status, history.at(-1)!.toStatus])).toEqual([
      ['RENEWED', 'RENEWED'],
      ['IN_FORCE', 'IN_FORCE'],
    ]);
  });

  it('renews at once after a material change, and moves the plate of a shop along (INV-39)', async () => {
    const first = await published('MATERIAL', { audience: 'STORE' });
    const storefrontId = await lab.storefront('改版小店');
    const old = await lab.signed(first.id, storefrontId);
    const plate = await lab.done<{ id: string }>('issuePlate', { parkId: lab.parkId, storefrontId, idempotencyKey: newId() });
    await lab.moveTo('2026-12-10T12:00:00+08:00');
    const second = await published('MATERIAL', { audience: 'STORE', change: 'MATERIAL', name: '新版公约' });
    const renewed = await lab.signed(second.id, storefrontId);
    expect(renewed).toMatchObject({ status: 'IN_FORCE', validFrom: '2026-12-10', validUntil: '2027-12-09' });
    expect((await lab.pledge(old.id)).history.map(({ toStatus }) => toStatus).slice(-2)).toEqual(['EXPIRING', 'RENEWED']);
    const query = 'query ($id: ID!) { plate(id: $id) { status isValid validUntil pledge { id } } }';
    const shown = await lab.app.ask<{ plate: object }>(lab.secretary, query, { id: plate.id });
    expect(shown.plate).toEqual({ status: 'ISSUED', isValid: true, validUntil: '2027-12-09', pledge: { id: renewed.id } });
  });

  it('keeps the plate of a renewed shop valid before the job at midnight has run, unless the renewal is taken back (6.6, INV-41)', async () => {
    const template = await published('RENEWED_SHOP', { audience: 'STORE' });
    const seen: unknown[] = [];
    for (const isTakenBack of [false, true]) {
      await lab.moveTo('2026-11-27T12:00:00+08:00');
      const storefrontId = await lab.storefront(`续牌小店 ${isTakenBack}`);
      await lab.signed(template.id, storefrontId);
      const plate = await lab.done<{ id: string }>('issuePlate', { parkId: lab.parkId, storefrontId, idempotencyKey: newId() });
      await lab.moveTo('2027-11-20T12:00:00+08:00');
      const next = await lab.signed(template.id, storefrontId);
      if (isTakenBack) await lab.done('recordPledgeWithdrawn', { pledgeId: next.id, expectedVersion: next.version, reason: '不再续签' });
      await lab.moveTo('2027-11-27T00:00:00+08:00');
      const query = 'query ($id: ID!) { plate(id: $id) { isValid validUntil } }';
      seen.push((await lab.app.ask<{ plate: object }>(lab.secretary, query, { id: plate.id })).plate);
    }
    expect(seen).toEqual([
      { isValid: true, validUntil: '2028-11-26' },
      { isValid: false, validUntil: '2027-11-26' },
    ]);
  });

  it('recalls the plate of a shop whose pledge has lapsed (INV-41)', async () => {
    const template = await published('LAPSING', { audience: 'STORE' });
    const storefrontId = await lab.storefront('失效小店');
    await lab.signed(template.id, storefrontId);
    const plate = await lab.done<{ id: string }>('issuePlate', { parkId: lab.parkId, storefrontId, idempotencyKey: newId() });
    await lab.moveTo('2027-11-27T00:01:00+08:00');
    await midnight();
    const { plates } = await lab.app.ask<{ plates: { nodes: { id: string; recallDueOn: string }[] } }>(
      lab.secretary,
      'query ($id: ID!) { plates(filter: { parkId: $id, status: [RECALLED] }, order: RECALL_DUE_FIRST, first: 10) { nodes { id recallDueOn } } }',
      { id: lab.parkId },
    );
    expect(plates.nodes).toContainEqual({ id: plate.id, recallDueOn: '2027-12-07' });
  });

  it('reminds of a warned pledge that ends soon, as of any other, once', async () => {
    const template = await published('WARNED_END');
    const host = await lab.broadcasts.streamer('受警示主播');
    await lab.asHost(host);
    const { id } = await lab.signed(template.id, host);
    await lab.app.transactions.run((tx) =>
      tx.execute(`UPDATE integrity_pledge SET status = 'WARNED', dueOn = '2027-11-27' WHERE id = ?`, [id]),
    );
    const told: number[] = [];
    for (const day of ['2027-10-27', '2027-10-28', '2027-10-29']) {
      await lab.moveTo(`${day}T00:01:00+08:00`);
      await midnight();
      told.push(await lab.count(`FROM notice WHERE topic = 'pledges.expiring' AND subjectId = ?`, [id]));
    }
    expect(told).toEqual([0, 1, 1]);
  });

  it('reminds each day of a plate that should be back, until it is', async () => {
    const template = await published('OVERDUE', { audience: 'STORE' });
    const storefrontId = await lab.storefront('拖延小店');
    await lab.signed(template.id, storefrontId);
    const issued = await lab.done<{ id: string; version: number }>('issuePlate', {
      ...{ parkId: lab.parkId, storefrontId },
      idempotencyKey: newId(),
    });
    const plateId = issued.id;
    const recalled = await lab.done<{ version: number; recallDueOn: string }>('recallPlate', {
      ...{ plateId, expectedVersion: issued.version, reason: '核查' },
    });
    expect(recalled.recallDueOn).toBe('2026-12-07');
    const reminders = async () =>
      (
        await lab.app.dataSource.query<{ dedupKey: string }[]>(
          `SELECT DISTINCT dedupKey FROM notice WHERE topic = 'plates.overdue' AND subjectId = ?`,
          [plateId],
        )
      ).map(({ dedupKey }) => dedupKey.slice(-10));
    const seen: string[][] = [];
    for (const day of ['2026-12-07', '2026-12-08', '2026-12-09']) {
      await lab.moveTo(`${day}T00:01:00+08:00`);
      await midnight();
      await midnight();
      seen.push(await reminders());
    }
    expect(seen).toEqual([[], ['2026-12-08'], ['2026-12-09']]);
    await lab.done('recordPlateReturned', { plateId, expectedVersion: recalled.version });
    expect(await reminders()).toEqual([]);
  });

  it('reads the same in SQL as by the rule, for every status and every side of every day (6.6)', async () => {
    const template = await published('SQL');
    const base = await lab.offer(template.id, await lab.broadcasts.streamer('对照主播'));
    const row = await lab.app.dataSource.manager.findOneByOrFail(IntegrityPledge, { id: base.id });
    const days = { validFrom: '2026-01-01', validUntil: '2026-12-31', expiringFrom: '2026-12-02', appealUntil: '2026-06-15' };
    const variants = Object.values(PledgeStatus).flatMap((status) =>
      [{}, { awaitsGuardian: true }, { renewedById: row.id }, { isAppealed: true }].map((more) => {
        const id = newId();
        return { ...row, ...days, ...more, id, pendingKey: id, code: 'COMPARED', status };
      }),
    );
    await lab.app.transactions.run((tx) => tx.insert(IntegrityPledge, variants));
    const differences: string[] = [];
    for (const today of ['2025-12-31', '2026-01-01', '2026-06-15', '2026-06-16', '2026-12-01', '2026-12-02', '2026-12-31', '2027-01-01']) {
      const rows = await lab.app.dataSource.query<{ id: string; read: string }[]>(
        `SELECT g.id AS id, ${statusSql(today).replaceAll('{t}', 'g')} AS \`read\` FROM integrity_pledge g WHERE g.parkId = ? AND g.code = 'COMPARED'`,
        [lab.parkId],
      );
      expect(rows).toHaveLength(variants.length);
      for (const { id, read } of rows) {
        const variant = variants.find((entry) => entry.id === id)!;
        if (statusOn(variant, today) !== read) differences.push(`${today} ${JSON.stringify(variant)}: ${read}`);
      }
    }
    expect(differences).toEqual([]);
  });
});

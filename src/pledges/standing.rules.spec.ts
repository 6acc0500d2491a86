import { type HostPledge, refusalsOfHost } from './standing.rules.js';
import { type PledgeStatus } from './pledge-states.js';

const DAY = '2026-11-27';
const pledge = (status: PledgeStatus, more: Partial<HostPledge> = {}): HostPledge => ({
  id: status,
  status,
  code: 'SEVEN',
  templateName: '七不公约',
  validFrom: '2026-01-01',
  validUntil: '2026-12-31',
  expiringFrom: '2026-12-02',
  awaitsGuardian: false,
  renewedById: null,
  appealUntil: null,
  isAppealed: false,
  goneReason: null,
  ...more,
});
const asked = (pledges: HostPledge[], requiresPledgeFrom: string | null, onDay = DAY) =>
  refusalsOfHost(pledges, { stageName: '小滴姐', onDay, requiresPledgeFrom }).map(({ code }) => code);

describe('a host who is to be confirmed', () => {
  it('needs no pledge before the park requires one, and one in force from that day on (INV-24)', () => {
    expect(asked([], null)).toEqual([]);
    expect(asked([], '2026-11-28')).toEqual([]);
    expect(asked([], DAY)).toEqual(['HOST_PLEDGE_MISSING']);
    expect(asked([pledge('IN_FORCE')], DAY)).toEqual([]);
  });

  it('is judged by the day of the session, not by today (INV-24)', () => {
    expect(asked([pledge('IN_FORCE')], DAY, '2026-12-31')).toEqual([]);
    expect(asked([pledge('IN_FORCE')], DAY, '2027-01-01')).toEqual(['HOST_PLEDGE_LAPSED']);
    expect(asked([pledge('SIGNED', { validFrom: '2027-01-01', validUntil: '2027-12-31' })], DAY, '2027-01-01')).toEqual([]);
  });

  it('is stopped by an allegation or a warning in no way (6.6)', () => {
    for (const status of ['UNDER_REVIEW', 'WARNED', 'EXPIRING', 'REINSTATED'] as const) expect(asked([pledge(status)], DAY)).toEqual([]);
  });

  it('is not held by a pledge that ended under review with leaving (INV-24)', () => {
    expect(asked([pledge('UNDER_REVIEW', { goneReason: 'HOST_LEFT' })], DAY)).toEqual(['HOST_PLEDGE_MISSING']);
  });

  it('is blocked by a revoked pledge, also where none is required and another kind is in force (INV-41)', () => {
    const other = pledge('IN_FORCE', { code: 'HOST', templateName: '主播从业承诺' });
    for (const status of ['REVOKED', 'FINAL'] as const) {
      expect(asked([pledge(status)], null)).toEqual(['HOST_PLEDGE_REVOKED']);
      expect(asked([pledge(status), other], DAY)).toEqual(['HOST_PLEDGE_REVOKED']);
    }
  });

  it('is free again with a new pledge of that kind in force (6.6)', () => {
    const [final, later] = [pledge('FINAL', { validUntil: '2026-05-01' }), pledge('IN_FORCE')];
    expect(asked([final, later], DAY)).toEqual([]);
    expect(asked([later, final], DAY)).toEqual(['HOST_PLEDGE_REVOKED']);
    expect(asked([final, pledge('LAPSED', { validUntil: '2026-10-31' })], null)).toEqual([]);
    for (const status of ['OFFERED', 'DECLINED', 'WITHDRAWN'] as const)
      expect(asked([final, pledge(status)], null)).toEqual(['HOST_PLEDGE_REVOKED']);
  });

  it('gains nothing from an offer, a refusal or a signature that lacks the guardian (INV-24)', () => {
    for (const status of ['OFFERED', 'DECLINED', 'WITHDRAWN'] as const) {
      expect(asked([pledge(status, { validFrom: null, validUntil: null })], DAY)).toEqual(['HOST_PLEDGE_MISSING']);
    }
    expect(asked([pledge('SIGNED', { awaitsGuardian: true })], DAY)).toEqual(['HOST_PLEDGE_MISSING']);
  });

  it('is blocked by no revocation in spite of which the session was decided to go on, and by every other one (INV-41)', () => {
    const revoked = (id: string, code: string) => pledge('REVOKED', { id, code, templateName: code, appealUntil: '2026-12-31' });
    const kept = (ids: string[]) =>
      refusalsOfHost(
        [revoked('a', 'SEVEN'), revoked('b', 'TEN')],
        { stageName: '小滴姐', onDay: DAY, requiresPledgeFrom: DAY },
        new Set(ids),
      ).map(({ code, details }) => [code, details.templateName]);
    expect(kept([])).toEqual([
      ['HOST_PLEDGE_REVOKED', 'SEVEN'],
      ['HOST_PLEDGE_REVOKED', 'TEN'],
    ]);
    expect(kept(['a'])).toEqual([['HOST_PLEDGE_REVOKED', 'TEN']]);
    expect(kept(['a', 'b'])).toEqual([]);
    expect(
      refusalsOfHost([pledge('LAPSED', { id: 'a' })], { stageName: '小滴姐', onDay: DAY, requiresPledgeFrom: DAY }, new Set(['a'])),
    ).toHaveLength(1);
  });
});

import { PARTY_GONE } from './pledge-states.js';
import { veilReview, type VeiledPledge, type VeiledStep } from './review-veil.js';

const step = (verb: string, isCarriedOver = false) => ({ verb, isCarriedOver }) as VeiledStep;
const seen = (more: Partial<VeiledPledge>): VeiledPledge => {
  const pledge: VeiledPledge = { status: 'UNDER_REVIEW', isInForce: true, parkId: 'p', reason: null, validUntil: '2027-11-26', ...more };
  veilReview(pledge, '2026-11-27');
  return pledge;
};
const verbs = (history: VeiledStep[]) => seen({ history }).history!.map(({ verb }) => verb);

describe('a review that nobody has decided', () => {
  it('leaves the pledge where it stood before those who do not handle cases (PR-7, INV-42)', () => {
    expect(seen({ reviewedFrom: 'IN_FORCE', expiringFrom: '2027-10-28' }).status).toBe('IN_FORCE');
    expect(seen({ reviewedFrom: 'IN_FORCE', expiringFrom: '2026-11-27' }).status).toBe('EXPIRING');
    expect(seen({ reviewedFrom: 'WARNED', expiringFrom: '2026-11-27' }).status).toBe('WARNED');
    expect(seen({ reviewedFrom: 'IN_FORCE', validUntil: '2026-11-26' }).status).toBe('LAPSED');
    const gone = { reviewedFrom: 'WARNED' as const, goneReason: '主播已离开园区' };
    expect(seen(gone)).toMatchObject({ status: 'WITHDRAWN', isInForce: false, reason: '主播已离开园区' });
    expect(seen({ status: 'REVOKED' }).status).toBe('REVOKED');
  });

  it('is no step of the history; one that was decided is (PR-7)', () => {
    expect(verbs([step('signPledge'), step('openReview')])).toEqual(['signPledge']);
    expect(verbs([step('signPledge'), step('openReview'), step(PARTY_GONE)])).toEqual(['signPledge', 'withdrawPledge']);
    const decided = [step('openReview'), step(PARTY_GONE), step('warnPledge'), step('withdrawPledge')];
    expect(verbs(decided)).toEqual(['openReview', PARTY_GONE, 'warnPledge', 'withdrawPledge']);
    expect(verbs([step('openReview'), step('clearPledge'), step('openReview')])).toEqual(['openReview', 'clearPledge']);
    expect(verbs([step('openReview'), step('clearPledge', true), step('beginExpiry'), step('renewPledge')])).toEqual([
      'beginExpiry',
      'renewPledge',
    ]);
    const again = [step('openReview'), step(PARTY_GONE), step('clearPledge', true), step('withdrawPledge')];
    expect(verbs(again)).toEqual(['withdrawPledge']);
    expect(seen({ reason: '转由接替的承诺承接', isCarriedOver: true }).reason).toBeNull();
  });
});

import type { PledgeStepView } from './pledges.objects.js';
import { CARRIED_OVER } from './pledge-writer.js';
import { veilReview, type VeiledPledge } from './review-veil.js';

const step = (verb: string, reason: string | null = null) => ({ verb, reason }) as PledgeStepView;
const seen = (more: Partial<VeiledPledge>): VeiledPledge => {
  const pledge: VeiledPledge = { status: 'UNDER_REVIEW', parkId: 'p', reason: null, validUntil: '2027-11-26', ...more };
  veilReview(pledge, '2026-11-27');
  return pledge;
};
const verbs = (history: PledgeStepView[]) => seen({ history }).history!.map(({ verb }) => verb);

describe('a review that nobody has decided', () => {
  it('leaves the pledge where it stood before those who do not handle cases (PR-7, INV-42)', () => {
    expect(seen({ reviewedFrom: 'IN_FORCE', expiringFrom: '2027-10-28' }).status).toBe('IN_FORCE');
    expect(seen({ reviewedFrom: 'IN_FORCE', expiringFrom: '2026-11-27' }).status).toBe('EXPIRING');
    expect(seen({ reviewedFrom: 'WARNED', expiringFrom: '2026-11-27' }).status).toBe('WARNED');
    expect(seen({ reviewedFrom: 'IN_FORCE', validUntil: '2026-11-26' }).status).toBe('LAPSED');
    expect(seen({ status: 'REVOKED' }).status).toBe('REVOKED');
  });

  it('is no step of the history; one that was decided is (PR-7)', () => {
    expect(verbs([step('signPledge'), step('openReview')])).toEqual(['signPledge']);
    expect(verbs([step('openReview'), step('clearPledge', '查无违诺'), step('openReview')])).toEqual(['openReview', 'clearPledge']);
    expect(verbs([step('openReview'), step('clearPledge', CARRIED_OVER), step('beginExpiry'), step('renewPledge')])).toEqual([
      'beginExpiry',
      'renewPledge',
    ]);
    expect(seen({ reason: CARRIED_OVER }).reason).toBeNull();
  });
});

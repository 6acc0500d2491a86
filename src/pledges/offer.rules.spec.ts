import { reasonToLeaveOut, type OfferFacts, refusalsToOffer, type SeriesPledge } from './offer.rules.js';
import type { PledgeStatus } from './pledge-states.js';
import type { PledgeAudience } from './template-states.js';

const TODAY = '2026-11-27';
const pledge = (status: PledgeStatus, more: Partial<SeriesPledge> = {}): SeriesPledge => ({
  status,
  templateId: 'v1',
  edition: 1,
  validFrom: status === 'OFFERED' ? null : '2026-06-01',
  validUntil: status === 'OFFERED' ? null : '2027-05-31',
  expiringFrom: status === 'OFFERED' ? null : '2027-05-02',
  awaitsGuardian: false,
  renewedById: null,
  appealUntil: null,
  isAppealed: false,
  goneReason: null,
  ...more,
});
const facts = (pledges: SeriesPledge[], more: Partial<OfferFacts> = {}): OfferFacts => ({
  name: '小滴姐',
  audience: 'STREAMER',
  signatoryStatus: 'ACTIVE',
  isFit: true,
  isOfAge: true,
  templateId: 'v1',
  edition: 1,
  pledges,
  ...more,
});
const codes = (pledges: SeriesPledge[], more: Partial<OfferFacts> = {}) =>
  refusalsToOffer(facts(pledges, more), TODAY).map(({ code }) => code);

describe('an offer', () => {
  it('goes to whoever is fit and has nothing of the kind, or only what has ended', () => {
    expect(codes([])).toEqual([]);
    expect(codes((['DECLINED', 'WITHDRAWN', 'LAPSED', 'RENEWED', 'FINAL'] as const).map((status) => pledge(status)))).toEqual([]);
    expect(codes([], { isFit: false, signatoryStatus: 'LEFT' })).toEqual(['SIGNATORY_NOT_FIT']);
  });

  it('goes to a party that has come back, also while what it signed before is under review, and a batch reaches it (INV-42)', () => {
    const gone = pledge('UNDER_REVIEW', { goneReason: 'STOREFRONT_CLOSED' });
    expect([codes([gone]), codes([pledge('UNDER_REVIEW')])]).toEqual([[], ['PLEDGE_NOT_DUE']]);
    expect(reasonToLeaveOut(facts([gone]), TODAY, null)).toBeNull();
    expect(reasonToLeaveOut(facts([gone]), TODAY, { endingUntil: '2027-12-31' })).toBe('NOTHING_TO_RENEW');
  });

  it('does not double one that waits, but takes the place of an offer of an older text (INV-39)', () => {
    expect(codes([pledge('OFFERED')])).toEqual(['PLEDGE_ALREADY_OFFERED']);
    expect(codes([pledge('SIGNED', { validFrom: '2026-12-01' })], { templateId: 'v2' })).toEqual(['PLEDGE_ALREADY_OFFERED']);
    expect(codes([pledge('OFFERED')], { templateId: 'v2' })).toEqual([]);
  });

  it('takes the place of what a minor signed who came of age before the guardian signed, and of nothing else that is signed (INV-08)', () => {
    const waiting = pledge('SIGNED', { awaitsGuardian: true });
    expect([codes([waiting]), codes([waiting], { isOfAge: false })]).toEqual([[], ['PLEDGE_ALREADY_OFFERED']]);
    expect(codes([pledge('SIGNED', { validFrom: '2026-12-01' })])).toEqual(['PLEDGE_ALREADY_OFFERED']);
  });

  it('names the status of a party that is not fit in the reader’s language', () => {
    const [refusal] = refusalsToOffer(facts([], { isFit: false, audience: 'STORE', signatoryStatus: 'CLOSED' }), TODAY);
    expect([refusal!.message.zh, refusal!.message.en]).toEqual([
      '“小滴姐”目前是“已停业”,不能签署新的承诺。',
      '"小滴姐" cannot sign a new pledge: Closed.',
    ]);
  });

  it('says what helps a party of that kind in that state (INV-24)', () => {
    const cure = (audience: PledgeAudience, signatoryStatus: string) =>
      refusalsToOffer(facts([], { isFit: false, audience, signatoryStatus }), TODAY)[0]!.cure!.zh;
    expect(cure('STORE', 'CLOSED')).toContain('reopenStorefront');
    expect(cure('STREAMER', 'PAUSED')).toContain('resumeStreamer');
    expect(cure('STREAMER', 'INVITED')).toContain('activateStreamer');
    expect(cure('ENTERPRISE', 'PROSPECTIVE')).toContain('admitEnterprise');
    expect(cure('ENTERPRISE', 'LEAVING')).toContain('此前发出的仍可签署');
    expect(cure('ORGANIZATION', 'PROPOSED')).toContain('activateOrganization');
    expect(cure('ORGANIZATION', 'DISSOLVED')).toContain('接续');
    for (const [audience, status] of [
      ['STREAMER', 'LEFT'],
      ['ENTERPRISE', 'LEFT'],
    ] as const)
      expect(cure(audience, status)).toContain('不再需要签署');
  });

  it('renews what is in force only near its end or after a material change of the text (INV-39)', () => {
    for (const status of ['IN_FORCE', 'UNDER_REVIEW', 'WARNED', 'REINSTATED'] as const) {
      expect(codes([pledge(status)])).toEqual(['PLEDGE_NOT_DUE']);
      expect(codes([pledge(status, { expiringFrom: '2026-11-28' })])).toEqual(['PLEDGE_NOT_DUE']);
      expect(codes([pledge(status, { expiringFrom: TODAY })])).toEqual([]);
      expect(codes([pledge(status)], { templateId: 'v2', edition: 2 })).toEqual([]);
      expect(codes([pledge(status)], { templateId: 'v2', edition: 1 })).toEqual(['PLEDGE_NOT_DUE']);
    }
  });

  it('waits while a revocation is open to an appeal; all reasons come at once (INV-42)', () => {
    const revoked = pledge('REVOKED', { appealUntil: TODAY });
    expect(codes([revoked])).toEqual(['PLEDGE_APPEAL_OPEN']);
    expect(codes([pledge('REVOKED', { appealUntil: '2026-11-26' })])).toEqual([]);
    expect(codes([revoked, pledge('OFFERED')], { isFit: false })).toEqual([
      'SIGNATORY_NOT_FIT',
      'PLEDGE_ALREADY_OFFERED',
      'PLEDGE_APPEAL_OPEN',
    ]);
  });
});

describe('a batch of offers', () => {
  const left = (pledges: SeriesPledge[], campaign: { endingUntil: string } | null, more: Partial<OfferFacts> = {}) =>
    reasonToLeaveOut(facts(pledges, more), TODAY, campaign);

  it('to the whole park leaves out who has one in force, waits, or lost it for good', () => {
    expect([[], [pledge('LAPSED')], [pledge('DECLINED', { validFrom: null })]].map((pledges) => left(pledges, null))).toEqual([
      null,
      null,
      null,
    ]);
    const revoked = pledge('REVOKED', { appealUntil: TODAY });
    expect([[pledge('IN_FORCE')], [pledge('OFFERED')], [revoked], [pledge('FINAL')]].map((pledges) => left(pledges, null))).toEqual([
      'STILL_IN_FORCE',
      'OFFER_OPEN',
      'APPEAL_OPEN',
      'REVOKED_FOR_GOOD',
    ]);
    expect(left([pledge('FINAL'), pledge('LAPSED', { validFrom: '2026-09-01' })], null)).toBeNull();
  });

  it('of a renewal reaches pledges in force that end until the day, and those of an earlier edition (INV-39)', () => {
    const ending = pledge('IN_FORCE', { validUntil: '2026-12-31', expiringFrom: '2026-12-02' });
    expect(['2026-12-30', '2026-12-31'].map((endingUntil) => left([ending], { endingUntil }))).toEqual(['STILL_IN_FORCE', null]);
    const expiring = { ...ending, status: 'EXPIRING' as const, expiringFrom: TODAY };
    expect(['2026-12-30', '2026-12-31'].map((endingUntil) => left([expiring], { endingUntil }))).toEqual(['STILL_IN_FORCE', null]);
    expect(left([pledge('IN_FORCE')], { endingUntil: '2026-12-31' }, { templateId: 'v2', edition: 2 })).toBeNull();
    expect([left([], { endingUntil: '2026-12-31' }), left([pledge('LAPSED')], { endingUntil: '2027-12-31' })]).toEqual([
      'NOTHING_TO_RENEW',
      'NOTHING_TO_RENEW',
    ]);
  });
});

import { BreachStory, DECISION_AT, NOTICE_AT } from './breach-story.js';
import { PledgeLab } from './pledge-lab.js';

describe('the persons of a breach case', () => {
  let lab: PledgeLab;
  let textId: string;
  let story: BreachStory;
  beforeAll(async () => {
    lab = await PledgeLab.start();
    textId = (await lab.published('SEVEN_DONTS')).id;
    story = new BreachStory(lab, textId);
  });
  beforeEach(() => lab.moveTo(NOTICE_AT));
  afterAll(() => lab.close());

  /** An account of a secretary who is also the given host. */
  const secretaryWho = (streamerId: string) =>
    lab.app.signInAs([
      { role: 'PARK_SECRETARY', scopeKind: 'PARK', scopeId: lab.parkId },
      { role: 'STREAMER', scopeKind: 'STREAMER', scopeId: streamerId },
    ]);

  it('are two for decision and appeal: neither the same account nor another one of the same person decides both (INV-42)', async () => {
    const judge = await lab.broadcasts.streamer('书记兼主播');
    const host = await lab.broadcasts.streamer('申诉主播');
    const noticed = await story.noticed(await lab.signed(textId, host));
    await lab.moveTo(DECISION_AT);
    const [first, second] = [await secretaryWho(judge), await secretaryWho(judge)];
    const decided = await story.decided(noticed, 'REVOKED', first);
    const appealed = await story.step('appealBreachDecision', decided, { appealedOn: '2026-12-05', grounds: '不服' });
    const ruling = { decision: 'FINAL', reference: '滴电园诚〔2026〕9 号', reason: '复核' };
    for (const token of [first, second]) {
      expect(await story.refused('decideBreachAppeal', appealed, ruling, token)).toEqual(['APPEAL_NEEDS_ANOTHER']);
    }
    const ended = await story.step('decideBreachAppeal', appealed, { ...ruling, decision: 'REINSTATED' }, await lab.as('PARK_SECRETARY'));
    expect(ended.status).toBe('REINSTATED');
    expect(await story.refused('decideBreachAppeal', ended, ruling, first)).toContain('BREACH_STATE_FORBIDS');
  });

  it('are others than the party: a host with an office handles nothing of its own case and sees nothing of what others said (INV-42, PR-7)', async () => {
    const host = await lab.broadcasts.streamer('书记自己');
    const self = await secretaryWho(host);
    const pledge = await lab.signed(textId, host);
    const opened = await story.open(pledge);
    const notice = { noticeOn: '2026-11-27', reference: '告知书' };
    expect(await story.refused('giveBreachNotice', opened, notice, self)).toEqual(['OWN_BREACH_CASE']);
    expect(
      await story.refused('addBreachAllegation', opened, { source: 'COMPLAINT', text: '线索', receivedOn: '2026-11-27' }, self),
    ).toEqual(['OWN_BREACH_CASE']);
    const noticed = await story.step('giveBreachNotice', opened, notice);
    const reveal =
      'mutation ($input: RevealBreachTextsInput!) { revealBreachTexts(input: $input) { allegations { text } userErrors { code } } }';
    const input = { breachCaseId: opened.id, reason: '想看' };
    const shown = await lab.app.ask<{ revealBreachTexts: object }>(self, reveal, { input });
    expect(shown.revealBreachTexts).toEqual({ allegations: null, userErrors: [{ code: 'OWN_BREACH_CASE' }] });
    const session = (await story.confirm(await story.requestedOn(host, 20))).session!;
    await lab.moveTo(DECISION_AT);
    const [later, other] = [await secretaryWho(host), lab.secretary];
    expect(await lab.refused('decideBreachCase', await story.decision(noticed, 'CLEARED'), later)).toEqual(['OWN_BREACH_CASE']);
    const revoked = await story.decided(noticed, 'REVOKED', other);
    const [row] = await story.affected(revoked);
    const keep = { affectedSessionId: row!.id, expectedVersion: 1, decision: 'KEEP', reason: '照常' };
    expect(await lab.refused('decideAffectedSession', keep, later)).toEqual(['OWN_BREACH_CASE']);
    const appealed = await story.step('appealBreachDecision', revoked, { appealedOn: '2026-12-05', grounds: '不服' }, other);
    const ruling = { decision: 'REINSTATED', reference: '滴电园诚〔2026〕9 号', reason: '复核' };
    expect(await story.refused('decideBreachAppeal', appealed, ruling, later)).toEqual(['OWN_BREACH_CASE']);
    expect((await story.decideAbout(revoked, session, 'KEEP')).result).toMatchObject({ decision: 'KEEP' });
  });
});

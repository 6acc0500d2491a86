import { CHECKLIST_TEMPLATE, checklistFor, itemsReopenedBy } from './checklist-template.js';
import { refusalsOfHeldTimes, refusalsToClose, refusalsToMarkNoShow, refusalsToPrepare, refusalsToStart } from './session-steps.rules.js';

const at = (text: string) => new Date(`2026-11-27T${text}+08:00`);
const codes = (refusals: readonly { code: string }[]) => refusals.map((refusal) => refusal.code);
const problems = (refusals: readonly { details: Readonly<Record<string, unknown>> }[]) =>
  refusals.map((refusal) => refusal.details.problem);

describe('going on air', () => {
  const ready = {
    hostReportedAt: at('10:00'),
    aiAvatar: false,
    aiLabelConfirmed: false,
    dutyPersonName: null,
    plannedStartAt: at('08:00'),
    actualStartAt: at('19:00'),
  };

  it('needs the report of the hosts (C03)', () => {
    expect(codes(refusalsToStart(ready, at('19:00')))).toEqual([]);
    expect(codes(refusalsToStart({ ...ready, hostReportedAt: null }, at('19:00')))).toEqual(['HOSTS_NOT_REPORTED']);
  });

  it('needs label and duty person with an AI avatar, and names everything at once (C08, INV-25)', () => {
    const avatar = { ...ready, aiAvatar: true };
    expect(codes(refusalsToStart({ ...avatar, hostReportedAt: null }, at('19:00')))).toEqual([
      'HOSTS_NOT_REPORTED',
      'AI_LABEL_NOT_CONFIRMED',
      'DUTY_PERSON_MISSING',
    ]);
    expect(codes(refusalsToStart({ ...avatar, aiLabelConfirmed: true, dutyPersonName: '张三' }, at('19:00')))).toEqual([]);
  });

  it('takes a start of the last 12 hours, none of the future (INV-23)', () => {
    const started = (text: string) => problems(refusalsToStart({ ...ready, actualStartAt: at(text) }, at('19:00')));
    expect([started('07:00'), started('19:00')]).toEqual([[], []]);
    expect([started('06:59:59'), started('19:00:01')]).toEqual([['TOO_LONG_AGO'], ['FUTURE']]);
  });

  it('comes at most two hours before the plan (INV-22)', () => {
    const planned = (text: string) => codes(refusalsToStart({ ...ready, plannedStartAt: at(text) }, at('19:00')));
    expect([planned('20:59:59'), planned('21:00'), planned('21:00:01')]).toEqual([[], [], ['START_TOO_EARLY']]);
  });
});

describe('held times', () => {
  const end = (endAt: string, segments: [string, string][] = [], now = '21:00') =>
    problems(
      refusalsOfHeldTimes(
        at('19:00'),
        at(endAt),
        segments.map(([from, to]) => ({ startAt: at(from), endAt: at(to) })),
        at(now),
      ),
    );

  it('end after the start and not in the future', () => {
    expect([end('21:00'), end('19:00:01')]).toEqual([[], []]);
    expect([end('21:00:01'), end('19:00')]).toEqual([['FUTURE'], ['NOT_AFTER_START']]);
  });

  it('keep the hosts within the session and apart (INV-26a)', () => {
    expect(
      end('21:00', [
        ['19:00', '20:00'],
        ['20:00', '21:00'],
      ]),
    ).toEqual([]);
    expect(
      end('21:00', [
        ['19:00', '20:01'],
        ['20:00', '21:00'],
      ]),
    ).toEqual(['SEGMENT']);
    expect(end('21:00', [['18:59', '20:00']])).toEqual(['SEGMENT']);
    expect(end('20:30', [['19:00', '20:31']])).toEqual(['SEGMENT']);
    expect(end('21:00', [['20:00', '20:00']])).toEqual(['SEGMENT']);
  });
});

describe('the other steps', () => {
  it('PREPARED names every open item (INV-25)', () => {
    const item = (code: string, isDone: boolean) => ({ code, doneAt: isDone ? at('10:00') : null });
    expect(
      refusalsToPrepare([item('AI_LABEL', true), item('ROOM_DEVICES', false), item('ACCOUNT_BIO', false)]).map(
        (refusal) => refusal.details.items,
      ),
    ).toEqual([['ROOM_DEVICES', 'ACCOUNT_BIO']]);
    expect(refusalsToPrepare([item('AI_LABEL', true)])).toEqual([]);
  });

  it('a no-show is known 15 minutes after the start, not a second earlier', () => {
    expect(codes(refusalsToMarkNoShow(at('19:00'), at('19:14:59')))).toEqual(['NO_SHOW_TOO_EARLY']);
    expect(codes(refusalsToMarkNoShow(at('19:00'), at('19:15')))).toEqual([]);
  });

  it('CLOSED waits for 30 days after the end (INV-35)', () => {
    const after = (milliseconds: number) => new Date(at('21:00').getTime() + 30 * 86_400_000 + milliseconds);
    expect(codes(refusalsToClose(at('21:00'), after(-1)))).toEqual(['FIGURES_PROVISIONAL']);
    expect(codes(refusalsToClose(at('21:00'), after(0)))).toEqual([]);
  });
});

describe('the checklist', () => {
  it('asks for what the session has: papers when it sells, the label with an avatar, devices with a room (4-broadcast-and-sales 3.3)', () => {
    const plain = { type: 'THEORY' as const, aiAvatar: false, roomId: null, sampleSetId: null };
    expect(checklistFor(plain)).toEqual(['SCRIPT_REVIEWED', 'HOST_IDENTITY', 'ACCOUNT_BIO', 'PLEDGE_IN_FORCE']);
    expect(checklistFor({ type: 'COMMERCE', aiAvatar: true, roomId: 'r', sampleSetId: 's' })).toEqual(
      CHECKLIST_TEMPLATE.map((item) => item.code),
    );
  });

  it('opens the report of the hosts again when hosts or time change (C03)', () => {
    expect(itemsReopenedBy('HOSTS')).toContain('HOST_IDENTITY');
    expect(itemsReopenedBy('TIME')).toContain('HOST_IDENTITY');
    expect(itemsReopenedBy('PRODUCTS')).not.toContain('HOST_IDENTITY');
  });
});

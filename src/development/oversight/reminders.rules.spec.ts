import { addDays } from '../../platform/clock/local-date.js';
import { REMINDER_PLANS } from './reminder-plans.js';
import { firstReminderOn, latestReminder, nextReminderOn } from './reminders.rules.js';

const PLAN = { leadDays: [30, 7, 0], overdueEveryDays: 7 };
const DUE_ON = '2028-02-29';

describe('reminders of a deadline', () => {
  it.each([
    ['2028-01-29', null, '2028-01-30'],
    ['2028-01-30', -30, '2028-02-22'],
    ['2028-02-21', -30, '2028-02-22'],
    ['2028-02-22', -7, '2028-02-29'],
    ['2028-02-29', 0, '2028-03-07'],
    ['2028-03-06', 0, '2028-03-07'],
    ['2028-03-07', 7, '2028-03-14'],
    ['2028-12-31', 301, '2029-01-02'],
  ])('on %s send the one of offset %s and wait until %s (R02, R23)', (todayOn, offsetDays, nextOn) => {
    expect(latestReminder(PLAN, DUE_ON, todayOn)?.offsetDays ?? null).toBe(offsetDays);
    expect(nextReminderOn(PLAN, DUE_ON, todayOn)).toBe(nextOn);
  });

  it('begin with the farthest lead of each plan, and never stop while the deadline is not met (R02..R34)', () => {
    for (const plan of Object.values(REMINDER_PLANS)) {
      const firstOn = firstReminderOn(plan, DUE_ON);
      expect(latestReminder(plan, DUE_ON, firstOn)!.on).toBe(firstOn);
      expect(latestReminder(plan, DUE_ON, addDays(firstOn, -1))).toBeNull();
      let todayOn = firstOn;
      for (let round = 0; round < 20; round++) {
        const nextOn = nextReminderOn(plan, DUE_ON, todayOn);
        expect(nextOn > todayOn).toBe(true);
        expect(latestReminder(plan, DUE_ON, nextOn)!.on).toBe(nextOn);
        todayOn = nextOn;
      }
    }
  });
});

import { declareJob } from '../platform/queue/job-definition.js';
import { declareSchedule } from '../platform/queue/job-schedule.js';

export const REQUEST_REMINDERS = declareJob('skills.request-reminders', {
  describe: { zh: '为每个园区安排主播培养的到期提醒', en: "Asks for every park's reminders about certificates, lessons and badges" },
});

export const POST_PARK_REMINDERS = declareJob<object>('skills.post-reminders', {
  describe: { zh: '发出一个园区当天的到期提醒', en: "Posts one park's reminders of the day" },
});

/** At local midnight, when certificates end. */
export const REMINDERS_SCHEDULE = declareSchedule('skills.reminders', { cron: '0 0 * * *', job: REQUEST_REMINDERS });

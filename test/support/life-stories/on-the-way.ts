import { REJECTING } from '../case-story.js';
import { happened, happenedAbout, type LifeStory, refused } from './life-story.js';

/** 吴小禾: born on 2008-08-31. The letter of May starts nothing; the application counts from the birthday: 08-31 + 1 month = 09-30. */
const UNDER_AGE: LifeStory = {
  name: '吴小禾',
  about: 'applied under 18',
  world: { bornOn: '2008-08-31', todayOn: '2026-11-22' },
  happenings: [
    refused(['R01'], 'APPLICATION_RECEIVED', '2026-05-20'),
    happened('INTENT_EXPRESSED', '2026-05-20'),
    refused(['R01'], 'APPLICATION_RECEIVED', '2026-08-30'),
    happened('APPLICATION_RECEIVED', '2026-08-31'),
    refused(['R02'], 'ACTIVIST_DETERMINED', '2026-09-05', { isLeagueMember: true, recommendedBy: 'YOUTH_LEAGUE' }),
    happened('APPLICANT_TALKED', '2026-09-29'),
    refused(['R05'], 'ACTIVIST_DETERMINED', '2026-11-10', { isLeagueMember: true }),
    happened('ACTIVIST_DETERMINED', '2026-11-10', { isLeagueMember: true, recommendedBy: 'YOUTH_LEAGUE' }),
  ],
  deadlines: ['TALK 2026-09-30 2026-09-29', 'INSPECTION 2027-05-10 -'],
  outcome: { stage: 'ACTIVIST', cultivationFrom: '2026-11-10' },
};

/**
 * 马德福: taken over on 2026-06-01. Listed on 2026-04-10 after eleven months: the year would have been full on 04-30. The talk was due on
 * 2025-02-28. The second half year ends on 2026-04-30, after the listing. Pre-review 07-31: meeting by 08-31; vote 08-28: 11-28, 2027-02-28.
 */
const TAKEN_OVER: LifeStory = {
  name: '马德福',
  about: 'taken over with a historic breach',
  world: { cutOverOn: '2026-06-01', todayOn: '2026-11-22' },
  happenings: [
    happened('APPLICATION_RECEIVED', '2025-01-31'),
    happened('APPLICANT_TALKED', '2025-03-10'),
    happened('ACTIVIST_DETERMINED', '2025-04-30'),
    happened('ACTIVIST_FILED', '2025-05-08'),
    happened('CONTACTS_APPOINTED', '2025-05-08'),
    happened('CULTIVATION_INSPECTED', '2025-10-20'),
    happened('LISTING_OPINIONS_HEARD', '2026-03-30'),
    happened('LISTING_AGREED', '2026-04-01'),
    happened('LISTING_DECIDED', '2026-04-10', { decision: 'FILING' }),
    refused(['INV-13a'], 'INTRODUCERS_DETERMINED', '2026-06-05'),
    happenedAbout('LISTING_AGREED', 'BREACH_DECIDED', '2026-06-20', { ruleId: 'R09' }),
    happened('INTRODUCERS_DETERMINED', '2026-06-22'),
    happened('POLITICAL_REVIEWED', '2026-07-06'),
    happened('TRAINING_COMPLETED', '2026-07-17'),
    happened('COMMITTEE_EXAMINED', '2026-07-20'),
    happened('PRE_REVIEWED', '2026-07-31'),
    happened('FORM_FILLED', '2026-08-10'),
    happened('ADMISSION_VOTED', '2026-08-28'),
    happened('ADMISSION_TALKED', '2026-09-15'),
    happened('ADMISSION_DECIDED', '2026-09-30'),
    happened('OATH_TAKEN', '2026-10-28'),
  ],
  deadlines: [
    'TALK 2025-02-28 2025-03-10',
    'INSPECTION 2025-10-30 2025-10-20',
    'MEETING 2026-08-31 2026-08-28',
    'FILING 2026-10-30 -',
    'OATH 2026-10-30 2026-10-28',
    'APPROVAL 2026-11-28 2026-09-30',
    'APPROVAL_LIMIT 2027-02-28 2026-09-30',
    'CONVERSION 2027-08-28 -',
  ],
  outcome: { stage: 'PROBATIONARY', probationEndsOn: '2027-08-28' },
};

/**
 * 何春燕: notice of Monday 2026-06-15; 16, 17, 18 June, then the Dragon Boat Festival from 19 to 21, then 22, 23: the fifth working day. The
 * objection was upheld. The second notice of Wednesday 10-28: 29, 30 October, 2, 3, 4 November.
 */
const OBJECTED: LifeStory = {
  name: '何春燕',
  about: 'an objection during the publicity',
  world: { todayOn: '2026-11-22' },
  happenings: [
    happened('APPLICATION_RECEIVED', '2025-03-03'),
    happened('APPLICANT_TALKED', '2025-03-17'),
    happened('ACTIVIST_DETERMINED', '2025-05-06'),
    happened('ACTIVIST_FILED', '2025-05-08'),
    happened('CONTACTS_APPOINTED', '2025-05-08'),
    happened('CULTIVATION_INSPECTED', '2025-11-05'),
    happened('CULTIVATION_INSPECTED', '2026-05-06'),
    happened('LISTING_OPINIONS_HEARD', '2026-06-01'),
    happened('LISTING_AGREED', '2026-06-02'),
    refused(['R10'], 'LISTING_DECIDED', '2026-06-10'),
    happened('PUBLICITY_STARTED', '2026-06-15'),
    happened('PUBLICITY_OBJECTED', '2026-06-18'),
    refused(['R10'], 'PUBLICITY_ENDED', '2026-06-22'),
    happened('PUBLICITY_ENDED', '2026-06-23'),
    refused(['INV-20'], 'LISTING_DECIDED', '2026-06-24'),
    happenedAbout('PUBLICITY_OBJECTED', 'OBJECTION_RESOLVED', '2026-07-08', { isUpheld: true }),
    refused(['R10'], 'LISTING_DECIDED', '2026-07-10'),
    happened('LISTING_OPINIONS_HEARD', '2026-10-26'),
    happened('LISTING_AGREED', '2026-10-27'),
    happened('PUBLICITY_STARTED', '2026-10-28'),
    happened('PUBLICITY_OBJECTED', '2026-10-30'),
    happened('CULTIVATION_INSPECTED', '2026-10-30'),
    happenedAbout('PUBLICITY_OBJECTED', 'OBJECTION_RESOLVED', '2026-11-03', { isUpheld: false }),
    happened('PUBLICITY_ENDED', '2026-11-04'),
    happened('LISTING_DECIDED', '2026-11-09'),
  ],
  deadlines: [
    'TALK 2025-04-03 2025-03-17',
    'INSPECTION 2025-11-06 2025-11-05',
    'INSPECTION 2026-05-06 2026-05-06',
    'PUBLICITY_END 2026-06-23 2026-06-23',
    'PUBLICITY_END 2026-11-04 2026-11-04',
    'INSPECTION 2026-11-06 2026-10-30',
  ],
  outcome: { stage: 'PROSPECT', cultivationFrom: '2025-05-06', openObjections: [] },
};

/** 石磊, the first time: withdrew in his eighth month as an activist; what was not done by then is nobody's any more. */
const WITHDREW: LifeStory = {
  name: '石磊(第一次)',
  about: 'withdrew',
  world: { todayOn: '2023-03-01' },
  happenings: [
    happened('APPLICATION_RECEIVED', '2022-05-10'),
    happened('APPLICANT_TALKED', '2022-05-20'),
    happened('ACTIVIST_DETERMINED', '2022-07-01'),
    happened('ACTIVIST_FILED', '2022-07-04'),
    happened('CONTACTS_APPOINTED', '2022-07-04'),
    happened('CULTIVATION_INSPECTED', '2022-12-20'),
    happened('WITHDRAWN', '2023-02-01'),
    refused(['INV-13'], 'LISTING_OPINIONS_HEARD', '2023-01-10'),
  ],
  deadlines: ['TALK 2022-06-10 2022-05-20', 'INSPECTION 2023-01-01 2022-12-20'],
  outcome: { stage: 'CLOSED', side: 'WITHDRAWN', isOpen: false },
};

/** 石磊, the second time: 2023-03-31 + 1 month = 04-30; half years from 05-31: 11-30, 05-31; the year is full on 2024-05-31, not before. */
const REAPPLIED: LifeStory = {
  name: '石磊(第二次)',
  about: 're-applied: no time is inherited',
  world: { previousCaseEndedOn: '2023-02-01', todayOn: '2024-07-01' },
  happenings: [
    refused(['R35'], 'APPLICATION_RECEIVED', '2023-01-31'),
    happened('APPLICATION_RECEIVED', '2023-03-31'),
    happened('APPLICANT_TALKED', '2023-04-28'),
    happened('ACTIVIST_DETERMINED', '2023-05-31'),
    happened('ACTIVIST_FILED', '2023-06-02'),
    happened('CONTACTS_APPOINTED', '2023-06-02'),
    happened('LISTING_OPINIONS_HEARD', '2023-07-20'),
    refused(['R09'], 'LISTING_AGREED', '2023-08-01'),
    happened('CULTIVATION_INSPECTED', '2023-11-20'),
    happened('CULTIVATION_INSPECTED', '2024-05-20'),
    refused(['R09'], 'LISTING_AGREED', '2024-05-30'),
    happened('LISTING_AGREED', '2024-06-04'),
    happened('LISTING_DECIDED', '2024-06-20', { decision: 'FILING' }),
  ],
  deadlines: ['TALK 2023-04-30 2023-04-28', 'INSPECTION 2023-11-30 2023-11-20', 'INSPECTION 2024-05-31 2024-05-20'],
  outcome: { stage: 'PROSPECT', cultivationFrom: '2023-05-31' },
};

/**
 * 郑国庆: notice of Monday 2026-09-28; 29, 30 September; 1 to 7 October off; 8, 9, and the worked Saturday 10 October: the fifth. The listing
 * is possible from 11 October. 2025-06-30 + 1 month = 07-30; half years from 08-31: 02-28, 08-31.
 */
const NATIONAL_DAY: LifeStory = {
  name: '郑国庆',
  about: 'publicity over the National Day, with days worked instead',
  world: { todayOn: '2026-11-22' },
  happenings: [
    happened('APPLICATION_RECEIVED', '2025-06-30'),
    happened('APPLICANT_TALKED', '2025-07-28'),
    happened('ACTIVIST_DETERMINED', '2025-08-31'),
    happened('ACTIVIST_FILED', '2025-09-02'),
    happened('CONTACTS_APPOINTED', '2025-09-02'),
    happened('CULTIVATION_INSPECTED', '2026-02-27'),
    happened('CULTIVATION_INSPECTED', '2026-08-28'),
    happened('LISTING_OPINIONS_HEARD', '2026-09-21'),
    happened('LISTING_AGREED', '2026-09-22'),
    happened('PUBLICITY_STARTED', '2026-09-28'),
    refused(['R10'], 'PUBLICITY_ENDED', '2026-10-09'),
    happened('PUBLICITY_ENDED', '2026-10-10'),
    refused(['R10'], 'LISTING_DECIDED', '2026-10-10'),
    refused(['R11'], 'LISTING_DECIDED', '2026-10-12', { decision: 'FILING' }),
    happened('LISTING_DECIDED', '2026-10-12'),
  ],
  deadlines: [
    'TALK 2025-07-30 2025-07-28',
    'INSPECTION 2026-02-28 2026-02-27',
    'INSPECTION 2026-08-31 2026-08-28',
    'PUBLICITY_END 2026-10-10 2026-10-10',
  ],
  outcome: { stage: 'PROSPECT', stageSince: '2026-10-12' },
};

/**
 * 唐秀英: 7 of 15 said Yes on 2026-07-15, eight are needed. The second pre-review of 09-30: meeting by 10-30, held a day late. Vote of 10-31:
 * three months 2027-01-31, six months 2027-04-30.
 */
const REJECTED_ONCE: LifeStory = {
  name: '唐秀英',
  about: 'a rejected vote, and a second one',
  world: { todayOn: '2026-11-22' },
  happenings: [
    happened('APPLICATION_RECEIVED', '2024-08-31'),
    happened('APPLICANT_TALKED', '2024-09-20'),
    happened('ACTIVIST_DETERMINED', '2024-11-29'),
    happened('ACTIVIST_FILED', '2024-12-03'),
    happened('CONTACTS_APPOINTED', '2024-12-03'),
    happened('CULTIVATION_INSPECTED', '2025-05-20'),
    happened('CULTIVATION_INSPECTED', '2025-11-20'),
    happened('LISTING_OPINIONS_HEARD', '2026-04-13'),
    happened('LISTING_AGREED', '2026-04-20'),
    happened('LISTING_DECIDED', '2026-05-11', { decision: 'FILING' }),
    happened('INTRODUCERS_DETERMINED', '2026-05-12'),
    happened('POLITICAL_REVIEWED', '2026-05-28'),
    happened('TRAINING_COMPLETED', '2026-06-05'),
    happened('COMMITTEE_EXAMINED', '2026-06-15'),
    happened('PRE_REVIEWED', '2026-06-30'),
    happened('FORM_FILLED', '2026-07-03'),
    refused(['INV-15'], 'ADMISSION_VOTED', '2026-07-15', { ballot: REJECTING, isAccepted: true }),
    happened('ADMISSION_VOTED', '2026-07-15', { ballot: REJECTING, isAccepted: false }),
    refused(['R15'], 'ADMISSION_VOTED', '2026-07-20'),
    happened('COMMITTEE_EXAMINED', '2026-09-01'),
    happened('PRE_REVIEWED', '2026-09-30'),
    happened('FORM_FILLED', '2026-10-12'),
    refused(['R17'], 'ADMISSION_VOTED', '2026-10-31'),
    happened('ADMISSION_VOTED', '2026-10-31', {}, { overrides: { R17: '多名党员在外,推迟一天' } }),
  ],
  deadlines: [
    'TALK 2024-09-30 2024-09-20',
    'INSPECTION 2025-05-29 2025-05-20',
    'INSPECTION 2025-11-29 2025-11-20',
    'MEETING 2026-07-30 2026-07-15',
    'MEETING 2026-10-30 2026-10-31',
    'APPROVAL 2027-01-31 -',
    'APPROVAL_LIMIT 2027-04-30 -',
  ],
  outcome: { stage: 'BRANCH_ACCEPTED', probationFrom: '2026-10-31', probationEndsOn: '2027-10-31', memberFrom: null },
};

/** 秦三一: everything on a 31st, and a pause that stops steps and no deadline. 12-31 + 1 = 01-31; 03-31 + 6 = 09-30, + 12 = 03-31. */
const THIRTY_FIRST: LifeStory = {
  name: '秦三一',
  about: 'deadlines on a 31st',
  world: { todayOn: '2026-11-22' },
  happenings: [
    happened('APPLICATION_RECEIVED', '2025-12-31'),
    happened('APPLICANT_TALKED', '2026-01-31'),
    happened('ACTIVIST_DETERMINED', '2026-03-31'),
    happened('ACTIVIST_FILED', '2026-04-02'),
    happened('CONTACTS_APPOINTED', '2026-04-02'),
    happened('CULTIVATION_INSPECTED', '2026-09-30'),
    happened('PAUSED', '2026-10-15'),
    refused(['INV-14'], 'LISTING_OPINIONS_HEARD', '2026-10-20'),
  ],
  deadlines: ['TALK 2026-01-31 2026-01-31', 'INSPECTION 2026-09-30 2026-09-30', 'INSPECTION 2027-03-31 -'],
  outcome: { stage: 'ACTIVIST', side: 'PAUSED', isOpen: true },
};

/** Stories that end before, or at the beginning of, probation. */
export const STORIES_ON_THE_WAY: readonly LifeStory[] = [
  UNDER_AGE,
  TAKEN_OVER,
  OBJECTED,
  WITHDREW,
  REAPPLIED,
  NATIONAL_DAY,
  REJECTED_ONCE,
  THIRTY_FIRST,
];

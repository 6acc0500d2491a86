import type { LocalDate } from '../platform/clock/local-date.js';
import type { Bilingual } from '../platform/errors/faults.js';
import { declareRefusal } from '../platform/errors/refusals.js';
import { wordOf } from '../platform/graphql/descriptions.js';
import { StreamerStatus } from '../streamers/streamer-states.js';
import { SkillGate, SkillLevel, SkillTrade } from './skill-kinds.js';
import { SkillTrackStatus } from './skill-track-states.js';

interface Gate {
  gate: SkillGate;
}

/** A gate as people name it: its code and its words. */
const gateZh = (gate: SkillGate) => `${gate}(${wordOf(SkillGate, gate).zh})`;
const gateEn = (gate: SkillGate) => `${gate} (${wordOf(SkillGate, gate).en})`;

export const STANDARD_NOT_SOUND = declareRefusal<{ problem: Bilingual }>('STANDARD_NOT_SOUND', {
  zh: ({ problem }) => `培养标准自相矛盾:${problem.zh}。`,
  en: ({ problem }) => `The standard contradicts itself: ${problem.en}.`,
  cureZh: () => '请改正所指的数字后重新发布。',
  cureEn: () => 'Mend the number and publish again.',
});

export const STANDARD_TOO_EARLY = declareRefusal<{ earliestOn: LocalDate }>('STANDARD_TOO_EARLY', {
  zh: ({ earliestOn }) => `新版标准最早从 ${earliestOn} 起施行:此前的材料已按当时的标准认定,不能事后改变。`,
  en: ({ earliestOn }) =>
    `The version may take effect on ${earliestOn} at the earliest: evidence before that is judged by the version of its day.`,
  cureZh: ({ earliestOn }) => `请把施行日期改为 ${earliestOn} 或以后。`,
  cureEn: ({ earliestOn }) => `Choose ${earliestOn} or a later day.`,
});

export const TRAINER_ALREADY_APPOINTED = declareRefusal('TRAINER_ALREADY_APPOINTED', {
  zh: () => '这个人在这段时间已经在导师考评员名册里。',
  en: () => 'This person stands in the register of trainers in that time already.',
  cureZh: () => '请先结束原有登记,或选择不重叠的日期。',
  cureEn: () => 'End the present entry first, or choose days that do not overlap.',
});

export const TRAINER_WITHOUT_DUTY = declareRefusal('TRAINER_WITHOUT_DUTY', {
  zh: () => '导师、考评员至少选一项。',
  en: () => 'A register entry is for training, for assessing, or for both.',
  cureZh: () => '请选择导师、考评员或两者。',
  cureEn: () => 'Choose training, assessing, or both.',
});

export const SKILL_TRACK_OPEN = declareRefusal<{ status: string }>('SKILL_TRACK_OPEN', {
  zh: ({ status }) => `这名主播已有培养个案(${wordOf(SkillTrackStatus, status).zh}),不能重复入列。`,
  en: ({ status }) => `The streamer has a track already; it is ${status}.`,
  cureZh: () => '请在原个案上继续;退出后才能重新入列。',
  cureEn: () => 'Go on with that track; a new one begins after a withdrawal.',
});

export const SKILL_TRACK_STATE_FORBIDS = declareRefusal<{ verb: string; status: string }>('SKILL_TRACK_STATE_FORBIDS', {
  zh: ({ status }) => `培养个案目前的状态是“${wordOf(SkillTrackStatus, status).zh}”,不能进行这项操作。`,
  en: ({ verb, status }) => `The track is ${status}; ${verb} is not possible in this state.`,
  cureZh: () => '请刷新培养个案,看现在能进行哪些操作。',
  cureEn: () => 'Load the track again to see what the state allows.',
});

export const STREAMER_NOT_VERIFIED = declareRefusal<{ status: string }>('STREAMER_NOT_VERIFIED', {
  zh: ({ status }) => `主播目前是“${wordOf(StreamerStatus, status).zh}”,未实名核验或已离开,不能进入培养。`,
  en: ({ status }) => `The streamer is ${status}: only a person whose real name was verified may be enrolled.`,
  cureZh: () => '请先完成实名核验。',
  cureEn: () => 'Verify the real name first.',
  rule: 'INV-10',
});

export const ASSESSOR_IS_TRAINEE = declareRefusal('ASSESSOR_IS_TRAINEE', {
  zh: () => '考评人就是受训者本人,不能自己认定自己的关口。',
  en: () => 'The assessor is the trainee; nobody passes a gate by the own word.',
  cureZh: () => '请由另一名导师或考评员认定。',
  cureEn: () => 'Let another trainer or assessor judge it.',
  rule: 'INV-10',
});

export const DECIDES_OWN_CASE = declareRefusal('DECIDES_OWN_CASE', {
  zh: () => '这项决定涉及账号本人,不能由本人作出。',
  en: () => 'The decision is about the person behind this account.',
  cureZh: () => '请由其他工作人员决定。',
  cureEn: () => 'Let somebody else decide it.',
  rule: 'INV-10',
});

export const RECORDER_IS_TRAINEE = declareRefusal('RECORDER_IS_TRAINEE', {
  zh: () => '登记材料的账号属于受训者本人。',
  en: () => 'The account that records the evidence belongs to the trainee.',
  cureZh: () => '请由其他工作人员登记。',
  cureEn: () => 'Let somebody else record it.',
  rule: 'INV-10',
});

export const ASSESSOR_NOT_QUALIFIED = declareRefusal<{ displayName: string; onDay: LocalDate; duty: 'TRAIN' | 'ASSESS' }>(
  'ASSESSOR_NOT_QUALIFIED',
  {
    zh: ({ displayName, onDay, duty }) => `${displayName} 在 ${onDay} 不是本园区有效的${duty === 'TRAIN' ? '导师' : '考评员'}。`,
    en: ({ displayName, onDay, duty }) => `${displayName} is no ${duty === 'TRAIN' ? 'trainer' : 'assessor'} of the park on ${onDay}.`,
    cureZh: () => '请在导师考评员名册中登记,或换一名在册人员。',
    cureEn: () => 'Appoint the person in the register, or name somebody who stands in it.',
    rule: 'INV-10',
  },
);

export const GATE_BEFORE_OPEN = declareRefusal<Gate & { openGate: SkillGate }>('GATE_BEFORE_OPEN', {
  zh: ({ gate, openGate }) => `${gateZh(gate)}不能先于 ${gateZh(openGate)}:到材料所写的日期,后者还没有通过。`,
  en: ({ gate, openGate }) => `${gateEn(gate)} cannot come before ${gateEn(openGate)}, which is not passed on that day.`,
  cureZh: ({ openGate }) => `请先登记 ${gateZh(openGate)}的材料。`,
  cureEn: ({ openGate }) => `Record the evidence for ${gateEn(openGate)} first.`,
  rule: 'INV-10',
});

export const GATE_ALREADY_PASSED = declareRefusal<Gate & { passedOn: LocalDate }>('GATE_ALREADY_PASSED', {
  zh: ({ gate, passedOn }) => `${gateZh(gate)}已于 ${passedOn} 通过。`,
  en: ({ gate, passedOn }) => `${gateEn(gate)} was passed on ${passedOn}.`,
  cureZh: () => '不需要再登记;有误的请先撤销原材料。',
  cureEn: () => 'Nothing needs to be recorded; withdraw the former evidence if it is wrong.',
  rule: 'INV-10',
});

export const RETRY_TOO_EARLY = declareRefusal<Gate & { retryFromOn: LocalDate }>('RETRY_TOO_EARLY', {
  zh: ({ gate, retryFromOn }) => `上一次没有通过,${gateZh(gate)}最早 ${retryFromOn} 再试。`,
  en: ({ gate, retryFromOn }) => `The last attempt failed; ${gateEn(gate)} may be tried again from ${retryFromOn} on.`,
  cureZh: () => '请在间隔期满后再安排。',
  cureEn: () => 'Arrange the next attempt after the waiting time.',
});

export const RENEWAL_TOO_EARLY = declareRefusal<Gate & { renewalFromOn: LocalDate }>('RENEWAL_TOO_EARLY', {
  zh: ({ renewalFromOn }) => `证书仍在有效期,${renewalFromOn} 起才能办理续期。`,
  en: ({ renewalFromOn }) => `The certificate is valid; it may be renewed from ${renewalFromOn} on.`,
  cureZh: () => '请在可续期的日期之后办理。',
  cureEn: () => 'Renew it from that day on.',
});

export const LESSON_STALE = declareRefusal<{ lessonUntil: LocalDate }>('LESSON_STALE', {
  zh: ({ lessonUntil }) => `网络主播第一课的有效期到 ${lessonUntil} 为止。`,
  en: ({ lessonUntil }) => `The first lesson was valid until ${lessonUntil}.`,
  cureZh: () => '请先复训并登记第一课。',
  cureEn: () => 'Repeat the lesson and record it first.',
  rule: 'C11',
});

export const EVIDENCE_CARRIES_OTHERS = declareRefusal<Gate>('EVIDENCE_CARRIES_OTHERS', {
  zh: ({ gate }) => `撤销后,其后的 ${gateZh(gate)}材料将不成立。`,
  en: ({ gate }) => `Without it the later evidence for ${gateEn(gate)} would not stand.`,
  cureZh: () => '请先撤销其后的材料;已经发证的,收回证书后重新考核。',
  cureEn: () => 'Withdraw the later evidence first; under a certificate, revoke it and assess again.',
  rule: 'INV-10',
});

export const EVIDENCE_UNDER_CERTIFICATE = declareRefusal<{ certificateNumber: string }>('EVIDENCE_UNDER_CERTIFICATE', {
  zh: ({ certificateNumber }) => `证书 ${certificateNumber} 已依据这份材料发出,材料不能撤销。`,
  en: ({ certificateNumber }) => `The certificate ${certificateNumber} rests on this evidence, which therefore stands.`,
  cureZh: () => '材料有误的,请收回证书并重新考核。',
  cureEn: () => 'If it is wrong, revoke the certificate and assess again.',
});

export const ENROLLMENT_STANDS = declareRefusal('ENROLLMENT_STANDS', {
  zh: () => '入列时的资格材料(G0)是个案的开端,不能单独撤销。',
  en: () => 'The evidence of the enrollment (G0) is where the track begins and cannot be withdrawn alone.',
  cureZh: () => '入列有误的,请让个案退出后重新入列。',
  cureEn: () => 'If the enrollment was wrong, withdraw the track and enroll again.',
});

export const EVIDENCE_ALREADY_WITHDRAWN = declareRefusal('EVIDENCE_ALREADY_WITHDRAWN', {
  zh: () => '这份材料已经撤销。',
  en: () => 'The evidence was withdrawn before.',
  cureZh: () => '不需要再操作。',
  cureEn: () => 'Nothing needs to be done.',
});

export const RUBRIC_NOT_MATCHED = declareRefusal<{ missing: string; unknown: string }>('RUBRIC_NOT_MATCHED', {
  zh: ({ missing, unknown }) => `评分须与当日标准的评分项逐项对应(缺 ${missing || '无'};多 ${unknown || '无'})。`,
  en: ({ missing, unknown }) =>
    `Score each criterion of the day's rubric once (missing: ${missing || 'none'}; not in it: ${unknown || 'none'}).`,
  cureZh: () => '请按标准逐项评分,每项一次。',
  cureEn: () => 'Give each criterion one score.',
});

export const SESSION_NOT_SUPERVISED = declareRefusal<{ problem: 'NOT_HELD' | 'NOT_HOST' | 'NO_MENTOR' | 'COUNTED' }>(
  'SESSION_NOT_SUPERVISED',
  {
    zh: ({ problem }) =>
      ({
        NOT_HELD: '这一场次还没有播完。',
        NOT_HOST: '受训者不是这一场次的主播。',
        NO_MENTOR: '所填导师没有登记为这一场次的在场导师。',
        COUNTED: '这一场次已经作为带教场次登记过。',
      })[problem],
    en: ({ problem }) =>
      ({
        NOT_HELD: 'The session has not been held.',
        NOT_HOST: 'The trainee was no host of the session.',
        NO_MENTOR: 'The trainer is not recorded as a mentor present in the session.',
        COUNTED: 'The session was recorded as supervised before.',
      })[problem],
    cureZh: () => '请核对场次、主播和在场导师,或换一场次。',
    cureEn: () => 'Check the session, its hosts and its mentors, or name another session.',
    rule: 'INV-10',
  },
);

export const FIRST_LESSON_MISSING = declareRefusal<{ stageName: string; onDay: LocalDate; lessonUntil: LocalDate | null }>(
  'FIRST_LESSON_MISSING',
  {
    zh: ({ stageName, onDay, lessonUntil }) =>
      lessonUntil
        ? `主播“${stageName}”的网络主播第一课有效期到 ${lessonUntil},不覆盖 ${onDay}。`
        : `主播“${stageName}”没有上过网络主播第一课。`,
    en: ({ stageName, onDay, lessonUntil }) =>
      lessonUntil
        ? `The first lesson of the host "${stageName}" is valid until ${lessonUntil}, which does not cover ${onDay}.`
        : `The host "${stageName}" has not had the first lesson.`,
    cureZh: () => '请安排第一课(或年度复训)并登记。',
    cureEn: () => 'Hold the first lesson, or its yearly refresh, and record it.',
    rule: 'INV-24',
  },
);

export const SKILL_CERTIFICATE_MISSING = declareRefusal<{ stageName: string; onDay: LocalDate; certificateUntil: LocalDate | null }>(
  'SKILL_CERTIFICATE_MISSING',
  {
    zh: ({ stageName, onDay, certificateUntil }) =>
      certificateUntil
        ? `主播“${stageName}”的证书有效期到 ${certificateUntil},不覆盖 ${onDay}。`
        : `主播“${stageName}”没有在 ${onDay} 有效的主播证书。`,
    en: ({ stageName, onDay, certificateUntil }) =>
      certificateUntil
        ? `The certificate of the host "${stageName}" is valid until ${certificateUntil}, which does not cover ${onDay}.`
        : `The host "${stageName}" holds no certificate valid on ${onDay}.`,
    cureZh: () => '请完成培养关口并发证;演练合格的,可安排导师在场。',
    cureEn: () => 'Complete the gates and certify the host; after the rehearsals a session with the mentor present is possible.',
    rule: 'INV-24',
  },
);

export const MENTOR_MISSING = declareRefusal<{ stageName: string; onDay: LocalDate }>('MENTOR_MISSING', {
  zh: ({ stageName, onDay }) => `主播“${stageName}”尚未持证,${onDay} 的场次须有在册导师在场。`,
  en: ({ stageName, onDay }) =>
    `The host "${stageName}" is not certified: the session on ${onDay} needs a trainer of the park as a mentor present.`,
  cureZh: () => '请为场次登记一名在场导师(不能是本人)。',
  cureEn: () => 'Name a mentor for the session who is somebody else.',
  rule: 'INV-24',
});

export const MENTOR_NOT_QUALIFIED = declareRefusal<{ stageName: string; onDay: LocalDate }>('MENTOR_NOT_QUALIFIED', {
  zh: ({ stageName, onDay }) => `“${stageName}”在 ${onDay} 不在本园区导师名册中,不能作为在场导师。`,
  en: ({ stageName, onDay }) => `"${stageName}" is no trainer of the park on ${onDay} and cannot be a session's mentor.`,
  cureZh: () => '请在导师考评员名册中登记,或换一名导师。',
  cureEn: () => 'Appoint the person in the register, or choose another mentor.',
  rule: 'INV-10',
});

export const STATE_LEVEL_ON_RECORD = declareRefusal<{ trade: string; level: string }>('STATE_LEVEL_ON_RECORD', {
  zh: ({ trade, level }) => `这名主播的“${wordOf(SkillTrade, trade).zh}${wordOf(SkillLevel, level).zh}”已经登记。`,
  en: ({ trade, level }) => `Level ${level} of the trade ${trade} is on record for the streamer.`,
  cureZh: () => '不需要再登记。',
  cureEn: () => 'Nothing needs to be recorded.',
});

export const TRAINING_DAY_TOO_LONG = declareRefusal<{ heldOn: string; hours: number; hoursMax: number }>('TRAINING_DAY_TOO_LONG', {
  zh: ({ heldOn, hours, hoursMax }) => `${heldOn} 一天登记的培训共 ${hours} 学时,一天最多 ${hoursMax} 学时。`,
  en: ({ heldOn, hours, hoursMax }) => `${hours} class hours on ${heldOn}; one day takes ${hoursMax} at most.`,
  cureZh: () => '多天的培训请按日分别登记。',
  cureEn: () => 'Enter a course of several days day by day.',
  rule: 'INV-10',
});

export const STANDARD_VERSIONS_USED_UP = declareRefusal<{ versionsMax: number }>('STANDARD_VERSIONS_USED_UP', {
  zh: ({ versionsMax }) => `园区已发布 ${versionsMax} 版标准,不能再发布。`,
  en: ({ versionsMax }) => `The park has published ${versionsMax} versions of its standard and can publish no more.`,
  cureZh: () => '请联系系统管理员。',
  cureEn: () => 'Ask the administrator of the system.',
});

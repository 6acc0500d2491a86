import { LawfulBasis } from '../platform/personal-data/lawful-bases.js';
import { type PersonalDataPart, UNTIL_ERASURE } from '../platform/personal-data/personal-tables.js';
import { BLANKED, CLEARED, personalTables } from '../platform/personal-data/table-declarations.js';

const PARK_RECORD = {
  purpose: ['主播培养与认证', 'Training and certification of hosts'],
  readers: 'skills.read',
  scopeColumn: 'parkId',
  basis: LawfulBasis.CONTRACT,
  retention: UNTIL_ERASURE,
  onErasure: 'CLEAR',
  belongsTo: { streamerId: 'streamer' },
} as const;

/** The way to a certificate, tiers, pairings and badges. Their counts stay; what was written about the person goes. */
export const SKILLS_PERSONAL_DATA: PersonalDataPart = {
  module: 'skills',
  links: [
    { name: 'track', from: 'streamer', sql: 'SELECT t.id AS id, t.parkId AS scopeId FROM skill_track t WHERE t.streamerId IN {ids}' },
    {
      ...{ name: 'pairing', from: 'streamer' },
      sql: `SELECT p.id AS id, p.parkId AS scopeId FROM streamer s
        JOIN mentor_pairing p ON p.parkId = s.parkId AND (p.mentorStreamerId = s.id OR p.menteeStreamerId = s.id) WHERE s.id IN {ids}`,
    },
    {
      ...{ name: 'noticed', from: 'person' },
      /* Whatever a notice may be about: the host, its pledges, cases and tracks. */
      sql: `SELECT n.id AS id, n.scopeId AS scopeId FROM (
          SELECT s.id AS id, s.parkId AS scopeId, s.personId AS personId FROM streamer s
          UNION ALL SELECT t.id, t.parkId, s.personId FROM skill_track t JOIN streamer s ON s.id = t.streamerId
          UNION ALL SELECT p.id, p.parkId, s.personId FROM integrity_pledge p JOIN streamer s ON s.id = p.signatoryId
          UNION ALL SELECT b.id, b.parkId, s.personId FROM breach_case b JOIN streamer s ON s.id = b.signatoryId
        ) n WHERE n.personId IN {ids}`,
    },
  ],
  personColumns: [
    { table: 'skill_track', column: 'personId' },
    { table: 'skill_trainer', column: 'personId' },
    { table: 'member_badge', column: 'personId' },
    { table: 'mentor_pairing', column: 'mentorPersonId' },
    { table: 'mentor_pairing', column: 'menteePersonId' },
  ],
  tables: personalTables(PARK_RECORD, {
    skill_track: {
      called: ['培养个案', 'Skill tracks'],
      fields: {
        trade: ['工种', 'Trade'],
        targetLevel: ['目标等级', 'Target level'],
        contractReference: ['协议编号', 'Reference of the contract', BLANKED],
        enrolledOn: ['入营日期', 'Enrolled on'],
        passedGate: ['已过关口', 'Gate passed'],
        withdrawnReason: ['退出原因', 'Why withdrawn', CLEARED],
      },
    },
    skill_evidence: {
      called: ['过关记录', 'Evidence of gates'],
      belongsTo: { trackId: 'track' },
      fields: {
        gate: ['关口', 'Gate'],
        heldOn: ['日期', 'Held on'],
        isPassed: ['是否通过', 'Passed'],
        scores: ['各项得分', 'Scores', CLEARED],
        reference: ['材料编号', 'Reference', BLANKED],
        note: ['评语', 'Note', CLEARED],
        withdrawnReason: ['撤销原因', 'Why withdrawn', CLEARED],
      },
    },
    skill_certificate: {
      called: ['上岗证', 'Certificates'],
      fields: {
        certificateNumber: ['证书编号', 'Number'],
        issuedOn: ['发证日期', 'Issued on'],
        validUntil: ['有效期至', 'Valid until'],
        revokedReason: ['撤销原因', 'Why revoked', CLEARED],
      },
    },
    state_skill_level: {
      called: ['国家职业技能等级', 'State skill levels'],
      onErasure: 'DELETE',
      fields: {
        trade: ['工种', 'Trade'],
        level: ['等级', 'Level'],
        certificateReference: ['证书编号', 'Certificate'],
        authority: ['发证机构', 'Authority'],
        issuedOn: ['日期', 'Issued on'],
      },
    },
    skill_tier_change: {
      called: ['层级变动', 'Changes of tier'],
      fields: {
        kind: ['种类', 'Kind'],
        fromTier: ['原层级', 'From'],
        toTier: ['新层级', 'To'],
        reason: ['理由', 'Reason', BLANKED],
        reference: ['材料编号', 'Reference', CLEARED],
        figures: ['依据的数字', 'Figures', CLEARED],
        decidedOn: ['日期', 'Decided on'],
      },
    },
    skill_tier_appeal: {
      called: ['层级申诉', 'Appeals about tiers'],
      fields: {
        statement: ['申诉内容', 'Statement', BLANKED],
        filedOn: ['日期', 'Filed on'],
        decisionReason: ['决定理由', 'Reason of the decision', CLEARED],
      },
    },
    skill_cohort_member: {
      called: ['参训记录', 'Cohorts'],
      fields: {
        joinedOn: ['加入', 'Joined on'],
        leftOn: ['离开', 'Left on'],
        leftReason: ['离开原因', 'Why left', CLEARED],
      },
    },
    mentor_pairing: {
      called: ['结对帮扶', 'Pairings'],
      purpose: ['结对帮扶', 'Mentoring'],
      belongsTo: { id: 'pairing' },
      fields: {
        kind: ['种类', 'Kind'],
        proposedOn: ['提出日期', 'Proposed on'],
        endedOn: ['结束日期', 'Ended on'],
        goals: ['目标', 'Goals', { erasedAs: '[]' }],
        endReason: ['结束原因', 'Why ended', CLEARED],
      },
    },
    pairing_activity: {
      called: ['结对活动', 'Activities of pairings'],
      purpose: ['结对帮扶', 'Mentoring'],
      belongsTo: { pairingId: 'pairing' },
      fields: {
        heldOn: ['日期', 'Held on'],
        topic: ['主题', 'Topic', BLANKED],
        note: ['记录', 'Note', { erasedAs: null, withheld: ['可能涉及结对的另一方', 'It may tell about the other one'] }],
      },
    },
    skill_trainer: {
      called: ['教员、考评员登记', 'Register of trainers'],
      purpose: ['培训与考评由谁进行', 'Who trains and assesses'],
      belongsTo: { personId: 'person' },
      fields: {
        displayName: ['姓名', 'Name', { erasedAs: '已注销' }],
        qualification: ['资质', 'Qualification', BLANKED],
        startsOn: ['起', 'From'],
        endsOn: ['止', 'Until'],
      },
    },
    member_badge: {
      called: ['党员主播标识', 'Member badges'],
      purpose: ['本人同意后公开党员身份', 'A membership that the person consented to show'],
      readers: 'badges.read',
      basis: LawfulBasis.CONSENT,
      fields: {
        consentOn: ['同意日期', 'Consent given on'],
        consentReference: ['同意书编号', 'Reference of the consent', BLANKED],
        issuedOn: ['颁发日期', 'Issued on'],
        revokedOn: ['收回日期', 'Revoked on'],
        revokedReason: ['收回原因', 'Why revoked', CLEARED],
      },
    },
  }),
};

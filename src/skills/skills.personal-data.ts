import { LawfulBasis } from '../platform/personal-data/lawful-bases.js';
import { erasedTo, type PersonalDataPart, UNTIL_ERASURE } from '../platform/personal-data/personal-tables.js';

const PARK_RECORD = {
  readers: 'skills.read',
  scopeColumn: 'parkId',
  basis: LawfulBasis.CONTRACT,
  retention: UNTIL_ERASURE,
  onErasure: 'CLEAR',
  belongsTo: { streamerId: 'streamer' },
} as const;
const TRAINING = { zh: '主播培养与认证', en: 'Training and certification of hosts' };
const empty = erasedTo(null);
const blank = erasedTo('');

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
  tables: [
    {
      ...{ ...PARK_RECORD, table: 'skill_track', zh: '培养个案', en: 'Skill tracks', purpose: TRAINING },
      fields: {
        trade: { zh: '工种', en: 'Trade' },
        targetLevel: { zh: '目标等级', en: 'Target level' },
        contractReference: { zh: '协议编号', en: 'Reference of the contract', erasedAs: blank },
        enrolledOn: { zh: '入营日期', en: 'Enrolled on' },
        passedGate: { zh: '已过关口', en: 'Gate passed' },
        withdrawnReason: { zh: '退出原因', en: 'Why withdrawn', erasedAs: empty },
      },
    },
    {
      ...{
        ...PARK_RECORD,
        table: 'skill_evidence',
        zh: '过关记录',
        en: 'Evidence of gates',
        purpose: TRAINING,
        belongsTo: { trackId: 'track' },
      },
      fields: {
        gate: { zh: '关口', en: 'Gate' },
        heldOn: { zh: '日期', en: 'Held on' },
        isPassed: { zh: '是否通过', en: 'Passed' },
        scores: { zh: '各项得分', en: 'Scores', erasedAs: empty },
        reference: { zh: '材料编号', en: 'Reference', erasedAs: blank },
        note: { zh: '评语', en: 'Note', erasedAs: empty },
        withdrawnReason: { zh: '撤销原因', en: 'Why withdrawn', erasedAs: empty },
      },
    },
    {
      ...{ ...PARK_RECORD, table: 'skill_certificate', zh: '上岗证', en: 'Certificates', purpose: TRAINING },
      fields: {
        certificateNumber: { zh: '证书编号', en: 'Number' },
        issuedOn: { zh: '发证日期', en: 'Issued on' },
        validUntil: { zh: '有效期至', en: 'Valid until' },
        revokedReason: { zh: '撤销原因', en: 'Why revoked', erasedAs: empty },
      },
    },
    {
      ...{
        ...PARK_RECORD,
        table: 'state_skill_level',
        zh: '国家职业技能等级',
        en: 'State skill levels',
        purpose: TRAINING,
        onErasure: 'DELETE',
      },
      fields: {
        trade: { zh: '工种', en: 'Trade' },
        level: { zh: '等级', en: 'Level' },
        certificateReference: { zh: '证书编号', en: 'Certificate' },
        authority: { zh: '发证机构', en: 'Authority' },
        issuedOn: { zh: '日期', en: 'Issued on' },
      },
    },
    {
      ...{ ...PARK_RECORD, table: 'skill_tier_change', zh: '层级变动', en: 'Changes of tier', purpose: TRAINING },
      fields: {
        kind: { zh: '种类', en: 'Kind' },
        fromTier: { zh: '原层级', en: 'From' },
        toTier: { zh: '新层级', en: 'To' },
        reason: { zh: '理由', en: 'Reason', erasedAs: blank },
        reference: { zh: '材料编号', en: 'Reference', erasedAs: empty },
        figures: { zh: '依据的数字', en: 'Figures', erasedAs: empty },
        decidedOn: { zh: '日期', en: 'Decided on' },
      },
    },
    {
      ...{ ...PARK_RECORD, table: 'skill_tier_appeal', zh: '层级申诉', en: 'Appeals about tiers', purpose: TRAINING },
      fields: {
        statement: { zh: '申诉内容', en: 'Statement', erasedAs: blank },
        filedOn: { zh: '日期', en: 'Filed on' },
        decisionReason: { zh: '决定理由', en: 'Reason of the decision', erasedAs: empty },
      },
    },
    {
      ...{ ...PARK_RECORD, table: 'skill_cohort_member', zh: '参训记录', en: 'Cohorts', purpose: TRAINING },
      fields: {
        joinedOn: { zh: '加入', en: 'Joined on' },
        leftOn: { zh: '离开', en: 'Left on' },
        leftReason: { zh: '离开原因', en: 'Why left', erasedAs: empty },
      },
    },
    {
      ...{ ...PARK_RECORD, table: 'mentor_pairing', zh: '结对帮扶', en: 'Pairings', belongsTo: { id: 'pairing' } },
      purpose: { zh: '结对帮扶', en: 'Mentoring' },
      fields: {
        kind: { zh: '种类', en: 'Kind' },
        proposedOn: { zh: '提出日期', en: 'Proposed on' },
        endedOn: { zh: '结束日期', en: 'Ended on' },
        goals: { zh: '目标', en: 'Goals', erasedAs: erasedTo('[]') },
        endReason: { zh: '结束原因', en: 'Why ended', erasedAs: empty },
      },
    },
    {
      ...{ ...PARK_RECORD, table: 'pairing_activity', zh: '结对活动', en: 'Activities of pairings', belongsTo: { pairingId: 'pairing' } },
      purpose: { zh: '结对帮扶', en: 'Mentoring' },
      fields: {
        heldOn: { zh: '日期', en: 'Held on' },
        topic: { zh: '主题', en: 'Topic', erasedAs: blank },
        note: { zh: '记录', en: 'Note', erasedAs: empty, withheld: { zh: '可能涉及结对的另一方', en: 'It may tell about the other one' } },
      },
    },
    {
      ...{ ...PARK_RECORD, table: 'skill_trainer', zh: '教员、考评员登记', en: 'Register of trainers', belongsTo: { personId: 'person' } },
      purpose: { zh: '培训与考评由谁进行', en: 'Who trains and assesses' },
      fields: {
        displayName: { zh: '姓名', en: 'Name', erasedAs: erasedTo('已注销') },
        qualification: { zh: '资质', en: 'Qualification', erasedAs: blank },
        startsOn: { zh: '起', en: 'From' },
        endsOn: { zh: '止', en: 'Until' },
      },
    },
    {
      ...{ ...PARK_RECORD, table: 'member_badge', zh: '党员主播标识', en: 'Member badges', readers: 'badges.read' },
      purpose: { zh: '本人同意后公开党员身份', en: 'A membership that the person consented to show' },
      basis: LawfulBasis.CONSENT,
      fields: {
        consentOn: { zh: '同意日期', en: 'Consent given on' },
        consentReference: { zh: '同意书编号', en: 'Reference of the consent', erasedAs: blank },
        issuedOn: { zh: '颁发日期', en: 'Issued on' },
        revokedOn: { zh: '收回日期', en: 'Revoked on' },
        revokedReason: { zh: '收回原因', en: 'Why revoked', erasedAs: empty },
      },
    },
  ],
};

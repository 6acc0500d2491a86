import { LawfulBasis } from '../platform/personal-data/lawful-bases.js';
import { erasedTo, type PersonalDataPart, type RetentionRule } from '../platform/personal-data/personal-tables.js';
import { inList } from '../platform/database/transactions.js';
import { STREAMER_NOT_LEFT } from './streamers.errors.js';

/** What a broadcast leaves behind is kept for three years after its end (INV-28). */
export const BROADCAST_RECORDS: RetentionRule = {
  code: 'BROADCAST_RECORDS',
  endsWith: 'DAY',
  zh: '直播营销记录自最后一场直播结束起保存三年(INV-28)',
  en: 'Broadcast records are kept for three years after the last broadcast ended (INV-28)',
};

const PARK_RECORD = { readers: 'streamers.read', scopeColumn: 'parkId' } as const;

/** Characters of the id that tell erased hosts of one park apart. */
const SUFFIX_LENGTH = 10;

/** Hosts, their verifications and the consents of guardians: what the law asks to be kept for three years. */
export const STREAMERS_PERSONAL_DATA: PersonalDataPart = {
  module: 'streamers',
  links: [
    {
      ...{ name: 'streamer', from: 'person', recordKind: 'Streamer' },
      sql: 'SELECT s.id AS id, s.parkId AS scopeId FROM streamer s WHERE s.personId IN {ids}',
    },
    {
      ...{ name: 'account', from: 'streamer' },
      sql: `SELECT DISTINCT g.accountId AS id, g.scopeId AS scopeId FROM role_grant g WHERE g.grantScopeKind = 'STREAMER' AND g.grantScopeId IN {ids}
        AND NOT EXISTS (SELECT 1 FROM role_grant o WHERE o.accountId = g.accountId AND o.grantScopeKind <> 'STREAMER')`,
    },
  ],
  personColumns: [{ table: 'streamer', column: 'personId' }],
  tables: [
    {
      ...{ ...PARK_RECORD, table: 'streamer', zh: '主播登记', en: 'Enrollment as a host', belongsTo: { id: 'streamer' } },
      purpose: { zh: '管理主播、匹配平台数据', en: 'Administration of hosts; figures of platforms are matched to them' },
      ...{ basis: LawfulBasis.CONTRACT, retention: BROADCAST_RECORDS, onErasure: 'CLEAR' },
      fields: {
        stageName: { zh: '达人昵称', en: 'Stage name', erasedAs: ({ id }) => `已注销主播-${id.slice(-SUFFIX_LENGTH)}` },
        kind: { zh: '类别', en: 'Kind' },
        status: { zh: '状态', en: 'Status', erasedAs: erasedTo('ANONYMISED') },
        agency: { zh: '机构', en: 'Agency', erasedAs: erasedTo(null) },
        enrolledAt: { zh: '登记时间', en: 'Enrolled at' },
        verifiedAt: { zh: '实名核验时间', en: 'Verified at' },
        verificationMethod: { zh: '核验方式', en: 'Verified how' },
        consentGivenOn: { zh: '单独同意日期', en: 'Consent given on' },
        consentWithdrawnOn: { zh: '撤回同意日期', en: 'Consent withdrawn on' },
      },
    },
    {
      ...{
        ...PARK_RECORD,
        table: 'streamer_verification',
        zh: '实名核验',
        en: 'Real-name verifications',
        belongsTo: { streamerId: 'streamer' },
      },
      purpose: { zh: '直播营销人员真实身份核验(C02)', en: 'Verification of the real identity of hosts (C02)' },
      ...{ basis: LawfulBasis.LEGAL_DUTY, retention: BROADCAST_RECORDS, onErasure: 'DELETE' },
      fields: {
        method: { zh: '方式', en: 'Method' },
        residenceSealed: { zh: '住址', en: 'Residence', sealed: { kind: 'StreamerVerification', field: 'residence' } },
        agency: { zh: '机构', en: 'Agency' },
        qualifications: { zh: '资质', en: 'Qualifications' },
        post: { zh: '岗位', en: 'Post' },
        verifiedAt: { zh: '时间', en: 'Verified at' },
      },
    },
    {
      ...{
        ...PARK_RECORD,
        table: 'guardian_consent',
        zh: '监护人同意',
        en: 'Consents of guardians',
        belongsTo: { streamerId: 'streamer' },
      },
      purpose: { zh: '未成年人直播须经监护人同意(C01)', en: 'A minor needs the consent of a guardian (C01)' },
      ...{ basis: LawfulBasis.LEGAL_DUTY, retention: BROADCAST_RECORDS, onErasure: 'DELETE' },
      fields: {
        validFrom: { zh: '起', en: 'From' },
        validUntil: { zh: '止', en: 'Until' },
        withdrawnOn: { zh: '撤回', en: 'Withdrawn on' },
        reference: { zh: '书面材料编号', en: 'Reference of the paper' },
      },
    },
  ],
  onErasureStep: async (tx, subject, step) => {
    const ids = subject.ids('streamer');
    if (ids.length === 0) return;
    const [from, to] = step === 'REQUESTED' ? ['LEFT', 'ERASURE_PENDING'] : ['ERASURE_PENDING', 'LEFT'];
    const places = inList(ids);
    await tx.execute(`UPDATE streamer SET status = ?, version = version + 1 WHERE id IN ${places} AND status = ?`, [to, ...ids, from]);
  },
  obstacles: async (tx, subject) => {
    const ids = subject.ids('streamer');
    if (ids.length === 0) return [];
    const working = await tx.rows(
      `SELECT id FROM streamer WHERE id IN ${inList(ids)} AND status NOT IN ('LEFT', 'ERASURE_PENDING', 'ANONYMISED')`,
      [...ids],
    );
    return working.length > 0 ? [STREAMER_NOT_LEFT({ count: working.length }, 'input', 'personId')] : [];
  },
};

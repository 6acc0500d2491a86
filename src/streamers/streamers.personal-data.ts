import { LawfulBasis } from '../platform/personal-data/lawful-bases.js';
import type { PersonalDataPart, RetentionRule } from '../platform/personal-data/personal-tables.js';
import { CLEARED, personalTables } from '../platform/personal-data/table-declarations.js';
import { where, whereIn } from '../platform/database/listing.js';
import { inList } from '../platform/database/transactions.js';
import { GONE_STATUSES } from './streamer-states.js';
import { STREAMER_NOT_LEFT } from './streamers.errors.js';

/** What a broadcast leaves behind is kept for three years after its end (INV-28). */
export const BROADCAST_RECORDS: RetentionRule = {
  code: 'BROADCAST_RECORDS',
  endsWith: 'DAY',
  zh: '直播营销记录自最后一场直播结束起保存三年(INV-28)',
  en: 'Broadcast records are kept for three years after the last broadcast ended (INV-28)',
};

const PARK_RECORD = {
  readers: 'streamers.read',
  scopeColumn: 'parkId',
  basis: LawfulBasis.LEGAL_DUTY,
  retention: BROADCAST_RECORDS,
  onErasure: 'DELETE',
  belongsTo: { streamerId: 'streamer' },
} as const;

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
  tables: personalTables(PARK_RECORD, {
    streamer: {
      called: ['主播登记', 'Enrollment as a host'],
      purpose: ['管理主播、匹配平台数据', 'Administration of hosts; figures of platforms are matched to them'],
      basis: LawfulBasis.CONTRACT,
      onErasure: 'CLEAR',
      belongsTo: { id: 'streamer' },
      fields: {
        stageName: ['达人昵称', 'Stage name', { erasedAs: ({ id }) => `已注销主播-${id.slice(-SUFFIX_LENGTH)}` }],
        kind: ['类别', 'Kind'],
        status: ['状态', 'Status', { erasedAs: 'ANONYMISED' }],
        agency: ['机构', 'Agency', CLEARED],
        enrolledAt: ['登记时间', 'Enrolled at'],
        verifiedAt: ['实名核验时间', 'Verified at'],
        verificationMethod: ['核验方式', 'Verified how'],
        consentGivenOn: ['单独同意日期', 'Consent given on'],
        consentWithdrawnOn: ['撤回同意日期', 'Consent withdrawn on'],
      },
    },
    streamer_verification: {
      called: ['实名核验', 'Real-name verifications'],
      purpose: ['直播营销人员真实身份核验(C02)', 'Verification of the real identity of hosts (C02)'],
      fields: {
        method: ['方式', 'Method'],
        residenceSealed: ['住址', 'Residence', { sealed: 'StreamerVerification.residence' }],
        agency: ['机构', 'Agency'],
        qualifications: ['资质', 'Qualifications'],
        post: ['岗位', 'Post'],
        verifiedAt: ['时间', 'Verified at'],
      },
    },
    guardian_consent: {
      called: ['监护人同意', 'Consents of guardians'],
      purpose: ['未成年人直播须经监护人同意(C01)', 'A minor needs the consent of a guardian (C01)'],
      fields: {
        validFrom: ['起', 'From'],
        validUntil: ['止', 'Until'],
        withdrawnOn: ['撤回', 'Withdrawn on'],
        reference: ['书面材料编号', 'Reference of the paper'],
      },
    },
  }),
  onErasureStep: async (tx, subject, step) => {
    const ids = subject.ids('streamer');
    if (ids.length === 0) return;
    const [from, to] = step === 'REQUESTED' ? ['LEFT', 'ERASURE_PENDING'] : ['ERASURE_PENDING', 'LEFT'];
    const places = inList(ids);
    await tx.execute(`UPDATE streamer SET status = ?, version = version + 1 WHERE id IN ${places} AND status = ?`, [to, ...ids, from]);
  },
  obstacles: [
    {
      ...{ table: 'streamer', readers: 'streamers.read', scopeColumn: 'parkId' },
      standing: (subject) => {
        const own = whereIn('{t}.id', subject.ids('streamer'));
        return where(`${own.sql} AND {t}.status NOT IN ${inList(GONE_STATUSES)}`, ...own.parameters, ...GONE_STATUSES);
      },
      refusal: (count, path) => STREAMER_NOT_LEFT({ count }, ...path),
    },
  ],
};

import { LawfulBasis } from '../personal-data/lawful-bases.js';
import { ACCOUNTABILITY, erasedTo, type PersonalDataPart, UNTIL_ERASURE } from '../personal-data/personal-tables.js';

const SIGN_IN = { zh: '登录并确认是谁在操作', en: 'Sign-in, and to know who acts' };
const OWN_ACCOUNT = { belongsTo: { accountId: 'account' }, scopeColumn: null, basis: LawfulBasis.CONTRACT, purpose: SIGN_IN } as const;

/**
 * Accounts that exist only for a person's own data. They have no scope of an organization, so an officer's copy leaves them out unless
 * the officer manages accounts.
 */
export const AUTH_PERSONAL_DATA: PersonalDataPart = {
  module: 'platform/auth',
  tables: [
    {
      ...{ ...OWN_ACCOUNT, table: 'role_grant', zh: '本人账号的授权', en: 'Grants of the own account', readers: 'accounts.manage' },
      retention: UNTIL_ERASURE,
      onErasure: 'DELETE',
      fields: { role: { zh: '角色', en: 'Role' }, grantedAt: { zh: '授权时间', en: 'Granted at' } },
    },
    {
      ...{ ...OWN_ACCOUNT, table: 'auth_session', zh: '登录会话', en: 'Sign-in sessions', readers: 'accounts.manage' },
      retention: UNTIL_ERASURE,
      onErasure: 'DELETE',
      fields: { createdAt: { zh: '登录时间', en: 'Signed in at' }, refreshedAt: { zh: '最近使用', en: 'Last used' } },
    },
    {
      ...{ ...OWN_ACCOUNT, table: 'api_token', zh: '接口令牌', en: 'API tokens', readers: 'accounts.manage' },
      retention: UNTIL_ERASURE,
      onErasure: 'DELETE',
      fields: { name: { zh: '名称', en: 'Name' }, createdAt: { zh: '创建时间', en: 'Created at' } },
    },
    {
      ...{
        table: 'notice',
        zh: '收到的和关于本人的通知',
        en: 'Notices to and about the person',
        readers: 'accounts.manage',
        scopeColumn: null,
      },
      ...{ purpose: { zh: '提醒待办事项', en: 'Reminders' }, basis: LawfulBasis.CONTRACT, retention: UNTIL_ERASURE, onErasure: 'DELETE' },
      belongsTo: { accountId: 'account', subjectId: 'noticed' },
      fields: {
        textZh: { zh: '内容', en: 'Text (zh)' },
        textEn: { zh: '内容(英文)', en: 'Text (en)' },
        postedAt: { zh: '时间', en: 'Posted at' },
      },
    },
    /* Last, and so erased first: the grants by which the account is found are still there. */
    {
      ...{ ...OWN_ACCOUNT, belongsTo: { id: 'account' }, table: 'account', zh: '本人账号', en: 'Own account', readers: 'accounts.manage' },
      retention: UNTIL_ERASURE,
      onErasure: 'CLEAR',
      fields: {
        loginName: { zh: '登录名', en: 'Sign-in name', erasedAs: ({ id }) => `erased-${id}` },
        displayName: { zh: '显示的姓名', en: 'Display name', erasedAs: erasedTo('已注销') },
        passwordHash: {
          ...{ zh: '密码(仅存单向摘要)', en: 'Password, kept as a one-way digest', erasedAs: erasedTo('none') },
          withheld: { zh: '摘要本身不提供', en: 'The digest itself is not handed out' },
        },
        status: { zh: '账号状态', en: 'Status', erasedAs: erasedTo('DISABLED') },
      },
    },
  ],
};

/** The trail shows the person who looked; it never changes, because it holds a personal value only as a fingerprint. */
export const AUDIT_PERSONAL_DATA: PersonalDataPart = {
  module: 'platform/audit',
  tables: [
    {
      ...{ table: 'audit_entry', zh: '谁查看过本人的信息', en: 'Who looked at the data', readers: 'audit.read', scopeColumn: 'scopeId' },
      purpose: { zh: '查阅留痕,供本人知悉、供审计追责', en: 'Readings are recorded for the person and for audits' },
      ...{ basis: LawfulBasis.LEGAL_DUTY, retention: ACCOUNTABILITY, onErasure: 'KEEP', belongsTo: {} },
      matches: (subject) => {
        const records = subject.auditedRecords;
        const ofRecord = records.map(({ ids }) => `({t}.recordKind = ? AND {t}.recordId IN (${ids.map(() => '?').join(', ')}))`);
        return {
          sql: `{t}.action = 'READ' AND {t}.scopeId IN (${subject.scopeIds.map(() => '?').join(', ')}) AND (${ofRecord.join(' OR ')})`,
          parameters: [...subject.scopeIds, ...records.flatMap(({ recordKind, ids }) => [recordKind, ...ids])],
        };
      },
      fields: {
        at: { zh: '时间', en: 'When' },
        actorName: { zh: '查阅人', en: 'Who' },
        recordKind: { zh: '记录种类', en: 'Kind of record' },
        changes: { zh: '显示了哪些字段', en: 'Which fields were shown' },
        reason: { zh: '事由', en: 'Why' },
      },
    },
  ],
};

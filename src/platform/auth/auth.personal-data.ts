import { inList } from '../database/transactions.js';
import { LawfulBasis } from '../personal-data/lawful-bases.js';
import { ACCOUNTABILITY, type PersonalDataPart, UNTIL_ERASURE } from '../personal-data/personal-tables.js';
import { personalTables } from '../personal-data/table-declarations.js';

const OWN_ACCOUNT = {
  purpose: ['登录并确认是谁在操作', 'Sign-in, and to know who acts'],
  readers: 'accounts.manage',
  scopeColumn: null,
  basis: LawfulBasis.CONTRACT,
  retention: UNTIL_ERASURE,
  onErasure: 'DELETE',
  belongsTo: { accountId: 'account' },
} as const;

/**
 * Accounts that exist only for a person's own data. They have no scope of an organization, so an officer's copy leaves them out unless
 * the officer manages accounts.
 */
export const AUTH_PERSONAL_DATA: PersonalDataPart = {
  module: 'platform/auth',
  tables: personalTables(OWN_ACCOUNT, {
    role_grant: {
      called: ['本人账号的授权', 'Grants of the own account'],
      fields: {
        role: ['角色', 'Role'],
        grantedAt: ['授权时间', 'Granted at'],
      },
    },
    auth_session: {
      called: ['登录会话', 'Sign-in sessions'],
      fields: {
        createdAt: ['登录时间', 'Signed in at'],
        refreshedAt: ['最近使用', 'Last used'],
      },
    },
    api_token: {
      called: ['接口令牌', 'API tokens'],
      fields: {
        name: ['名称', 'Name'],
        createdAt: ['创建时间', 'Created at'],
      },
    },
    notice: {
      called: ['收到的和关于本人的通知', 'Notices to and about the person'],
      purpose: ['提醒待办事项', 'Reminders'],
      belongsTo: { accountId: 'account', subjectId: 'noticed' },
      fields: {
        textZh: ['内容', 'Text (zh)'],
        textEn: ['内容(英文)', 'Text (en)'],
        postedAt: ['时间', 'Posted at'],
      },
    },
    /* Last, and so erased first: the grants by which the account is found are still there. */
    account: {
      called: ['本人账号', 'Own account'],
      onErasure: 'CLEAR',
      belongsTo: { id: 'account' },
      fields: {
        loginName: ['登录名', 'Sign-in name', { erasedAs: ({ id }) => `erased-${id}` }],
        displayName: ['显示的姓名', 'Display name', { erasedAs: '已注销' }],
        passwordHash: [
          '密码(仅存单向摘要)',
          'Password, kept as a one-way digest',
          { erasedAs: 'none', withheld: ['摘要本身不提供', 'The digest itself is not handed out'] },
        ],
        status: ['账号状态', 'Status', { erasedAs: 'DISABLED' }],
      },
    },
  }),
};

/** The trail shows the person who looked; it never changes, because it holds a personal value only as a fingerprint. */
export const AUDIT_PERSONAL_DATA: PersonalDataPart = {
  module: 'platform/audit',
  tables: personalTables(
    {},
    {
      audit_entry: {
        called: ['谁查看过本人的信息', 'Who looked at the data'],
        purpose: ['查阅留痕,供本人知悉、供审计追责', 'Readings are recorded for the person and for audits'],
        readers: 'audit.read',
        scopeColumn: 'scopeId',
        basis: LawfulBasis.LEGAL_DUTY,
        retention: ACCOUNTABILITY,
        onErasure: 'KEEP',
        belongsTo: {},
        matches: (subject) => {
          const records = subject.auditedRecords;
          const ofRecord = records.map(({ ids }) => `({t}.recordKind = ? AND {t}.recordId IN ${inList(ids)})`);
          return {
            sql: `{t}.action = 'READ' AND {t}.scopeId IN ${inList(subject.scopeIds)} AND (${ofRecord.join(' OR ')})`,
            parameters: [...subject.scopeIds, ...records.flatMap(({ recordKind, ids }) => [recordKind, ...ids])],
          };
        },
        fields: {
          at: ['时间', 'When'],
          actorName: ['查阅人', 'Who'],
          recordKind: ['记录种类', 'Kind of record'],
          changes: ['显示了哪些字段', 'Which fields were shown'],
          reason: ['事由', 'Why'],
        },
      },
    },
  ),
};

import { describedEnum } from '../platform/graphql/descriptions.js';

/** What a grant's scope id names. */
export const ScopeKind = {
  INSTALLATION: 'INSTALLATION',
  ORGANIZATION: 'ORGANIZATION',
  PARK: 'PARK',
  STREAMER: 'STREAMER',
  BENEFICIARY: 'BENEFICIARY',
} as const;
export type ScopeKind = (typeof ScopeKind)[keyof typeof ScopeKind];
describedEnum(ScopeKind, 'ScopeKind', '授权范围的种类', 'What a grant covers', {
  INSTALLATION: ['整个系统', 'The whole installation'],
  ORGANIZATION: ['一个党组织及其下级', 'A party organization and everything below it'],
  PARK: ['一个园区', 'One park'],
  STREAMER: ['一名主播本人的数据', "One streamer's own data"],
  BENEFICIARY: ['一个助农受益方自己的数据', "One beneficiary's own data"],
});

/** Roles that an account may hold; party roles are separate grants and never follow from a park role. */
export const Role = {
  PLATFORM_ADMIN: 'PLATFORM_ADMIN',
  DISTRICT_OFFICER: 'DISTRICT_OFFICER',
  PARK_SECRETARY: 'PARK_SECRETARY',
  ORGANIZATION_OFFICER: 'ORGANIZATION_OFFICER',
  OPERATOR: 'OPERATOR',
  ACCOUNTANT: 'ACCOUNTANT',
  BENEFICIARY: 'BENEFICIARY',
  STREAMER: 'STREAMER',
  AUDITOR: 'AUDITOR',
  PARTY_RECORDER: 'PARTY_RECORDER',
  PARTY_CONFIRMER: 'PARTY_CONFIRMER',
  PARTY_READER: 'PARTY_READER',
} as const;
export type Role = (typeof Role)[keyof typeof Role];
describedEnum(Role, 'Role', '角色', 'A role', {
  PLATFORM_ADMIN: ['系统管理员', 'Administrator of the installation'],
  DISTRICT_OFFICER: ['区委工作人员(按党组织范围)', 'District officer over an organization subtree'],
  PARK_SECRETARY: ['园区党委书记', 'Secretary of a park committee'],
  ORGANIZATION_OFFICER: ['园区组织委员', 'Organization officer of a park'],
  OPERATOR: ['直播运营', 'Live-room operator of a park'],
  ACCOUNTANT: ['园区会计', 'Accountant of a park'],
  BENEFICIARY: ['助农受益方(只读本方数据)', 'Beneficiary of farm-aid, reads its own data'],
  STREAMER: ['主播(本人的事:查阅,签署、撤回承诺,陈述,申诉)', 'Streamer, own affairs: reads, signs and withdraws pledges, states, appeals'],
  AUDITOR: ['审计人员(只读)', 'Auditor, read-only'],
  PARTY_RECORDER: ['党务记录人', 'Records party affairs'],
  PARTY_CONFIRMER: ['党务确认人', 'Confirms party affairs'],
  PARTY_READER: ['党务查阅人', 'Reads party affairs'],
});

/** Every permission with the roles that hold it. What is not listed is denied. */
export const PERMISSIONS = {
  'accounts.manage': ['PLATFORM_ADMIN'],
  'jobs.read': ['PLATFORM_ADMIN', 'AUDITOR'],
  'jobs.rerun': ['PLATFORM_ADMIN'],
  'audit.read': ['PLATFORM_ADMIN', 'DISTRICT_OFFICER', 'PARK_SECRETARY', 'AUDITOR'],
  'audit.verify': ['PLATFORM_ADMIN', 'AUDITOR'],
  'calendar.read': [
    'PLATFORM_ADMIN',
    'DISTRICT_OFFICER',
    'PARK_SECRETARY',
    'ORGANIZATION_OFFICER',
    'AUDITOR',
    'PARTY_RECORDER',
    'PARTY_CONFIRMER',
    'PARTY_READER',
  ],
  'calendar.manage': ['PLATFORM_ADMIN', 'DISTRICT_OFFICER'],

  'organizations.read': [
    'PLATFORM_ADMIN',
    'DISTRICT_OFFICER',
    'PARK_SECRETARY',
    'ORGANIZATION_OFFICER',
    'AUDITOR',
    'PARTY_RECORDER',
    'PARTY_CONFIRMER',
    'PARTY_READER',
  ],
  'organizations.directory': ['DISTRICT_OFFICER', 'PARTY_RECORDER', 'PARTY_CONFIRMER'],
  'organizations.manage': ['PLATFORM_ADMIN', 'DISTRICT_OFFICER'],
  'persons.read': ['PARK_SECRETARY', 'ORGANIZATION_OFFICER', 'DISTRICT_OFFICER', 'PARTY_RECORDER', 'PARTY_CONFIRMER', 'PARTY_READER'],
  'persons.manage': ['PARK_SECRETARY', 'ORGANIZATION_OFFICER', 'PARTY_RECORDER'],
  'persons.reveal': ['PARK_SECRETARY', 'ORGANIZATION_OFFICER', 'PARTY_RECORDER'],
  'persons.copy': ['PARK_SECRETARY', 'ORGANIZATION_OFFICER', 'PARTY_RECORDER'],
  'erasures.read': ['PARK_SECRETARY', 'ORGANIZATION_OFFICER', 'DISTRICT_OFFICER'],
  'erasures.request': ['PARK_SECRETARY', 'ORGANIZATION_OFFICER'],
  'erasures.decide': ['PARK_SECRETARY', 'DISTRICT_OFFICER'],
  'memberships.read': ['PARTY_RECORDER', 'PARTY_CONFIRMER', 'PARTY_READER'],
  'memberships.manage': ['PARTY_RECORDER'],
  'memberships.confirm': ['PARTY_CONFIRMER'],

  'enterprises.read': ['PLATFORM_ADMIN', 'DISTRICT_OFFICER', 'PARK_SECRETARY', 'ORGANIZATION_OFFICER', 'OPERATOR', 'ACCOUNTANT', 'AUDITOR'],
  'enterprises.manage': ['PLATFORM_ADMIN', 'DISTRICT_OFFICER', 'PARK_SECRETARY', 'ORGANIZATION_OFFICER'],

  'parks.read': ['PLATFORM_ADMIN', 'DISTRICT_OFFICER', 'PARK_SECRETARY', 'ORGANIZATION_OFFICER', 'OPERATOR', 'ACCOUNTANT', 'AUDITOR'],
  'parks.create': ['PLATFORM_ADMIN', 'DISTRICT_OFFICER'],
  'parks.manage': ['PLATFORM_ADMIN', 'DISTRICT_OFFICER', 'PARK_SECRETARY'],
  'products.read': ['PLATFORM_ADMIN', 'DISTRICT_OFFICER', 'PARK_SECRETARY', 'ORGANIZATION_OFFICER', 'OPERATOR', 'ACCOUNTANT', 'AUDITOR'],
  'products.submit': ['PARK_SECRETARY', 'OPERATOR'],
  'products.verify': ['PARK_SECRETARY', 'ORGANIZATION_OFFICER'],

  'streamers.read': ['DISTRICT_OFFICER', 'PARK_SECRETARY', 'ORGANIZATION_OFFICER', 'OPERATOR', 'AUDITOR'],
  'streamers.manage': ['PARK_SECRETARY', 'ORGANIZATION_OFFICER', 'OPERATOR'],
  'streamers.reveal': ['PARK_SECRETARY', 'ORGANIZATION_OFFICER'],

  'pledges.read': ['DISTRICT_OFFICER', 'PARK_SECRETARY', 'ORGANIZATION_OFFICER', 'OPERATOR', 'AUDITOR'],
  'pledges.manage': ['PARK_SECRETARY', 'ORGANIZATION_OFFICER'],
  'pledges.sign': ['PARK_SECRETARY', 'ORGANIZATION_OFFICER', 'OPERATOR'],
  'plates.manage': ['PARK_SECRETARY', 'ORGANIZATION_OFFICER'],
  'breaches.read': ['PARK_SECRETARY', 'ORGANIZATION_OFFICER'],
  'breaches.record': ['PARK_SECRETARY', 'ORGANIZATION_OFFICER'],
  'breaches.decide': ['PARK_SECRETARY'],
  'breaches.reveal': ['PARK_SECRETARY', 'ORGANIZATION_OFFICER'],

  'skills.read': ['DISTRICT_OFFICER', 'PARK_SECRETARY', 'ORGANIZATION_OFFICER', 'OPERATOR', 'AUDITOR'],
  'skills.train': ['PARK_SECRETARY', 'ORGANIZATION_OFFICER', 'OPERATOR'],
  'skills.certify': ['PARK_SECRETARY', 'ORGANIZATION_OFFICER'],
  'skills.manage': ['PARK_SECRETARY'],
  'badges.read': ['DISTRICT_OFFICER', 'PARK_SECRETARY', 'ORGANIZATION_OFFICER', 'OPERATOR', 'AUDITOR', 'PARTY_RECORDER', 'PARTY_READER'],
  'badges.issue': ['PARTY_RECORDER'],

  'broadcasts.read': ['DISTRICT_OFFICER', 'PARK_SECRETARY', 'ORGANIZATION_OFFICER', 'OPERATOR', 'ACCOUNTANT', 'AUDITOR'],
  'broadcasts.rooms': ['PARK_SECRETARY', 'OPERATOR'],
  'broadcasts.plan': ['PARK_SECRETARY', 'OPERATOR'],
  'broadcasts.confirm': ['PARK_SECRETARY', 'OPERATOR'],
  'broadcasts.run': ['PARK_SECRETARY', 'OPERATOR'],

  'sales.read': ['DISTRICT_OFFICER', 'PARK_SECRETARY', 'ORGANIZATION_OFFICER', 'OPERATOR', 'ACCOUNTANT', 'AUDITOR'],
  'sales.record': ['PARK_SECRETARY', 'OPERATOR', 'ACCOUNTANT'],
  'sales.correct': ['PARK_SECRETARY', 'ACCOUNTANT'],
  'sales.import': ['PARK_SECRETARY', 'OPERATOR', 'ACCOUNTANT'],

  'development.read': ['PARTY_RECORDER', 'PARTY_CONFIRMER', 'PARTY_READER'],
  'development.record': ['PARTY_RECORDER'],
  'development.confirm': ['PARTY_CONFIRMER'],
  'development.rules.read': ['PLATFORM_ADMIN', 'DISTRICT_OFFICER', 'PARTY_RECORDER', 'PARTY_CONFIRMER', 'PARTY_READER'],
  'development.rules.manage': ['DISTRICT_OFFICER'],
  'development.statistics': ['DISTRICT_OFFICER', 'PARTY_RECORDER', 'PARTY_CONFIRMER', 'PARTY_READER'],

  'own.data': ['STREAMER'],
  'own.schedule': ['STREAMER'],
  'own.pledges': ['STREAMER'],
  'own.development': ['STREAMER'],
  'own.skills': ['STREAMER'],
  'own.sales': ['BENEFICIARY'],
} as const satisfies Record<string, readonly Role[]>;

/** Name of a permission. */
export type PermissionName = keyof typeof PERMISSIONS;

/** Which kinds of scope a grant of the role may name. */
export const ROLE_SCOPES: Readonly<Record<Role, readonly ScopeKind[]>> = {
  PLATFORM_ADMIN: ['INSTALLATION'],
  DISTRICT_OFFICER: ['ORGANIZATION'],
  PARK_SECRETARY: ['PARK'],
  ORGANIZATION_OFFICER: ['PARK'],
  OPERATOR: ['PARK'],
  ACCOUNTANT: ['PARK'],
  BENEFICIARY: ['BENEFICIARY'],
  STREAMER: ['STREAMER'],
  AUDITOR: ['INSTALLATION', 'ORGANIZATION', 'PARK'],
  PARTY_RECORDER: ['ORGANIZATION'],
  PARTY_CONFIRMER: ['ORGANIZATION'],
  PARTY_READER: ['ORGANIZATION'],
};

import { where } from '../../platform/database/listing.js';
import { LawfulBasis } from '../../platform/personal-data/lawful-bases.js';
import { type PersonalDataPart, type RetentionRule } from '../../platform/personal-data/personal-tables.js';
import { personalTables } from '../../platform/personal-data/table-declarations.js';
import { localDateOf } from '../../platform/clock/local-date.js';
import { PERSON_HOLDS_OFFICE } from '../organizations.errors.js';

/** Party records are an archive of the organization; nobody may take a member's file apart. */
export const PARTY_ARCHIVE: RetentionRule = {
  code: 'PARTY_ARCHIVE',
  endsWith: 'NEVER',
  zh: '党务档案由党组织依规长期保存',
  en: 'Party archives are kept by the organization as its rules demand',
};

/** Name and number stay as long as one record needs them. */
const IDENTITY: RetentionRule = {
  code: 'IDENTITY',
  endsWith: 'DAY',
  zh: '直到没有任何须保存的记录需要核对身份',
  en: 'As long as a record that must be kept needs an identity',
};

/** Proof of the erasure itself. */
const ERASURE_PROOF: RetentionRule = {
  code: 'ERASURE_PROOF',
  endsWith: 'NEVER',
  zh: '证明已依法处理删除请求,不含姓名',
  en: 'Proves that the request was dealt with; it holds no name',
};

const PARTY_RECORD = {
  readers: 'memberships.read',
  scopeColumn: 'organizationId',
  basis: LawfulBasis.ORGANIZATION_RULES,
  retention: PARTY_ARCHIVE,
  onErasure: 'KEEP',
  belongsTo: { personId: 'person' },
} as const;

/** Persons, memberships and offices. The person's own row is rewritten by `PersonIdentities` alone: it owns the identity. */
export const ORGANIZATIONS_PERSONAL_DATA: PersonalDataPart = {
  module: 'organizations',
  tables: personalTables(PARTY_RECORD, {
    person: {
      called: ['身份信息', 'Identity'],
      purpose: ['确认是谁:主播实名核验、党务登记', 'To know who it is: real-name verification, party records'],
      readers: 'persons.read',
      scopeColumn: null,
      basis: LawfulBasis.LEGAL_DUTY,
      retention: IDENTITY,
      belongsTo: { id: 'person' },
      fields: {
        fullName: ['姓名', 'Full name'],
        idCardEncrypted: ['身份证号', 'ID-card number', { sealed: 'Person.idCard' }],
        idCardIndex: [
          '身份证号的检索指纹',
          'Search fingerprint of the ID-card number',
          { withheld: ['不可还原的指纹,不提供', 'A fingerprint that cannot be turned back'] },
        ],
        idCardMasked: ['身份证号(掩码)', 'ID-card number, masked'],
        bornOn: ['出生日期', 'Birth date'],
        phoneEncrypted: ['电话', 'Phone', { sealed: 'Person.phone' }],
        phoneMasked: ['电话(掩码)', 'Phone, masked'],
        createdAt: ['登记时间', 'Registered at'],
      },
    },
    membership: {
      called: ['党员关系', 'Memberships'],
      purpose: ['党员管理', 'Administration of members'],
      fields: {
        kind: ['关系种类', 'Kind'],
        standing: ['党员身份', 'Standing'],
        startsOn: ['起', 'From'],
        endsOn: ['止', 'Until'],
        rightsRestrictedFrom: ['权利受限起', 'Rights restricted from'],
        rightsRestrictedTo: ['权利受限止', 'Rights restricted until'],
      },
    },
    membership_entry: {
      called: ['党员关系登记', 'Entries about memberships'],
      purpose: ['党员管理:两人登记、确认', 'Administration of members by two persons'],
      fields: {
        kind: ['关系种类', 'Kind'],
        standing: ['党员身份', 'Standing'],
        startsOn: ['起', 'From'],
        endsOn: ['止', 'Until'],
        documentNumber: ['证明文件的编号', 'Number of the paper'],
        decisionReason: ['退回或撤回的理由', 'Why it was rejected or taken back'],
      },
    },
    organization_officer: {
      called: ['党内任职', 'Offices'],
      purpose: ['党组织任职管理', 'Offices of an organization'],
      readers: 'persons.read',
      fields: {
        office: ['职务', 'Office'],
        startsOn: ['任职', 'From'],
        endsOn: ['离任', 'Until'],
      },
    },
    person_erasure: {
      called: ['删除申请', 'Requests of erasure'],
      purpose: ['证明已依法处理本人的删除请求', 'Proof that the request was dealt with'],
      readers: 'erasures.read',
      scopeColumn: null,
      basis: LawfulBasis.LEGAL_DUTY,
      retention: ERASURE_PROOF,
      fields: {
        requestReference: ['申请书编号', 'Reference of the request'],
        requestedAt: ['申请时间', 'Requested at'],
        decisionReason: ['决定理由', 'Reason of the decision'],
      },
    },
  }),
  obstacles: [
    {
      ...{ table: 'organization_officer', readers: 'persons.read', scopeColumn: 'organizationId' },
      standing: ({ personId }, at) => where('{t}.personId = ? AND ({t}.endsOn IS NULL OR {t}.endsOn > ?)', personId, localDateOf(at)),
      refusal: (_, path) => PERSON_HOLDS_OFFICE({}, ...path),
    },
  ],
};

import { LawfulBasis } from '../../platform/personal-data/lawful-bases.js';
import { type PersonalDataPart, type RetentionRule } from '../../platform/personal-data/personal-tables.js';
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

/** Persons, memberships and offices. The person's own row is rewritten by `PersonErasing` alone: it owns the identity. */
export const ORGANIZATIONS_PERSONAL_DATA: PersonalDataPart = {
  module: 'organizations',
  tables: [
    {
      ...{ table: 'person', zh: '身份信息', en: 'Identity', readers: 'persons.read', scopeColumn: null, belongsTo: { id: 'person' } },
      purpose: { zh: '确认是谁:主播实名核验、党务登记', en: 'To know who it is: real-name verification, party records' },
      ...{ basis: LawfulBasis.LEGAL_DUTY, retention: IDENTITY, onErasure: 'KEEP' },
      fields: {
        fullName: { zh: '姓名', en: 'Full name' },
        idCardEncrypted: { zh: '身份证号', en: 'ID-card number', sealed: { kind: 'Person', field: 'idCard' } },
        idCardIndex: {
          ...{ zh: '身份证号的检索指纹', en: 'Search fingerprint of the ID-card number' },
          withheld: { zh: '不可还原的指纹,不提供', en: 'A fingerprint that cannot be turned back' },
        },
        idCardMasked: { zh: '身份证号(掩码)', en: 'ID-card number, masked' },
        bornOn: { zh: '出生日期', en: 'Birth date' },
        phoneEncrypted: { zh: '电话', en: 'Phone', sealed: { kind: 'Person', field: 'phone' } },
        phoneMasked: { zh: '电话(掩码)', en: 'Phone, masked' },
        createdAt: { zh: '登记时间', en: 'Registered at' },
      },
    },
    {
      ...{ table: 'membership', zh: '党员关系', en: 'Memberships', readers: 'memberships.read', scopeColumn: 'organizationId' },
      purpose: { zh: '党员管理', en: 'Administration of members' },
      ...{ basis: LawfulBasis.ORGANIZATION_RULES, retention: PARTY_ARCHIVE, onErasure: 'KEEP', belongsTo: { personId: 'person' } },
      fields: {
        kind: { zh: '关系种类', en: 'Kind' },
        standing: { zh: '党员身份', en: 'Standing' },
        startsOn: { zh: '起', en: 'From' },
        endsOn: { zh: '止', en: 'Until' },
        rightsRestrictedFrom: { zh: '权利受限起', en: 'Rights restricted from' },
        rightsRestrictedTo: { zh: '权利受限止', en: 'Rights restricted until' },
      },
    },
    {
      ...{ table: 'membership_entry', zh: '党员关系登记', en: 'Entries about memberships', readers: 'memberships.read' },
      purpose: { zh: '党员管理:两人登记、确认', en: 'Administration of members by two persons' },
      ...{ basis: LawfulBasis.ORGANIZATION_RULES, retention: PARTY_ARCHIVE, onErasure: 'KEEP', belongsTo: { personId: 'person' } },
      scopeColumn: 'organizationId',
      fields: {
        kind: { zh: '关系种类', en: 'Kind' },
        standing: { zh: '党员身份', en: 'Standing' },
        startsOn: { zh: '起', en: 'From' },
        endsOn: { zh: '止', en: 'Until' },
        documentNumber: { zh: '证明文件的编号', en: 'Number of the paper' },
        decisionReason: { zh: '退回或撤回的理由', en: 'Why it was rejected or taken back' },
      },
    },
    {
      ...{ table: 'organization_officer', zh: '党内任职', en: 'Offices', readers: 'persons.read', scopeColumn: 'organizationId' },
      purpose: { zh: '党组织任职管理', en: 'Offices of an organization' },
      ...{ basis: LawfulBasis.ORGANIZATION_RULES, retention: PARTY_ARCHIVE, onErasure: 'KEEP', belongsTo: { personId: 'person' } },
      fields: { office: { zh: '职务', en: 'Office' }, startsOn: { zh: '任职', en: 'From' }, endsOn: { zh: '离任', en: 'Until' } },
    },
    {
      ...{ table: 'person_erasure', zh: '删除申请', en: 'Requests of erasure', readers: 'erasures.read', scopeColumn: null },
      purpose: { zh: '证明已依法处理本人的删除请求', en: 'Proof that the request was dealt with' },
      ...{ basis: LawfulBasis.LEGAL_DUTY, retention: ERASURE_PROOF, onErasure: 'KEEP', belongsTo: { personId: 'person' } },
      fields: {
        requestReference: { zh: '申请书编号', en: 'Reference of the request' },
        requestedAt: { zh: '申请时间', en: 'Requested at' },
        decisionReason: { zh: '决定理由', en: 'Reason of the decision' },
      },
    },
  ],
  obstacles: async (tx, subject) => {
    const today = localDateOf(tx.at);
    const held = await tx.rows('SELECT id FROM organization_officer WHERE personId = ? AND (endsOn IS NULL OR endsOn > ?)', [
      subject.personId,
      today,
    ]);
    return held.length > 0 ? [PERSON_HOLDS_OFFICE({}, 'input', 'personId')] : [];
  },
};

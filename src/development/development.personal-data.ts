import { PARTY_ARCHIVE } from '../organizations/person-data/organizations.personal-data.js';
import { LawfulBasis } from '../platform/personal-data/lawful-bases.js';
import { erasedTo, type PersonalDataPart, UNTIL_ERASURE } from '../platform/personal-data/personal-tables.js';
import { inList } from '../platform/database/transactions.js';
import { DEVELOPMENT_CASE_RUNS } from './cases/cases.errors.js';

const PARTY_RECORD = {
  readers: 'development.read',
  scopeColumn: 'organizationId',
  basis: LawfulBasis.ORGANIZATION_RULES,
  retention: PARTY_ARCHIVE,
  onErasure: 'KEEP',
  belongsTo: { caseId: 'case' },
} as const;
const DERIVED = { zh: '由已确认事实推算的时限', en: 'Deadlines that follow from confirmed facts' };

/** Development cases: an archive of the organization. A staged row of a takeover that never became a case goes with an erasure. */
export const DEVELOPMENT_PERSONAL_DATA: PersonalDataPart = {
  module: 'development',
  links: [
    {
      ...{ name: 'stagedTakeover', from: 'person' },
      /* Before its commit a row knows the number only sealed; two rows with one mask are both taken: an uncommitted row can be uploaded again. */
      sql: `SELECT r.id AS id, r.scopeId AS scopeId FROM takeover_row r JOIN person p ON p.idCardMasked = r.idCardMasked
        WHERE p.id IN {ids} AND r.identityEncrypted IS NOT NULL`,
    },
    {
      ...{ name: 'case', from: 'person', recordKind: 'DevelopmentCase' },
      sql: 'SELECT c.id AS id, c.organizationId AS scopeId FROM development_case c WHERE c.personId IN {ids}',
    },
  ],
  tables: [
    {
      ...{ ...PARTY_RECORD, table: 'development_case', zh: '发展党员个案', en: 'Development cases', belongsTo: { id: 'case' } },
      purpose: { zh: '发展党员工作', en: 'Development of members' },
      fields: {
        caseNumber: { zh: '个案编号', en: 'Number' },
        stage: { zh: '阶段', en: 'Stage' },
        stageSinceOn: { zh: '进入阶段日期', en: 'In the stage since' },
        probationEndsOn: { zh: '预备期满', en: 'Probation ends on' },
        partyAgeFrom: { zh: '党龄起算', en: 'Party age from' },
        consentOn: { zh: '单独同意日期', en: 'Consent given on' },
        consentReference: { zh: '同意书编号', en: 'Reference of the consent' },
        consentWithdrawnOn: { zh: '撤回同意日期', en: 'Consent withdrawn on' },
        closedOn: { zh: '结束日期', en: 'Closed on' },
      },
    },
    {
      ...{ ...PARTY_RECORD, table: 'development_fact', zh: '发展过程记录', en: 'Facts of the case' },
      purpose: { zh: '全程纪实', en: 'The record of the whole way' },
      fields: {
        kind: { zh: '事项', en: 'Kind' },
        occurredOn: { zh: '日期', en: 'Occurred on' },
        documentNumber: { zh: '文号', en: 'Document number' },
        status: { zh: '状态', en: 'Status' },
        reason: { zh: '理由', en: 'Reason' },
        voidReason: { zh: '更正理由', en: 'Reason of the voiding' },
        data: {
          zh: '内容',
          en: 'Content',
          withheld: { zh: '涉及谈话人、介绍人、表决等他人信息,由党组织答复', en: 'It names other people; the organization answers' },
        },
        overrides: { zh: '例外批准', en: 'Overrides', withheld: { zh: '涉及批准人信息', en: 'It names who approved' } },
      },
    },
    {
      ...{ ...PARTY_RECORD, table: 'development_check', zh: '规则检查', en: 'Rule checks' },
      purpose: { zh: '按细则检查每一步', en: 'Each step is checked against the rules' },
      fields: {
        ruleId: { zh: '规则', en: 'Rule' },
        outcome: { zh: '结果', en: 'Outcome' },
        checkedAt: { zh: '时间', en: 'Checked at' },
        content: { zh: '依据', en: 'Grounds', withheld: { zh: '可能涉及他人信息', en: 'It may name other people' } },
      },
    },
    {
      ...{ ...PARTY_RECORD, table: 'development_document', zh: '档案材料', en: 'Papers of the file' },
      purpose: { zh: '归档材料目录', en: 'The list of the papers on file' },
      fields: {
        title: { zh: '名称', en: 'Title' },
        reference: { zh: '编号', en: 'Reference' },
        heldBy: { zh: '保管处', en: 'Held by' },
        correctionReason: { zh: '更正理由', en: 'Reason of the correction' },
        withdrawnReason: { zh: '撤下理由', en: 'Reason of the withdrawal' },
      },
    },
    {
      ...{ ...PARTY_RECORD, table: 'development_deadline', zh: '时限', en: 'Deadlines', purpose: DERIVED },
      fields: { code: { zh: '事项', en: 'Matter' }, dueOn: { zh: '期限', en: 'Due on' }, metOn: { zh: '完成', en: 'Met on' } },
    },
    {
      ...{ ...PARTY_RECORD, table: 'development_stage_interval', zh: '各阶段起止', en: 'Stages', purpose: DERIVED },
      fields: { stage: { zh: '阶段', en: 'Stage' }, fromOn: { zh: '起', en: 'From' }, toOn: { zh: '止', en: 'Until' } },
    },
    {
      ...{ table: 'takeover_row', zh: '导入的存量个案(待处理行)', en: 'Staged rows of existing cases' },
      purpose: { zh: '接管既有个案', en: 'Taking over existing cases' },
      ...{ basis: LawfulBasis.ORGANIZATION_RULES, readers: 'development.record', scopeColumn: 'organizationId' },
      ...{
        retention: UNTIL_ERASURE,
        onErasure: 'CLEAR',
        belongsTo: { personId: 'person', id: 'stagedTakeover' },
        only: '{t}.caseId IS NULL',
      },
      fields: {
        identityEncrypted: {
          ...{ zh: '姓名与身份证号', en: 'Name and number', sealed: { kind: 'TakeoverRow', field: 'identity' }, erasedAs: erasedTo(null) },
          withheld: { zh: '与身份信息相同', en: 'The same as the identity above' },
        },
        outcome: { zh: '处理结果', en: 'Outcome', erasedAs: ({ value }) => (value === 'OPEN' || value === 'UNJUDGED' ? 'REFUSED' : value) },
        idCardMasked: { zh: '身份证号(掩码)', en: 'Number, masked', erasedAs: erasedTo('') },
        content: {
          zh: '读取的内容',
          en: 'Content',
          erasedAs: erasedTo(null),
          withheld: { zh: '可能涉及他人信息', en: 'It may name other people' },
        },
        findings: {
          zh: '读取时的问题',
          en: 'Findings',
          erasedAs: erasedTo('[]'),
          withheld: { zh: '可能涉及他人信息', en: 'It may name other people' },
        },
      },
    },
  ],
  obstacles: async (tx, subject) => {
    const ids = subject.ids('case');
    if (ids.length === 0) return [];
    const open = await tx.rows(`SELECT id FROM development_case WHERE id IN ${inList(ids)} AND closedOn IS NULL AND partyAgeFrom IS NULL`, [
      ...ids,
    ]);
    return open.length > 0 ? [DEVELOPMENT_CASE_RUNS({}, 'input', 'personId')] : [];
  },
};

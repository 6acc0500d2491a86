import { PARTY_ARCHIVE } from '../organizations/person-data/organizations.personal-data.js';
import { LawfulBasis } from '../platform/personal-data/lawful-bases.js';
import { type PersonalDataPart, UNTIL_ERASURE } from '../platform/personal-data/personal-tables.js';
import { BLANKED, personalTables } from '../platform/personal-data/table-declarations.js';
import { where, whereIn } from '../platform/database/listing.js';
import { DEVELOPMENT_CASE_RUNS } from './cases/cases.errors.js';

const PARTY_RECORD = {
  readers: 'development.read',
  scopeColumn: 'organizationId',
  basis: LawfulBasis.ORGANIZATION_RULES,
  retention: PARTY_ARCHIVE,
  onErasure: 'KEEP',
  belongsTo: { caseId: 'case' },
} as const;
const DERIVED = ['由已确认事实推算的时限', 'Deadlines that follow from confirmed facts'] as const;

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
  tables: personalTables(PARTY_RECORD, {
    development_case: {
      called: ['发展党员个案', 'Development cases'],
      purpose: ['发展党员工作', 'Development of members'],
      belongsTo: { id: 'case' },
      fields: {
        caseNumber: ['个案编号', 'Number'],
        stage: ['阶段', 'Stage'],
        stageSinceOn: ['进入阶段日期', 'In the stage since'],
        probationEndsOn: ['预备期满', 'Probation ends on'],
        partyAgeFrom: ['党龄起算', 'Party age from'],
        consentOn: ['单独同意日期', 'Consent given on'],
        consentReference: ['同意书编号', 'Reference of the consent'],
        consentWithdrawnOn: ['撤回同意日期', 'Consent withdrawn on'],
        closedOn: ['结束日期', 'Closed on'],
      },
    },
    development_fact: {
      called: ['发展过程记录', 'Facts of the case'],
      purpose: ['全程纪实', 'The record of the whole way'],
      fields: {
        kind: ['事项', 'Kind'],
        occurredOn: ['日期', 'Occurred on'],
        documentNumber: ['文号', 'Document number'],
        status: ['状态', 'Status'],
        reason: ['理由', 'Reason'],
        voidReason: ['更正理由', 'Reason of the voiding'],
        data: [
          '内容',
          'Content',
          { withheld: ['涉及谈话人、介绍人、表决等他人信息,由党组织答复', 'It names other people; the organization answers'] },
        ],
        overrides: ['例外批准', 'Overrides', { withheld: ['涉及批准人信息', 'It names who approved'] }],
      },
    },
    development_form_number: {
      called: ['入党志愿书', 'Application forms'],
      purpose: ['一份志愿书只属于一个个案', 'A form belongs to one case'],
      fields: {
        formNumber: ['志愿书编号', 'Number of the form'],
        numberDigest: ['编号的指纹', 'Fingerprint of the number', { withheld: ['与编号相同', 'The same as the number'] }],
      },
    },
    development_consent: {
      called: ['单独同意的经过', 'Consents'],
      purpose: ['单独同意的作出、撤回与重新作出', 'Consents given, withdrawn and renewed'],
      fields: {
        step: ['事项', 'Step'],
        occurredOn: ['日期', 'Day'],
        reference: ['同意书编号', 'Reference of the consent'],
      },
    },
    development_check: {
      called: ['规则检查', 'Rule checks'],
      purpose: ['按细则检查每一步', 'Each step is checked against the rules'],
      fields: {
        ruleId: ['规则', 'Rule'],
        outcome: ['结果', 'Outcome'],
        checkedAt: ['时间', 'Checked at'],
        content: ['依据', 'Grounds', { withheld: ['可能涉及他人信息', 'It may name other people'] }],
      },
    },
    development_document: {
      called: ['档案材料', 'Papers of the file'],
      purpose: ['归档材料目录', 'The list of the papers on file'],
      fields: {
        title: ['名称', 'Title'],
        reference: ['编号', 'Reference'],
        heldBy: ['保管处', 'Held by'],
        correctionReason: ['更正理由', 'Reason of the correction'],
        withdrawnReason: ['撤下理由', 'Reason of the withdrawal'],
      },
    },
    development_deadline: {
      called: ['时限', 'Deadlines'],
      purpose: DERIVED,
      fields: {
        code: ['事项', 'Matter'],
        dueOn: ['期限', 'Due on'],
        metOn: ['完成', 'Met on'],
      },
    },
    development_stage_interval: {
      called: ['各阶段起止', 'Stages'],
      purpose: DERIVED,
      fields: {
        stage: ['阶段', 'Stage'],
        fromOn: ['起', 'From'],
        toOn: ['止', 'Until'],
      },
    },
    takeover_row: {
      called: ['导入的存量个案(待处理行)', 'Staged rows of existing cases'],
      purpose: ['接管既有个案', 'Taking over existing cases'],
      readers: 'development.record',
      retention: UNTIL_ERASURE,
      onErasure: 'CLEAR',
      belongsTo: { personId: 'person', id: 'stagedTakeover' },
      only: '{t}.caseId IS NULL',
      fields: {
        identityEncrypted: [
          '姓名与身份证号',
          'Name and number',
          { sealed: 'TakeoverRow.identity', erasedAs: null, withheld: ['与身份信息相同', 'The same as the identity above'] },
        ],
        outcome: ['处理结果', 'Outcome', { erasedAs: ({ value }) => (value === 'OPEN' || value === 'UNJUDGED' ? 'REFUSED' : value) }],
        idCardMasked: ['身份证号(掩码)', 'Number, masked', BLANKED],
        content: ['读取的内容', 'Content', { erasedAs: null, withheld: ['可能涉及他人信息', 'It may name other people'] }],
        findings: ['读取时的问题', 'Findings', { erasedAs: '[]', withheld: ['可能涉及他人信息', 'It may name other people'] }],
      },
    },
  }),
  obstacles: [
    {
      ...{ table: 'development_case', readers: 'development.read', scopeColumn: 'organizationId' },
      standing: (subject) => {
        const own = whereIn('{t}.id', subject.ids('case'));
        return where(`${own.sql} AND {t}.closedOn IS NULL AND {t}.partyAgeFrom IS NULL`, ...own.parameters);
      },
      refusal: (_, path) => DEVELOPMENT_CASE_RUNS({}, ...path),
    },
  ],
};

import { addMonths, type LocalDate, localDateOf } from '../platform/clock/local-date.js';
import { LawfulBasis } from '../platform/personal-data/lawful-bases.js';
import { erasedTo, type PersonalDataPart, type PersonalField, type RetentionRule } from '../platform/personal-data/personal-tables.js';
import { inList } from '../platform/database/transactions.js';
import { BREACH_UNDECIDED } from './breaches/breaches.errors.js';

const KEPT_MONTHS = 36;

/** Who signed what can be asked for as long as claims from it do not lapse. */
const PLEDGE_RECORDS: RetentionRule = {
  code: 'PLEDGE_RECORDS',
  endsWith: 'DAY',
  zh: '承诺及违诺处理记录自失效或处理完毕起保存三年(诉讼时效)',
  en: 'Pledges and decisions about breaches are kept for three years after their end, as long as claims do not lapse',
};

const PARK_RECORD = { scopeColumn: 'parkId', basis: LawfulBasis.CONTRACT, retention: PLEDGE_RECORDS, onErasure: 'CLEAR' } as const;
const SIGNATORY: PersonalField = { zh: '签署人', en: 'Signatory', erasedAs: erasedTo('已注销主播') };
const REASON: PersonalField = { zh: '理由', en: 'Reason', erasedAs: erasedTo(null) };

/** Pledges that a host signed, and the cases about them. */
export const PLEDGES_PERSONAL_DATA: PersonalDataPart = {
  module: 'pledges',
  links: [
    {
      ...{ name: 'pledge', from: 'streamer' },
      sql: `SELECT p.id AS id, p.parkId AS scopeId FROM integrity_pledge p WHERE p.audience = 'STREAMER' AND p.signatoryId IN {ids}`,
    },
    {
      ...{ name: 'breach', from: 'streamer', recordKind: 'BreachCase' },
      sql: `SELECT b.id AS id, b.parkId AS scopeId FROM breach_case b WHERE b.audience = 'STREAMER' AND b.signatoryId IN {ids}`,
    },
  ],
  tables: [
    {
      ...{
        ...PARK_RECORD,
        table: 'integrity_pledge',
        zh: '诚信承诺',
        en: 'Integrity pledges',
        readers: 'pledges.read',
        belongsTo: { id: 'pledge' },
      },
      purpose: { zh: '诚信承诺的签署与履行', en: 'Signing and keeping a pledge' },
      fields: {
        signatoryName: SIGNATORY,
        code: { zh: '承诺书', en: 'Pledge' },
        status: { zh: '状态', en: 'Status' },
        validFrom: { zh: '起', en: 'From' },
        validUntil: { zh: '止', en: 'Until' },
        signedAt: { zh: '签署时间', en: 'Signed at' },
        reason: REASON,
      },
    },
    {
      ...{
        ...PARK_RECORD,
        table: 'pledge_signature',
        zh: '签署记录',
        en: 'Signatures',
        readers: 'pledges.read',
        belongsTo: { pledgeId: 'pledge' },
      },
      purpose: { zh: '证明由谁签署', en: 'Proof of who signed' },
      fields: {
        signer: { zh: '签署人身份', en: 'Signer' },
        channel: { zh: '方式', en: 'Channel' },
        reference: { zh: '书面材料编号', en: 'Reference of the paper', erasedAs: erasedTo('') },
        signedAt: { zh: '时间', en: 'Signed at' },
      },
    },
    {
      ...{
        ...PARK_RECORD,
        table: 'pledge_history',
        zh: '承诺的变更',
        en: 'Steps of pledges',
        readers: 'pledges.read',
        belongsTo: { pledgeId: 'pledge' },
      },
      purpose: { zh: '承诺状态的来历', en: 'How a pledge came to its state' },
      fields: { verb: { zh: '操作', en: 'Step' }, at: { zh: '时间', en: 'When' }, reason: REASON },
    },
    {
      ...{
        ...PARK_RECORD,
        table: 'breach_case',
        zh: '违诺个案',
        en: 'Breach cases',
        readers: 'breaches.read',
        belongsTo: { id: 'breach' },
      },
      purpose: { zh: '违诺的核查、听取陈述与处理', en: 'Inquiry, hearing and decision' },
      fields: {
        signatoryName: SIGNATORY,
        status: { zh: '状态', en: 'Status' },
        openedOn: { zh: '立案日期', en: 'Opened on' },
        noticeReference: { zh: '告知书编号', en: 'Reference of the notice', erasedAs: erasedTo(null) },
        noticeSummarySealed: {
          zh: '告知内容摘要',
          en: 'Summary of the notice',
          sealed: { kind: 'BreachCase', field: 'noticeSummary' },
          erasedAs: erasedTo(null),
        },
        statementSealed: {
          zh: '本人陈述',
          en: 'Own statement',
          sealed: { kind: 'BreachCase', field: 'statement' },
          erasedAs: erasedTo(null),
        },
        decisionReference: { zh: '决定书编号', en: 'Reference of the decision', erasedAs: erasedTo(null) },
        findingsReference: { zh: '核查材料编号', en: 'Reference of the findings', erasedAs: erasedTo(null) },
        decisionReason: { zh: '决定理由', en: 'Reason of the decision', erasedAs: erasedTo(null) },
        appealSealed: { zh: '本人申诉', en: 'Own appeal', sealed: { kind: 'BreachCase', field: 'appeal' }, erasedAs: erasedTo(null) },
        appealReference: { zh: '申诉编号', en: 'Reference of the appeal', erasedAs: erasedTo(null) },
        appealReason: { zh: '申诉决定理由', en: 'Reason of the decision on the appeal', erasedAs: erasedTo(null) },
      },
    },
    {
      ...{
        ...PARK_RECORD,
        table: 'breach_allegation',
        zh: '反映的内容',
        en: 'Allegations',
        readers: 'breaches.reveal',
        belongsTo: { caseId: 'breach' },
      },
      purpose: { zh: '核查所依据的反映', en: 'What the inquiry starts from' },
      onErasure: 'DELETE',
      fields: {
        source: { zh: '来源', en: 'Source' },
        textSealed: {
          ...{ zh: '内容', en: 'Text', sealed: { kind: 'BreachAllegation', field: 'text' } },
          withheld: { zh: '涉及反映人,不提供原文', en: 'It would show who complained' },
        },
        receivedOn: { zh: '收到日期', en: 'Received on' },
        outcome: { zh: '结论', en: 'Outcome' },
      },
    },
    {
      ...{
        ...PARK_RECORD,
        table: 'breach_history',
        zh: '违诺个案的变更',
        en: 'Steps of breach cases',
        readers: 'breaches.read',
        belongsTo: { caseId: 'breach' },
      },
      purpose: { zh: '个案状态的来历', en: 'How a case came to its state' },
      fields: { verb: { zh: '操作', en: 'Step' }, at: { zh: '时间', en: 'When' }, reason: REASON },
    },
    {
      ...{
        ...PARK_RECORD,
        table: 'fulfilment_commitment',
        zh: '履诺事项',
        en: 'Commitments',
        readers: 'pledges.read',
        belongsTo: { pledgeId: 'pledge' },
      },
      purpose: { zh: '履诺事项的跟踪', en: 'Following up what was promised' },
      fields: {
        signatoryName: SIGNATORY,
        text: { zh: '内容', en: 'Text', erasedAs: erasedTo('') },
        dueOn: { zh: '期限', en: 'Due on' },
        status: { zh: '状态', en: 'Status' },
        reason: REASON,
      },
    },
    {
      ...{ ...PARK_RECORD, table: 'breach_affected_session', zh: '受影响场次的处理', en: 'Decisions about affected sessions' },
      ...{ readers: 'breaches.read', belongsTo: { streamerId: 'streamer' } },
      purpose: { zh: '撤销承诺后对已确认场次的处理', en: 'What becomes of sessions confirmed before a revocation' },
      fields: {
        sessionNumber: { zh: '场次号', en: 'Session' },
        title: { zh: '场次名称', en: 'Title' },
        decision: { zh: '处理', en: 'Decision' },
        reason: REASON,
      },
    },
  ],
  retentionEnds: [
    {
      rule: PLEDGE_RECORDS,
      endsOn: async (tx, subject) => {
        const [pledges, breaches] = [subject.ids('pledge'), subject.ids('breach')];
        const days: (LocalDate | null)[] = [];
        if (pledges.length > 0) {
          const rows = await tx.rows<{ day: LocalDate | null }>(
            `SELECT MAX(validUntil) AS day FROM integrity_pledge WHERE signedAt IS NOT NULL AND id IN ${inList(pledges)}`,
            [...pledges],
          );
          days.push(...rows.map(({ day }) => day));
        }
        if (breaches.length > 0) {
          const rows = await tx.rows<{ day: LocalDate | null }>(
            `SELECT MAX(COALESCE(appealDecidedOn, decidedOn, openedOn)) AS day FROM breach_case WHERE id IN ${inList(breaches)}`,
            [...breaches],
          );
          days.push(...rows.map(({ day }) => day));
        }
        const last = days
          .filter((day) => day !== null)
          .sort()
          .at(-1);
        return last === undefined ? null : addMonths(last, KEPT_MONTHS);
      },
    },
  ],
  obstacles: async (tx, subject) => {
    const ids = subject.ids('breach');
    if (ids.length === 0) return [];
    const open = await tx.rows(
      `SELECT id FROM breach_case WHERE id IN ${inList(ids)} AND (status IN ('ALLEGED', 'NOTIFIED', 'HEARD', 'APPEALED') OR (status = 'REVOKED' AND appealUntil >= ?))`,
      [...ids, localDateOf(tx.at)],
    );
    return open.length > 0 ? [BREACH_UNDECIDED({ count: open.length }, 'input', 'personId')] : [];
  },
};

import { addMonths, localDateOf } from '../platform/clock/local-date.js';
import { LawfulBasis } from '../platform/personal-data/lawful-bases.js';
import type { PersonalDataPart, RetentionEnd, RetentionRule } from '../platform/personal-data/personal-tables.js';
import { BLANKED, CLEARED, type DeclaredField, personalTables } from '../platform/personal-data/table-declarations.js';
import { where, whereIn } from '../platform/database/listing.js';
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

const PARK_RECORD = {
  readers: 'pledges.read',
  scopeColumn: 'parkId',
  basis: LawfulBasis.CONTRACT,
  retention: PLEDGE_RECORDS,
  onErasure: 'CLEAR',
  belongsTo: { pledgeId: 'pledge' },
} as const;
const SIGNATORY: DeclaredField = ['签署人', 'Signatory', { erasedAs: '已注销主播' }];
const REASON: DeclaredField = ['理由', 'Reason', CLEARED];

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
  tables: personalTables(PARK_RECORD, {
    integrity_pledge: {
      called: ['诚信承诺', 'Integrity pledges'],
      purpose: ['诚信承诺的签署与履行', 'Signing and keeping a pledge'],
      belongsTo: { id: 'pledge' },
      fields: {
        signatoryName: SIGNATORY,
        code: ['承诺书', 'Pledge'],
        status: ['状态', 'Status'],
        validFrom: ['起', 'From'],
        validUntil: ['止', 'Until'],
        signedAt: ['签署时间', 'Signed at'],
        reason: REASON,
      },
    },
    pledge_signature: {
      called: ['签署记录', 'Signatures'],
      purpose: ['证明由谁签署', 'Proof of who signed'],
      fields: {
        signer: ['签署人身份', 'Signer'],
        channel: ['方式', 'Channel'],
        reference: ['书面材料编号', 'Reference of the paper', BLANKED],
        signedAt: ['时间', 'Signed at'],
      },
    },
    pledge_history: {
      called: ['承诺的变更', 'Steps of pledges'],
      purpose: ['承诺状态的来历', 'How a pledge came to its state'],
      fields: {
        verb: ['操作', 'Step'],
        at: ['时间', 'When'],
        reason: REASON,
      },
    },
    breach_case: {
      called: ['违诺个案', 'Breach cases'],
      purpose: ['违诺的核查、听取陈述与处理', 'Inquiry, hearing and decision'],
      readers: 'breaches.read',
      belongsTo: { id: 'breach' },
      fields: {
        signatoryName: SIGNATORY,
        status: ['状态', 'Status'],
        openedOn: ['立案日期', 'Opened on'],
        noticeReference: ['告知书编号', 'Reference of the notice', CLEARED],
        noticeSummarySealed: ['告知内容摘要', 'Summary of the notice', { sealed: 'BreachCase.noticeSummary', erasedAs: null }],
        statementSealed: ['本人陈述', 'Own statement', { sealed: 'BreachCase.statement', erasedAs: null }],
        decisionReference: ['决定书编号', 'Reference of the decision', CLEARED],
        findingsReference: ['核查材料编号', 'Reference of the findings', CLEARED],
        decisionReason: ['决定理由', 'Reason of the decision', CLEARED],
        appealSealed: ['本人申诉', 'Own appeal', { sealed: 'BreachCase.appeal', erasedAs: null }],
        appealReference: ['申诉编号', 'Reference of the appeal', CLEARED],
        appealReason: ['申诉决定理由', 'Reason of the decision on the appeal', CLEARED],
      },
    },
    breach_allegation: {
      called: ['反映的内容', 'Allegations'],
      purpose: ['核查所依据的反映', 'What the inquiry starts from'],
      readers: 'breaches.reveal',
      onErasure: 'DELETE',
      belongsTo: { caseId: 'breach' },
      fields: {
        source: ['来源', 'Source'],
        textSealed: [
          '内容',
          'Text',
          { sealed: 'BreachAllegation.text', withheld: ['涉及反映人,不提供原文', 'It would show who complained'] },
        ],
        receivedOn: ['收到日期', 'Received on'],
        happenedOn: ['事发日期', 'Happened on'],
        outcome: ['结论', 'Outcome'],
      },
    },
    breach_history: {
      called: ['违诺个案的变更', 'Steps of breach cases'],
      purpose: ['个案状态的来历', 'How a case came to its state'],
      readers: 'breaches.read',
      belongsTo: { caseId: 'breach' },
      fields: {
        verb: ['操作', 'Step'],
        at: ['时间', 'When'],
        reason: REASON,
      },
    },
    fulfilment_commitment: {
      called: ['履诺事项', 'Commitments'],
      purpose: ['履诺事项的跟踪', 'Following up what was promised'],
      fields: {
        signatoryName: SIGNATORY,
        text: ['内容', 'Text', BLANKED],
        dueOn: ['期限', 'Due on'],
        status: ['状态', 'Status'],
        reason: REASON,
      },
    },
    breach_affected_session: {
      called: ['受影响场次的处理', 'Decisions about affected sessions'],
      purpose: ['撤销承诺后对已确认场次的处理', 'What becomes of sessions confirmed before a revocation'],
      readers: 'breaches.read',
      belongsTo: { streamerId: 'streamer' },
      fields: {
        sessionNumber: ['场次号', 'Session'],
        title: ['场次名称', 'Title'],
        decision: ['处理', 'Decision'],
        reason: REASON,
      },
    },
  }),
  retentionEnds: [
    {
      rule: PLEDGE_RECORDS,
      endsOn: async (tx, subject) => {
        const [pledges, breaches] = [subject.ids('pledge'), subject.ids('breach')];
        const lasts: RetentionEnd[] = [];
        if (pledges.length > 0)
          lasts.push(
            ...(await tx.rows<RetentionEnd>(
              `SELECT parkId AS scopeId, MAX(validUntil) AS day FROM integrity_pledge
               WHERE signedAt IS NOT NULL AND validUntil IS NOT NULL AND id IN ${inList(pledges)} GROUP BY parkId`,
              [...pledges],
            )),
          );
        if (breaches.length > 0)
          lasts.push(
            ...(await tx.rows<RetentionEnd>(
              `SELECT parkId AS scopeId, MAX(COALESCE(appealDecidedOn, decidedOn, openedOn)) AS day FROM breach_case
               WHERE id IN ${inList(breaches)} GROUP BY parkId`,
              [...breaches],
            )),
          );
        return lasts.map(({ scopeId, day }) => ({ scopeId, day: addMonths(day, KEPT_MONTHS) }));
      },
    },
  ],
  obstacles: [
    {
      ...{ table: 'breach_case', readers: 'breaches.read', scopeColumn: 'parkId' },
      standing: (subject, at) => {
        const own = whereIn('{t}.id', subject.ids('breach'));
        return where(
          `${own.sql} AND ({t}.status IN ('ALLEGED', 'NOTIFIED', 'HEARD', 'APPEALED') OR ({t}.status = 'REVOKED' AND {t}.appealUntil >= ?))`,
          ...own.parameters,
          localDateOf(at),
        );
      },
      refusal: (count, path) => BREACH_UNDECIDED({ count }, ...path),
    },
  ],
};

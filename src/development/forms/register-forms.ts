import type { Line, TableCell, TableRow } from '../../platform/documents/document-blocks.js';
import type { FactData } from '../machine/case-facts.js';
import { BLANK_DAY, dayText, type FilledForm, type FormDraft, monthText, sexOf } from './form-draft.js';
import { ENTRY } from './form-entries.js';

const COLUMNS_MM = [30, 27, 23, 29, 21, 26];
const WIDE = COLUMNS_MM.length - 1;
const RESUME_MM = 34;
const OPINION_MM = 36;

const RECOMMENDED_BY: Readonly<Record<FactData['ACTIVIST_DETERMINED']['recommendedBy'], string>> = {
  PARTY_MEMBERS: '党员推荐',
  MASS_ORGANIZATION: '群团组织推优',
  YOUTH_LEAGUE: '共青团组织推优',
};

const label = (text: string): TableCell => ({ lines: [text] });
const value = (line: Line, columnSpan = 1): TableCell => ({ lines: [line], columnSpan });
const long = (line: Line): TableCell => ({ lines: [line], columnSpan: WIDE, align: 'LEFT' });

/** 入党积极分子登记表: who the person is, and how they became an activist (R02, R04, R06). */
export function activistRegister(draft: FormDraft): FilledForm {
  const rows: TableRow[] = [
    ...identityRows(draft),
    ...activistRows(draft),
    { cells: [label('本人简历'), byHand(draft, 'resume')], heightMinMm: RESUME_MM },
    { cells: [label('奖惩情况'), byHand(draft, 'awards')], heightMinMm: 16 },
    opinionRow(draft, '党支部意见', 'branchOpinion', '党支部书记（签名）'),
    opinionRow(draft, '上级党组织备案意见', 'upperOpinion', '（盖章）'),
  ];
  return draft.filled('入党积极分子登记表', [
    { kind: 'NOTE', text: ['所在党支部：', draft.facts.branchName] },
    { kind: 'TABLE', columnsMm: COLUMNS_MM, headerRowsCount: 0, rows },
    { kind: 'NOTE', text: '注：本表一式两份，一份存入本人培养教育档案，一份报上级党组织备案。' },
  ]);
}

/** 发展对象登记表: the same with everything up to the training (R09 to R14). */
export function prospectRegister(draft: FormDraft): FilledForm {
  const rows: TableRow[] = [
    ...identityRows(draft),
    ...activistRows(draft),
    ...prospectRows(draft),
    { cells: [label('本人简历'), byHand(draft, 'resume')], heightMinMm: RESUME_MM },
    { cells: [label('奖惩情况'), byHand(draft, 'awards')], heightMinMm: 16 },
    opinionRow(draft, '党支部意见', 'branchOpinion', '党支部书记（签名）'),
    opinionRow(draft, '上级党组织意见', 'upperOpinion', '（盖章）'),
  ];
  return draft.filled('发展对象登记表', [
    { kind: 'NOTE', text: ['所在党支部：', draft.facts.branchName] },
    { kind: 'TABLE', columnsMm: COLUMNS_MM, headerRowsCount: 0, rows },
    { kind: 'NOTE', text: '注：政治审查只填写结论和材料编号，不填写亲属的个人信息。' },
  ]);
}

function identityRows(draft: FormDraft): TableRow[] {
  const { person } = draft.facts;
  draft.note(ENTRY.photo);
  const sex = person.idCardNumber ? sexOf(person.idCardNumber) : null;
  return [
    {
      cells: [
        ...[label('姓名'), value(person.fullName), label('性别'), value(draft.entry(sex, ENTRY.sex, 3))],
        { lines: ['照片'], columnSpan: 2, rowSpan: 3 },
      ],
    },
    { cells: [label('出生年月'), value(monthText(person.bornOn)), label('民族'), value(draft.entry(null, ENTRY.nationality, 3))] },
    {
      cells: [label('籍贯'), value(draft.entry(null, ENTRY.nativePlace)), label('学历学位'), value(draft.entry(null, ENTRY.education, 5))],
    },
    {
      cells: [
        label('身份证号'),
        value(draft.entry(person.idCardNumber, ENTRY.idCardNumber, 12), 3),
        label('电话'),
        value(draft.entry(null, ENTRY.phone, 5)),
      ],
    },
    { cells: [label('工作单位及职务'), long(draft.entry(null, ENTRY.post, 20))] },
    { cells: [label('现居住地'), long(draft.entry(null, ENTRY.address, 20))] },
  ];
}

function activistRows(draft: FormDraft): TableRow[] {
  const determined = draft.latest('ACTIVIST_DETERMINED');
  const recommendation = determined ? RECOMMENDED_BY[determined.data.recommendedBy] : null;
  return [
    pair(
      ['申请入党时间', draft.day(draft.latest('APPLICATION_RECEIVED')?.occurredOn, ENTRY.appliedOn)],
      ['入党谈话时间', draft.day(draft.latest('APPLICANT_TALKED')?.occurredOn, ENTRY.talkedOn)],
    ),
    pair(
      ['确定为积极分子时间', draft.day(determined?.occurredOn, ENTRY.activistOn)],
      ['推荐方式', draft.entry(recommendation, ENTRY.recommendation, 5)],
    ),
    pair(
      ['备案时间', draft.day(draft.latest('ACTIVIST_FILED')?.occurredOn, ENTRY.filedOn)],
      ['培养联系人', draft.names(draft.latest('CONTACTS_APPOINTED')?.data.contactIds, ENTRY.contacts)],
    ),
  ];
}

function prospectRows(draft: FormDraft): TableRow[] {
  const review = draft.latest('POLITICAL_REVIEWED');
  const training = draft.latest('TRAINING_COMPLETED');
  const exemption = draft.latest('TRAINING_EXEMPTED');
  const reviewed = review
    ? `${review.data.isPassed ? '合格' : '不合格'}${review.documentNumber ? `（${review.documentNumber}）` : ''}`
    : '';
  return [
    pair(
      ['列为发展对象时间', draft.day(draft.latest('LISTING_DECIDED', (fact) => fact.data.isAgreed)?.occurredOn, ENTRY.listedOn)],
      ['入党介绍人', draft.names(draft.latest('INTRODUCERS_DETERMINED')?.data.introducerIds, ENTRY.introducers)],
    ),
    pair(
      ['政治审查时间', draft.day(review?.occurredOn, ENTRY.politicalReviewOn)],
      ['政治审查结论', draft.entry(reviewed, ENTRY.politicalReviewOn, 5)],
    ),
    training || !exemption
      ? pair(
          ['集中培训时间', draft.day(training?.occurredOn, ENTRY.trainedOn)],
          ['培训时长', draft.entry(training ? `${training.data.daysCount}天 / ${training.data.hoursCount}学时` : null, ENTRY.trainedOn, 5)],
        )
      : { cells: [label('集中培训'), long(`${dayText(exemption.occurredOn)}经批准未参加集中培训：${exemption.data.reason}`)] },
  ];
}

function pair(...entries: readonly [string, Line][]): TableRow {
  const [first, second] = entries;
  return { cells: [label(first![0]), value(first![1], 2), label(second![0]), value(second![1], 2)] };
}

function byHand(draft: FormDraft, code: 'resume' | 'awards'): TableCell {
  draft.note(ENTRY[code]);
  return { lines: [''], columnSpan: WIDE, align: 'LEFT' };
}

function opinionRow(draft: FormDraft, title: string, code: 'branchOpinion' | 'upperOpinion', signer: string): TableRow {
  draft.note(ENTRY[code]);
  const cell: TableCell = {
    lines: [''],
    columnSpan: WIDE,
    align: 'LEFT',
    signature: [[signer + '：', { blankCharacters: 6 }], BLANK_DAY],
  };
  return { cells: [label(title), signer === '（盖章）' ? { ...cell, signature: [signer, BLANK_DAY] } : cell], heightMinMm: OPINION_MM };
}

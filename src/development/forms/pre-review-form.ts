import type { DocumentBlock, LinePiece } from '../../platform/documents/document-blocks.js';
import { BLANK_DAY, dayText, type FilledForm, type FormDraft, monthText } from './form-draft.js';
import { ENTRY } from './form-entries.js';

/** 预审请示: the branch asks the committee above to look at the papers before the form is handed out (R15). */
export function preReviewRequest(draft: FormDraft): FilledForm {
  const { person, branchName, upperName } = draft.facts;
  draft.note(ENTRY.documentNumber);
  draft.note(ENTRY.contactPoint);
  draft.note(ENTRY.issuedOn);
  const blocks: DocumentBlock[] = [
    { kind: 'ADDRESSEE', text: [draft.entry(upperName, ENTRY.upperName, 12), '：'] },
    { kind: 'PARAGRAPH', text: `${branchName}拟发展${person.fullName}同志入党，现将有关情况报告如下。` },
    { kind: 'HEADING', level: 1, text: '一、基本情况' },
    {
      kind: 'PARAGRAPH',
      text: [
        `${person.fullName}，${monthText(person.bornOn)}出生，`,
        draft.entry(null, ENTRY.education, 4),
        '学历，现任',
        draft.entry(null, ENTRY.post, 12),
        '。',
      ],
    },
    { kind: 'HEADING', level: 1, text: '二、培养教育和考察过程' },
    { kind: 'PARAGRAPH', text: courseOf(draft) },
    { kind: 'PARAGRAPH', text: listingOf(draft) },
    { kind: 'HEADING', level: 1, text: '三、政治审查和集中培训' },
    { kind: 'PARAGRAPH', text: reviewOf(draft) },
    { kind: 'HEADING', level: 1, text: '四、支部委员会审查意见' },
    { kind: 'PARAGRAPH', text: examinationOf(draft) },
    { kind: 'PARAGRAPH', text: '现将有关材料一并报上，请予预审。' },
    { kind: 'PARAGRAPH', text: '妥否，请批示。' },
    {
      kind: 'PARAGRAPH',
      text: '附件：1.入党申请书；2.入党积极分子培养教育考察材料；3.发展对象公示材料；4.政治审查材料；5.集中培训材料。',
    },
    { kind: 'SIGNATURE', signers: [branchName], day: BLANK_DAY },
    { kind: 'PARAGRAPH', text: ['（联系人：', { blankCharacters: 4 }, '，电话：', { blankCharacters: 7 }, '）'] },
  ];
  const number: LinePiece[] = [{ blankCharacters: 4 }, '〔', { blankCharacters: 2 }, '〕', { blankCharacters: 2 }, '号'];
  return draft.filled([`关于对${person.fullName}同志`, '入党问题进行预审的请示'], blocks, number);
}

function courseOf(draft: FormDraft): LinePiece[] {
  const inspections = draft.all('CULTIVATION_INSPECTED').length;
  return [
    '该同志于',
    ...draft.day(draft.latest('APPLICATION_RECEIVED')?.occurredOn, ENTRY.appliedOn),
    '递交入党申请书，',
    ...draft.day(draft.latest('APPLICANT_TALKED')?.occurredOn, ENTRY.talkedOn),
    '党组织派人谈话，',
    ...draft.day(draft.latest('ACTIVIST_DETERMINED')?.occurredOn, ENTRY.activistOn),
    '确定为入党积极分子，培养联系人为',
    draft.names(draft.latest('CONTACTS_APPOINTED')?.data.contactIds, ENTRY.contacts),
    '。培养期间党支部考察',
    draft.entry(inspections > 0 ? String(inspections) : null, ENTRY.inspections, 2),
    '次。',
  ];
}

function listingOf(draft: FormDraft): LinePiece[] {
  const started = draft.latest('PUBLICITY_STARTED', (fact) => fact.data.purpose === 'LISTING');
  const ended = draft.latest('PUBLICITY_ENDED', (fact) => fact.data.purpose === 'LISTING');
  const listed = draft.latest('LISTING_DECIDED', (fact) => fact.data.isAgreed);
  const pieces: LinePiece[] = [...draft.day(listed?.occurredOn, ENTRY.listedOn), '列为发展对象'];
  if (started && ended) pieces.push(`，此前于${dayText(started.occurredOn)}至${dayText(ended.occurredOn)}公示`);
  return [...pieces, '；入党介绍人为', draft.names(draft.latest('INTRODUCERS_DETERMINED')?.data.introducerIds, ENTRY.introducers), '。'];
}

function reviewOf(draft: FormDraft): LinePiece[] {
  const review = draft.latest('POLITICAL_REVIEWED');
  const training = draft.latest('TRAINING_COMPLETED');
  const exemption = draft.latest('TRAINING_EXEMPTED');
  const outcome = review ? (review.data.isPassed ? '合格' : '不合格') : null;
  const pieces: LinePiece[] = [
    '政治审查于',
    ...draft.day(review?.occurredOn, ENTRY.politicalReviewOn),
    '完成，结论为',
    draft.entry(outcome, ENTRY.politicalReviewOn, 3),
    ...(review?.documentNumber ? [`（${review.documentNumber}）`] : []),
    '。',
  ];
  if (!training && exemption) return [...pieces, `${dayText(exemption.occurredOn)}经批准未参加集中培训，原因：${exemption.data.reason}。`];
  const length = training ? `${training.data.daysCount}天、${training.data.hoursCount}学时` : null;
  const trained = [...draft.day(training?.occurredOn, ENTRY.trainedOn), '完成集中培训，共', draft.entry(length, ENTRY.trainedOn, 4), '。'];
  return [...pieces, ...trained];
}

function examinationOf(draft: FormDraft): LinePiece[] {
  const examined = draft.latest('COMMITTEE_EXAMINED');
  const outcome = examined ? (examined.data.isPassed ? '合格' : '不合格') : null;
  return [
    ...draft.day(examined?.occurredOn, ENTRY.examinedOn),
    '支部委员会对该同志的入党条件和手续进行审查，集体讨论认为：',
    draft.entry(outcome, ENTRY.examinedOn, 4),
    '。',
  ];
}

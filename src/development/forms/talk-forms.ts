import type { TableRow } from '../../platform/documents/document-blocks.js';
import type { FactOf } from '../machine/case-facts.js';
import { BLANK_DAY, type FilledForm, type FormDraft, monthText } from './form-draft.js';
import { ENTRY } from './form-entries.js';

const COLUMNS_MM = [30, 48, 30, 48];
const WIDE = 3;
const CONTENT_MM = 84;
const OPINION_MM = 34;

/** 入党申请人谈话记录 (R02). */
export function applicantTalkRecord(draft: FormDraft): FilledForm {
  return talkRecord(draft, '入党申请人谈话记录', draft.latest('APPLICANT_TALKED'), ENTRY.talkedOn, [
    '（一）入党动机和对党的认识；',
    '（二）思想、工作和学习情况；',
    '（三）需要向党组织说明的情况；',
    '（四）谈话人提出的希望和要求。',
  ]);
}

/** 发展党员审批前谈话记录 (R21). */
export function admissionTalkRecord(draft: FormDraft): FilledForm {
  return talkRecord(draft, '发展党员审批前谈话记录', draft.latest('ADMISSION_TALKED'), ENTRY.admissionTalkedOn, [
    '（一）对党的性质、宗旨和党员义务、权利的认识；',
    '（二）入党动机和现实表现；',
    '（三）需要进一步说明的情况；',
    '（四）谈话人对能否入党的意见。',
  ]);
}

type Talk = FactOf<'APPLICANT_TALKED'> | FactOf<'ADMISSION_TALKED'>;

function talkRecord(
  draft: FormDraft,
  title: string,
  talk: Talk | undefined,
  dayEntry: typeof ENTRY.talkedOn | typeof ENTRY.admissionTalkedOn,
  topics: readonly string[],
): FilledForm {
  const { person, branchName } = draft.facts;
  draft.note(ENTRY.talkContent);
  const rows: TableRow[] = [
    pair(['谈话对象', person.fullName], ['出生年月', monthText(person.bornOn)]),
    pair(['所在党支部', branchName], ['谈话人', draft.names(talk?.data.talkerIds, ENTRY.talkers)]),
    pair(['谈话时间', draft.day(talk?.occurredOn, dayEntry)], ['谈话地点', draft.entry(null, ENTRY.place)]),
    pair(
      ['申请入党时间', draft.day(draft.latest('APPLICATION_RECEIVED')?.occurredOn, ENTRY.appliedOn)],
      ['记录人', draft.entry(null, ENTRY.recorder)],
    ),
    { cells: [{ lines: ['谈话内容'] }, { lines: topics, columnSpan: WIDE, align: 'LEFT', signature: [''] }], heightMinMm: CONTENT_MM },
    signed('谈话人意见', '谈话人（签名）'),
    signed('谈话对象确认', '谈话对象（签名）'),
  ];
  return draft.filled(title, [{ kind: 'TABLE', columnsMm: COLUMNS_MM, headerRowsCount: 0, rows }]);
}

function signed(name: string, signer: string): TableRow {
  const cell = { lines: [''], columnSpan: WIDE, align: 'LEFT', signature: [[`${signer}:`, { blankCharacters: 6 }], BLANK_DAY] } as const;
  return { cells: [{ lines: [name] }, cell], heightMinMm: OPINION_MM };
}

function pair(...entries: readonly [string, TableRow['cells'][number]['lines'][number]][]): TableRow {
  return { cells: entries.flatMap(([name, line]) => [{ lines: [name] }, { lines: [line] }]) };
}

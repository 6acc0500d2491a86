import type { TableRow } from '../../platform/documents/document-blocks.js';
import type { FactData, FactOf } from '../machine/case-facts.js';
import { dayText, type FilledForm, type FormDraft, monthText } from './form-draft.js';
import { ENTRY } from './form-entries.js';

const COLUMNS_MM = [12, 37, 58, 23, 26];
/** One inspection each half year over at least a year, with room for two more (R07, R09). */
const ROWS_MIN = 4;
const ROW_MM = 32;

const OUTCOME: Readonly<Record<FactData['CULTIVATION_INSPECTED']['outcome'], string>> = {
  QUALIFIED: '合格',
  CONTINUE: '继续培养',
  UNFIT: '不合格',
};

type Inspection = FactOf<'CULTIVATION_INSPECTED'> | FactOf<'PROBATION_INSPECTED'>;

/** 培养教育考察表: one row for each inspection, those of the probation after those of the cultivation (R06, R07). */
export function cultivationRecord(draft: FormDraft): FilledForm {
  const { person, branchName } = draft.facts;
  const inspections: Inspection[] = [...draft.all('CULTIVATION_INSPECTED'), ...draft.all('PROBATION_INSPECTED')];
  if (inspections.length === 0) draft.note(ENTRY.inspections);
  draft.note(ENTRY.opinion);
  const rows: TableRow[] = [
    { cells: ['序号', '考察日期', '考察意见', '考察结论', '考察人签名'].map((text) => ({ lines: [text] })) },
    ...inspections.map((inspection, index) => inspectionRow(index + 1, inspection)),
    ...Array.from({ length: Math.max(0, ROWS_MIN - inspections.length) }, (_, index) => inspectionRow(inspections.length + index + 1)),
  ];
  return draft.filled('入党积极分子培养教育考察表', [
    {
      kind: 'TABLE',
      columnsMm: [30, 48, 30, 48],
      headerRowsCount: 0,
      rows: [
        pair(['姓名', person.fullName], ['出生年月', monthText(person.bornOn)]),
        pair(['所在党支部', branchName], ['申请入党时间', draft.day(draft.latest('APPLICATION_RECEIVED')?.occurredOn, ENTRY.appliedOn)]),
        pair(
          ['确定为积极分子时间', draft.day(draft.latest('ACTIVIST_DETERMINED')?.occurredOn, ENTRY.activistOn)],
          ['培养联系人', draft.names(draft.latest('CONTACTS_APPOINTED')?.data.contactIds, ENTRY.contacts)],
        ),
      ],
    },
    { kind: 'NOTE', text: '考察记录（党支部每半年至少考察一次）' },
    { kind: 'TABLE', columnsMm: COLUMNS_MM, headerRowsCount: 1, rows },
    { kind: 'NOTE', text: '注：考察意见由考察人手工填写，系统只记录考察日期和结论。' },
  ]);
}

function inspectionRow(number: number, inspection?: Inspection): TableRow {
  const phase = inspection?.kind === 'PROBATION_INSPECTED' ? '（预备期）' : '';
  return {
    heightMinMm: ROW_MM,
    cells: [
      { lines: [String(number)] },
      { lines: inspection ? [dayText(inspection.occurredOn), phase].filter(Boolean) : [''] },
      { lines: [''], align: 'LEFT' },
      { lines: [inspection ? OUTCOME[inspection.data.outcome] : ''] },
      { lines: [''] },
    ],
  };
}

function pair(...entries: readonly [string, TableRow['cells'][number]['lines'][number]][]): TableRow {
  return { cells: entries.flatMap(([name, line]) => [{ lines: [name] }, { lines: [line] }]) };
}

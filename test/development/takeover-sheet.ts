import writeXlsxFile from 'write-excel-file/node';
import { TAKEOVER_COLUMNS } from '../../src/development/takeover/takeover-columns.js';
import { newId } from '../../src/platform/database/ids.js';

/** Cells of a row by the key of the column. */
export type SheetRow = Record<string, string>;

const CSV_SPECIAL = /[",\n]/;

function tableOf(rows: readonly SheetRow[], extraHeaders: readonly string[] = []): string[][] {
  const header = [...TAKEOVER_COLUMNS.map(({ header: name }) => name), ...extraHeaders];
  return [
    header,
    ...rows.map((row) => [...TAKEOVER_COLUMNS.map(({ key }) => row[key] ?? ''), ...extraHeaders.map((name) => row[name] ?? '')]),
  ];
}

/** The rows as a csv file, all columns of the template in their order. */
export function csvSheet(rows: readonly SheetRow[], extraHeaders: readonly string[] = []): Buffer {
  const quoted = (cell: string) => (CSV_SPECIAL.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
  const lines = tableOf(rows, extraHeaders).map((row) => row.map(quoted).join(','));
  return Buffer.from(`\ufeff${lines.join('\n')}`, 'utf8');
}

/** The rows as an xlsx file whose cells are text. */
export function xlsxSheet(rows: readonly SheetRow[]): Promise<Buffer> {
  return writeXlsxFile(tableOf(rows).map((row) => row.map((value) => ({ value, type: String })))).toBuffer();
}

/** A probationary member of the year 2025: every step of the template, each on a day that the rules allow. */
export function wholeRow(
  person: { fullName: string; idCardNumber: string },
  cast: { branch: string; upper: string; filedWith: string; members: string },
): SheetRow {
  const { members } = cast;
  return {
    ...person,
    branch: cast.branch,
    consentOn: '2026-01-05',
    consentReference: '同意书-接-1',
    upper: cast.upper,
    ...{ applicationOn: '2024/1/10', applicationTo: '工作单位', talkOn: '2024年1月20日', talkers: members },
    ...{
      activistOn: '2024-03-01',
      recommendedBy: '党员推荐',
      isLeagueMember: '否',
      activistDecidedBy: '支部委员会',
      activistNumber: '支〔2024〕1号',
    },
    ...{ filedOn: '2024-03-05', filedNumber: '备〔2024〕1号', contactsOn: '2024-03-06', contacts: members },
    inspections: '2024-08-30 合格;2025-02-28 合格;2025-12-20 合格',
    ...{ opinionsOn: '2025-03-10', opinionsOf: '党小组、培养联系人、党员、群众' },
    ...{ listingAgreedOn: '2025-03-12', listingAgreedBy: '支部委员会', listingAgreedNumber: '支〔2025〕1号' },
    ...{ publicityFrom: '2025-03-13', publicityPlace: '支部公示栏', publicityTo: '2025-03-21' },
    ...{ listedOn: '2025-03-28', listedBy: '同意', listedNumber: '园党〔2025〕3号' },
    ...{ introducersOn: '2025-03-31', introducers: members, reviewedOn: '2025-04-20', reviewedNumber: '政审〔2025〕1号' },
    ...{ trainedOn: '2025-05-10', trainedDays: '3', trainedHours: '24', trainedBy: '基层党委' },
    ...{ examinedOn: '2025-05-20', examinedNumber: '支〔2025〕3号', preReviewedOn: '2025-06-01', preReviewedNumber: '园党〔2025〕5号' },
    ...{ formOn: '2025-06-05', formNumber: `志愿书-${newId().slice(-10)}`, votedOn: '2025-06-20', votedNumber: '支〔2025〕4号' },
    ...{ due: '5', present: '5', written: '0', yes: '5', no: '0', abstain: '0', invalid: '0' },
    ...{ isSecret: '是', isIndividual: '是', introducersAttended: '是', candidateAttended: '是' },
    ...{ admissionTalkOn: '2025-07-01', admissionTalkers: members.split('、')[0]! },
    ...{ approvedOn: '2025-07-10', approvedNumber: '园党〔2025〕8号', isCollective: '是' },
    ...{ admissionFiledOn: '2025-07-15', admissionFiledNumber: '备〔2025〕2号', admissionFiledWith: cast.filedWith },
    ...{ assignedOn: '2025-07-16', partyGroup: '第一党小组', oathOn: '2025-07-20' },
  };
}

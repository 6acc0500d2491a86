import type { DocumentBlock, LinePiece } from '../../platform/documents/document-blocks.js';
import { addMonths } from '../../platform/clock/local-date.js';
import type { Ballot } from '../machine/case-facts.js';
import { dayText, type FilledForm, type FormDraft } from './form-draft.js';
import { ENTRY } from './form-entries.js';

const ASSESSMENT_LINES = 4;
const LINE_CHARACTERS = 26;
const PROBATION_MONTHS = 12;

/** 接收预备党员的支部大会决议, with the totals of the ballot (R17 to R19, INV-15). */
export function admissionResolution(draft: FormDraft): FilledForm {
  const { person, branchName } = draft.facts;
  const voted = draft.latest('ADMISSION_VOTED');
  const meeting = draft.meetingName(voted?.occurredOn);
  const decision: LinePiece[] = !voted
    ? [`${meeting}决议：`, draft.entry(null, ENTRY.meetingOn, 20), '。']
    : [
        voted.data.isAccepted
          ? `${meeting}决议：同意接收${person.fullName}同志为中共预备党员，预备期一年，从${dayText(voted.occurredOn)}起，至${dayText(addMonths(voted.occurredOn, PROBATION_MONTHS))}止。报上级党组织审批。`
          : `${meeting}决议：赞成人数未达到规定要求，本次不接收${person.fullName}同志为中共预备党员。`,
      ];
  const introducers = draft.names(draft.latest('INTRODUCERS_DETERMINED')?.data.introducerIds, ENTRY.introducers);
  const isRejected = voted?.data.isAccepted === false;
  return draft.filled(
    [`关于${isRejected ? '讨论' : '接收'}${person.fullName}同志`, isRejected ? '入党问题的' : '为中共预备党员的', `${meeting}决议`],
    [
      {
        kind: 'PARAGRAPH',
        text: [
          ...draft.day(voted?.occurredOn, ENTRY.meetingOn),
          `，${branchName}召开${meeting}，讨论${person.fullName}同志的入党问题。会议听取了本人的汇报、入党介绍人`,
          introducers,
          '的介绍和支部委员会的审查报告，与会党员进行了讨论。',
        ],
      },
      ...assessment(draft),
      { kind: 'HEADING', level: 1, text: '二、到会和表决情况' },
      ...ballotBlocks(draft, voted?.data.ballot),
      { kind: 'HEADING', level: 1, text: '三、决议' },
      { kind: 'PARAGRAPH', text: decision },
      ...signatures(draft, voted?.occurredOn),
    ],
  );
}

/** 预备党员转正的支部大会决议: conversion, extension or disqualification (R25, R27, R28). */
export function conversionResolution(draft: FormDraft): FilledForm {
  const { person, branchName } = draft.facts;
  const voted = draft.latest('CONVERSION_VOTED');
  const meeting = draft.meetingName(voted?.occurredOn);
  const title = [`关于${person.fullName}同志`, `${CONVERSION_TITLE[voted?.data.decision ?? 'CONVERT']}的`, `${meeting}决议`];
  return draft.filled(title, [
    {
      kind: 'PARAGRAPH',
      text: [
        ...draft.day(voted?.occurredOn, ENTRY.meetingOn),
        `，${branchName}召开${meeting}，讨论预备党员${person.fullName}同志的转正问题。该同志于`,
        ...draft.day(draft.latest('ADMISSION_VOTED', (fact) => fact.data.isAccepted)?.occurredOn, ENTRY.admittedOn),
        '被接收为中共预备党员，预备期至',
        ...draft.day(draft.facts.probationEndsOn, ENTRY.probationEndsOn),
        '届满，于',
        ...draft.day(draft.latest('CONVERSION_APPLIED')?.occurredOn, ENTRY.conversionAppliedOn),
        '提出转正申请。会议听取了本人的汇报和支部委员会的审查报告，与会党员进行了讨论。',
      ],
    },
    ...assessment(draft),
    { kind: 'HEADING', level: 1, text: '二、到会和表决情况' },
    ...ballotBlocks(draft, voted?.data.ballot),
    { kind: 'HEADING', level: 1, text: '三、决议' },
    { kind: 'PARAGRAPH', text: conversionDecision(draft, meeting) },
    ...signatures(draft, voted?.occurredOn),
  ]);
}

const CONVERSION_TITLE = { CONVERT: '转为中共正式党员', EXTEND: '延长预备期', DISQUALIFY: '取消预备党员资格' } as const;

function conversionDecision(draft: FormDraft, meeting: string): LinePiece[] {
  const { person } = draft.facts;
  const voted = draft.latest('CONVERSION_VOTED');
  if (!voted) return [`${meeting}决议：`, draft.entry(null, ENTRY.meetingOn, 20), '。'];
  const { decision, isAccepted, extensionMonths } = voted.data;
  const matter = `${person.fullName}同志${CONVERSION_TITLE[decision]}`;
  if (!isAccepted) return [`${meeting}决议：赞成人数未达到规定要求，关于${matter}的议案未获通过。`];
  const detail: Record<typeof decision, string> = {
    CONVERT: `同意${person.fullName}同志按期转为中共正式党员`,
    EXTEND: `同意延长${person.fullName}同志预备期${extensionMonths ?? ''}个月，自原预备期满之日起计算`,
    DISQUALIFY: `同意取消${person.fullName}同志的预备党员资格`,
  };
  return [`${meeting}决议：${detail[decision]}。报上级党组织审批。`];
}

/** The person's strong and weak sides are words of the branch: room to write them (PR-5). */
function assessment(draft: FormDraft): DocumentBlock[] {
  draft.note(ENTRY.assessment);
  const lines = Array.from({ length: ASSESSMENT_LINES }, (): DocumentBlock => {
    return { kind: 'PARAGRAPH', text: [{ blankCharacters: LINE_CHARACTERS }] };
  });
  return [{ kind: 'HEADING', level: 1, text: '一、对本人的主要评价' }, ...lines];
}

function ballotBlocks(draft: FormDraft, ballot: Ballot | undefined): DocumentBlock[] {
  const count = (value: number | undefined): LinePiece => draft.entry(value === undefined ? null : String(value), ENTRY.ballot, 2);
  const attendance: LinePiece[] = [
    ...['本支部应到会有表决权的正式党员', count(ballot?.due), '名，实到会', count(ballot?.present), '名'],
    ...['（因故不能到会、会前正式提出书面意见的', count(ballot?.written), '名）', ballot ? quorumText(ballot) : '。'],
  ];
  const way = ballot?.isSecret === false ? '表决' : '以无记名投票方式表决';
  const header = ['应到会', '实到会', '书面意见', '赞成', '不赞成', '弃权', '无效'];
  const values = [ballot?.due, ballot?.present, ballot?.written, ballot?.yes, ballot?.no, ballot?.abstain, ballot?.invalid];
  return [
    { kind: 'PARAGRAPH', text: attendance },
    { kind: 'PARAGRAPH', text: `会议${way}，表决结果如下${ballot ? majorityText(ballot) : ''}：` },
    {
      kind: 'TABLE',
      columnsMm: header.map(() => 22),
      headerRowsCount: 1,
      rows: [
        { cells: header.map((text) => ({ lines: [text] })) },
        { cells: values.map((value) => ({ lines: [value === undefined ? '' : String(value)] })) },
      ],
    },
  ];
}

/** R18: more than half of those due. */
function quorumText({ due, present }: Ballot): string {
  return 2 * present > due ? '，到会人数超过应到会有表决权人数的半数。' : '，到会人数未超过应到会有表决权人数的半数。';
}

/** R19: more than half of all who are due, written opinions included. */
function majorityText({ due, yes }: Ballot): string {
  return `（赞成票${2 * yes > due ? '超过' : '未超过'}应到会有表决权正式党员的半数）`;
}

function signatures(draft: FormDraft, day: string | undefined): DocumentBlock[] {
  draft.note(ENTRY.chair);
  return [
    { kind: 'EMPTY_LINE' },
    { kind: 'PARAGRAPH', text: ['主持人（签名）：', { blankCharacters: 6 }] },
    { kind: 'PARAGRAPH', text: ['记录人（签名）：', { blankCharacters: 6 }] },
    { kind: 'PARAGRAPH', text: ['支部书记（签名）：', { blankCharacters: 6 }] },
    { kind: 'SIGNATURE', signers: [draft.facts.branchName], day: draft.day(day, ENTRY.meetingOn) },
  ];
}

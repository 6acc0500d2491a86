import type { Line, LinePiece, OfficialDocument } from '../../platform/documents/document-blocks.js';
import { officialDocx } from '../../platform/documents/official-document.js';
import type { Ballot, CaseFact, FactData, FactKind } from '../machine/case-facts.js';
import { filledForm, formFileName } from './development-forms.js';
import { DevelopmentFormKind, type FormFacts } from './form-facts.js';

const BALLOT: Ballot = {
  ...{ due: 21, present: 19, written: 1, yes: 18, no: 1, abstain: 1, invalid: 0 },
  ...{ isSecret: true, isIndividual: true, introducersAttended: true, candidateAttended: true },
};

let sequence = 0;
function fact<K extends FactKind>(kind: K, occurredOn: string, data: FactData[K], documentNumber: string | null = null): CaseFact {
  sequence++;
  return {
    id: `f${sequence}`,
    kind,
    sequence,
    occurredOn,
    documentNumber,
    organizationId: 'o1',
    overrides: [],
    data,
  } as unknown as CaseFact;
}

const LIFE: CaseFact[] = [
  fact('APPLICATION_RECEIVED', '2024-03-05', { addressedTo: 'EMPLOYER' }),
  fact('APPLICANT_TALKED', '2024-03-28', { talkerIds: ['p1', 'p2'] }),
  fact('ACTIVIST_DETERMINED', '2024-09-10', { recommendedBy: 'YOUTH_LEAGUE', isLeagueMember: true, decidedBy: 'BRANCH_COMMITTEE' }),
  fact('ACTIVIST_FILED', '2024-09-20', { upperOrganizationId: 'o2' }),
  fact('CONTACTS_APPOINTED', '2024-09-21', { contactIds: ['p1', 'p2'] }),
  fact('CULTIVATION_INSPECTED', '2025-03-10', { outcome: 'QUALIFIED' }),
  fact('CULTIVATION_INSPECTED', '2025-09-08', { outcome: 'CONTINUE' }),
  fact('PUBLICITY_STARTED', '2025-10-13', { purpose: 'LISTING', place: '党群服务中心公示栏' }),
  fact('PUBLICITY_ENDED', '2025-10-20', { purpose: 'LISTING', isTakenDownEarly: false }),
  fact('LISTING_DECIDED', '2025-10-28', { decision: 'CONSENT', isAgreed: true, upperOrganizationId: 'o2' }),
  fact('INTRODUCERS_DETERMINED', '2025-11-02', { introducerIds: ['p1', 'p2'] }),
  fact('POLITICAL_REVIEWED', '2026-02-06', { isPassed: true }, '政审〔2026〕2号'),
  fact('TRAINING_COMPLETED', '2026-04-17', { daysCount: 3, hoursCount: 24, heldBy: 'GRASSROOTS_COMMITTEE' }),
  fact('COMMITTEE_EXAMINED', '2026-05-08', { isPassed: true }),
  fact('ADMISSION_VOTED', '2026-06-12', { ballot: BALLOT, isAccepted: true }),
  fact('ADMISSION_TALKED', '2026-06-20', { talkerIds: ['p2'] }),
  fact('CONVERSION_APPLIED', '2027-05-20', {}),
  fact('CONVERSION_VOTED', '2027-06-15', { ballot: BALLOT, decision: 'CONVERT', isAccepted: true, extensionMonths: null }),
];

const FACTS: FormFacts = {
  person: { fullName: '李喆', bornOn: '1999-06-05', idCardNumber: '230306199906050017' },
  branchName: '第一党支部',
  upperName: '园区综合党委',
  facts: LIFE,
  personNames: new Map([
    ['p1', '王守信'],
    ['p2', '欧阳雪梅'],
  ]),
  meetingNameOn: (day) => (day !== null && day >= '2026-05-18' ? '党支部党员大会' : '支部大会'),
  publicityEndsOn: '2025-10-20',
  publicityWorkingDays: 5,
  probationEndsOn: '2027-06-12',
};

function lineText(line: Line): string {
  const pieces: readonly LinePiece[] = Array.isArray(line) ? (line as LinePiece[]) : [line as LinePiece];
  return pieces.map((piece) => (typeof piece === 'string' ? piece : '_'.repeat(piece.blankCharacters))).join('');
}

/** Everything that the paper prints, blanks as underscores. */
function textOf(paper: OfficialDocument): string {
  const title = typeof paper.title === 'string' ? paper.title : paper.title.join('');
  const lines = paper.blocks.flatMap((block): Line[] => {
    if (block.kind === 'TABLE')
      return block.rows.flatMap(({ cells }) => cells.flatMap((cell) => [...cell.lines, ...(cell.signature ?? [])]));
    if (block.kind === 'SIGNATURE') return [...block.signers, block.day];
    return 'text' in block ? [block.text] : [];
  });
  return [title, ...lines.map(lineText)].join('\n');
}

const printed = (kind: DevelopmentFormKind, facts: Partial<FormFacts> = {}) => textOf(filledForm(kind, { ...FACTS, ...facts }).paper);
const missing = (kind: DevelopmentFormKind, facts: Partial<FormFacts> = {}) =>
  filledForm(kind, { ...FACTS, ...facts }).missing.map(({ code }) => code);
const without = (...kinds: FactKind[]) => LIFE.filter(({ kind }) => !kinds.includes(kind));

describe.each(Object.values(DevelopmentFormKind))('%s', (kind) => {
  it('names the person and the branch, and is a file that depends on the facts alone (R36)', async () => {
    const { paper } = filledForm(kind, FACTS);
    expect(textOf(paper)).toContain('李喆');
    expect(textOf(paper)).toContain('第一党支部');
    const again = filledForm(kind, { ...FACTS, facts: [...LIFE] });
    expect((await officialDocx(paper)).equals(await officialDocx(again.paper))).toBe(true);
  });

  it('invents nothing when nothing was recorded: it prints, and lists what is blank with where it comes from (R36)', async () => {
    const empty: Partial<FormFacts> = {
      ...{ facts: [], upperName: null, publicityEndsOn: null, probationEndsOn: null },
      person: { ...FACTS.person, idCardNumber: null },
    };
    const form = filledForm(kind, { ...FACTS, ...empty });
    expect(textOf(form.paper)).not.toMatch(/20\d\d年/);
    expect(form.missing.length).toBeGreaterThan(3);
    expect(form.missing.every(({ label, cure }) => label.zh && label.en && cure.zh && cure.en)).toBe(true);
    expect((await officialDocx(form.paper)).length).toBeGreaterThan(5_000);
  });

  it('prints in full-width punctuation, as Chinese papers do', () => {
    expect(printed(kind)).not.toMatch(/[\u4e00-\u9fff][,;]|[\u4e00-\u9fff]\(/);
  });

  it('has a file name without the person (PR-7)', () => {
    expect(formFileName(kind, '2026-0007')).toMatch(/^2026-0007-\S+\.docx$/);
    expect(formFileName(kind, '2026-0007')).not.toContain('李');
  });
});

describe('the registers', () => {
  it('print the recorded days, names and conclusions, and the sex only with the number (R04, R12, R13)', () => {
    const text = printed('PROSPECT_REGISTER');
    for (const entry of [
      '2024年3月5日',
      '共青团组织推优',
      '王守信、欧阳雪梅',
      '合格（政审〔2026〕2号）',
      '3天 / 24学时',
      '230306199906050017',
      '男',
    ])
      expect(text).toContain(entry);
    expect(missing('PROSPECT_REGISTER', { person: { ...FACTS.person, idCardNumber: null } })).toEqual(
      expect.arrayContaining(['idCardNumber', 'sex']),
    );
  });

  it('print an exception from the training with its reason instead of hours (R14)', () => {
    const facts = [...without('TRAINING_COMPLETED'), fact('TRAINING_EXEMPTED', '2026-04-20', { reason: '援外任务' })];
    expect(printed('PROSPECT_REGISTER', { facts })).toContain('2026年4月20日经批准未参加集中培训：援外任务');
    expect(missing('PROSPECT_REGISTER', { facts })).not.toContain('trainedOn');
  });

  it('leave a name blank that is not known any more, rather than print half of them', () => {
    expect(missing('PROSPECT_REGISTER', { personNames: new Map([['p1', '王守信']]) })).toContain('introducers');
  });
});

describe('the cultivation record (R07)', () => {
  it('has a row for each inspection with its outcome, and room for at least four', () => {
    const text = printed('CULTIVATION_RECORD');
    expect(text).toContain('2025年3月10日');
    expect(text).toContain('继续培养');
    expect(text).toContain('\n4\n');
    const many = Array.from({ length: 9 }, (_, index) => fact('CULTIVATION_INSPECTED', `2026-0${index + 1}-01`, { outcome: 'QUALIFIED' }));
    expect(printed('CULTIVATION_RECORD', { facts: [...LIFE, ...many] })).toContain('\n11\n');
  });
});

describe('the publicity notice (R10)', () => {
  it('says who, since when, until when, where and to whom to speak', () => {
    const text = printed('PUBLICITY_NOTICE');
    expect(text).toContain('2025年10月13日至2025年10月20日（不少于5个工作日）');
    expect(text).toContain('党群服务中心公示栏');
    expect(text).not.toContain('230306');
  });

  it('leaves the last day blank without a calendar, and names its cure', () => {
    const form = filledForm('PUBLICITY_NOTICE', { ...FACTS, publicityEndsOn: null });
    expect(form.missing.find(({ code }) => code === 'publicityEndsOn')!.cure.zh).toContain('工作日历');
  });

  it('is that of the newest publicity, of whatever purpose (R26)', () => {
    const facts = [...LIFE, fact('PUBLICITY_STARTED', '2027-06-01', { purpose: 'CONVERSION', place: '公示栏' })];
    expect(printed('PUBLICITY_NOTICE', { facts })).toContain('拟按期转正的公示');
  });
});

describe('the resolutions', () => {
  it('print the totals and what follows from them for quorum and majority (R18, R19, INV-15)', () => {
    const text = printed('ADMISSION_RESOLUTION');
    expect(text).toContain('应到会有表决权的正式党员21名，实到会19名');
    expect(text).toContain('到会人数超过应到会有表决权人数的半数');
    expect(text).toContain('赞成票超过应到会有表决权正式党员的半数');
  });

  it.each([
    [{ due: 20, present: 10 }, '到会人数未超过应到会有表决权人数的半数'],
    [{ due: 21, present: 11 }, '到会人数超过应到会有表决权人数的半数'],
    [{ due: 20, yes: 10 }, '赞成票未超过应到会有表决权正式党员的半数'],
    [{ due: 21, yes: 11 }, '赞成票超过应到会有表决权正式党员的半数'],
  ])('say of %j: %s (R18, R19)', (change, sentence) => {
    const facts = [
      ...without('ADMISSION_VOTED'),
      fact('ADMISSION_VOTED', '2026-06-12', { ballot: { ...BALLOT, ...change }, isAccepted: true }),
    ];
    expect(printed('ADMISSION_RESOLUTION', { facts })).toContain(sentence);
  });

  it('count the probation from the meeting (R24), clamped at a leap day', () => {
    expect(printed('ADMISSION_RESOLUTION')).toContain('从2026年6月12日起，至2027年6月12日止');
    const facts = [...without('ADMISSION_VOTED'), fact('ADMISSION_VOTED', '2028-02-29', { ballot: BALLOT, isAccepted: true })];
    expect(printed('ADMISSION_RESOLUTION', { facts })).toContain('从2028年2月29日起，至2029年2月28日止');
  });

  it('name the meeting as the text in force on its day does', () => {
    expect(printed('ADMISSION_RESOLUTION')).toContain('党支部党员大会决议');
    const facts = [...without('ADMISSION_VOTED'), fact('ADMISSION_VOTED', '2026-05-17', { ballot: BALLOT, isAccepted: true })];
    expect(printed('ADMISSION_RESOLUTION', { facts })).toContain('的支部大会决议');
  });

  it('say what was decided, not what would have been nicer (R36)', () => {
    const lost = { ballot: { ...BALLOT, yes: 8, no: 11 }, isAccepted: false };
    const facts = [...without('ADMISSION_VOTED'), fact('ADMISSION_VOTED', '2026-06-12', lost)];
    const text = printed('ADMISSION_RESOLUTION', { facts });
    expect(text).toContain('本次不接收李喆同志');
    expect(text).not.toContain('同意接收');
  });

  it.each([
    ['CONVERT', null, '同意李喆同志按期转为中共正式党员'],
    ['EXTEND', 6, '同意延长李喆同志预备期6个月，自原预备期满之日起计算'],
    ['DISQUALIFY', null, '同意取消李喆同志的预备党员资格'],
  ] as const)('on %s of a probationary member (R25, R27, R28)', (decision, extensionMonths, sentence) => {
    const voted = fact('CONVERSION_VOTED', '2027-06-15', { ballot: BALLOT, decision, isAccepted: true, extensionMonths });
    expect(printed('CONVERSION_RESOLUTION', { facts: [...without('CONVERSION_VOTED'), voted] })).toContain(sentence);
  });

  it('on a conversion whose motion failed (R25)', () => {
    const voted = fact('CONVERSION_VOTED', '2027-06-15', { ballot: BALLOT, decision: 'EXTEND', isAccepted: false, extensionMonths: 6 });
    expect(printed('CONVERSION_RESOLUTION', { facts: [...without('CONVERSION_VOTED'), voted] })).toContain('延长预备期的议案未获通过');
  });
});

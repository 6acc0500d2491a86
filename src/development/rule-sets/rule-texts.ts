import type { Bilingual } from '../../platform/errors/faults.js';
import type { RuleId } from './rule-set.js';

/** What each rule demands, in the words of 3-development-rules 2.2. The figures stand beside it as parameters. */
export const RULE_TEXTS: Readonly<Record<RuleId, Bilingual>> = {
  R01: {
    zh: '递交入党申请书之日须年满 18 周岁;未满 18 周岁时递交的,不起算任何时间。',
    en: 'An applicant is at least 18 on the day of the application; an earlier letter starts no clock.',
  },
  R02: {
    zh: '党组织收到入党申请书后,应当在一个月内派人同申请人谈话;未谈话的,不得确定为入党积极分子。',
    en: 'The organization talks with the applicant within one month of receipt; without the talk nobody becomes an activist.',
  },
  R03: {
    zh: '一般向工作单位党组织提出申请;没有工作单位或单位未建党组织的,向居住地党组织提出;流动人员还可以向单位所在地、单位主管部门或流动党员党组织提出。',
    en: "One applies to the employer's organization; where there is none, to that of the place of residence; mobile people also where they work.",
  },
  R04: {
    zh: '入党积极分子由党员推荐、群团组织推荐产生,由支部委员会(不设支部委员会的由支部大会)研究决定,报上级党委备案。',
    en: 'Activists come from a recommendation of party members or mass organizations, are determined by the branch committee (the general meeting where there is none) and filed above.',
  },
  R05: {
    zh: '28 周岁以下共青团员列为入党积极分子,一般应当经过团组织推荐。',
    en: 'Youth League members under 28 are normally recommended by the League.',
  },
  R06: {
    zh: '指定一至两名正式党员作为入党积极分子的培养联系人。',
    en: 'One or two full members are the cultivation contacts of an activist.',
  },
  R07: {
    zh: '党支部每半年至少对入党积极分子考察一次;基层党委每年对入党积极分子队伍状况作一次分析。',
    en: 'The branch inspects each activist at least every half year; the committee analyses the pool every year.',
  },
  R08: {
    zh: '入党积极分子工作、学习单位变动的,原单位应当转交培养教育材料;接收单位党组织认真审查后,培养教育时间可连续计算。',
    en: 'When an activist moves, cultivation counts on if the file is handed over and the new organization has examined it.',
  },
  R09: {
    zh: '确定为入党积极分子并经过一年以上培养教育和考察,基本具备党员条件的,方可列为发展对象。',
    en: 'A prospect has been an activist for at least one year and broadly meets the conditions of a member.',
  },
  R10: {
    zh: '列为发展对象,应当听取党小组、培养联系人、党员和群众意见,经支部委员会(不设支部委员会的由支部大会)讨论同意;公示不少于 5 个工作日,无未处理的异议。',
    en: 'Before listing: the party group, contacts, members and the masses are heard, the branch committee agrees, and a publicity of at least five working days ends without an unresolved objection.',
  },
  R11: {
    zh: '列为发展对象须经上级党委同意(或备案)后生效。',
    en: "A listing takes effect with the upper committee's consent, or filing.",
  },
  R12: {
    zh: '发展对象应当有两名正式党员作入党介绍人;受留党察看处分、尚未恢复党员权利的党员不能作介绍人。',
    en: 'A prospect has exactly two introducers, full members; nobody on probation within the Party without restored rights.',
  },
  R13: {
    zh: '必须对发展对象进行政治审查;未经政治审查或者政治审查不合格的,不能发展入党。',
    en: 'The political review is mandatory; without a passed review nobody is admitted.',
  },
  R14: {
    zh: '由基层党委或县级党委组织部门对发展对象进行短期集中培训,一般不少于三天(或不少于 24 个学时);未经培训的,除个别特殊情况外,不能发展入党。',
    en: 'Training of at least three days or 24 class hours by the grass-roots committee or county organization department; without it only by an individually recorded exception.',
  },
  R15: {
    zh: '支部委员会应当对发展对象进行严格审查,报具有审批权限的基层党委预审;预审合格的,发给《入党志愿书》。',
    en: 'The branch committee examines, a committee with approval power pre-reviews, and only then the application form is issued.',
  },
  R16: {
    zh: '发展对象未来三个月内将离开工作、学习单位的,一般不办理接收预备党员手续。',
    en: 'A prospect who leaves the unit within three months is normally not admitted.',
  },
  R17: {
    zh: '预审合格后,应当在一个月内召开党员大会讨论接收。',
    en: 'The general meeting takes place within one month of the passed pre-review.',
  },
  R18: {
    zh: '有表决权的到会人数超过应到会有表决权人数的半数,方可开会。',
    en: 'More than half of the voting members due must be present.',
  },
  R19: {
    zh: '采取无记名投票方式表决,赞成人数超过应到会有表决权的正式党员的半数方可通过;会前书面提出的意见统计在票数内;逐个讨论和表决;介绍人和本人到会。',
    en: 'A secret ballot; Yes exceeds half of all voting full members due; written opinions sent in before count; one by one; introducers and candidate attend.',
  },
  R20: {
    zh: '预备党员没有表决权、选举权和被选举权;持活动证参加活动的流动党员也不参加表决。',
    en: 'Probationary members and guests with an activity certificate do not vote.',
  },
  R21: {
    zh: '具有审批权限的上级党委派人谈话后集体讨论决定,三个月内审批;特殊情况可适当延长,不得超过六个月;党总支、临时党组织不能审批。',
    en: 'A committee with approval power decides collectively after a talk within three months, in special cases six; general branches and temporary organizations cannot approve.',
  },
  R22: { zh: '审批后报上一级党委组织部门备案。', en: 'The approval is filed with the next-higher organization department.' },
  R23: { zh: '入党宣誓一般在批准后一个月内进行。', en: 'The oath is normally taken within one month of the approval.' },
  R24: {
    zh: '预备党员的预备期为一年,从支部党员大会通过其为预备党员之日算起。',
    en: 'Probation is one year from the day of the branch meeting, not from the approval.',
  },
  R25: {
    zh: '预备期满,本人书面提出转正申请;听取党小组、党员和群众意见;支部委员会审查;党员大会表决;上级党委三个月内审批。期满前不得讨论。',
    en: 'Conversion: own written application, opinions, branch committee, general meeting, approval within three months; the meeting never before expiry.',
  },
  R26: { zh: '转正前公示(地方规定选用)。', en: 'Publicity before conversion, a local option.' },
  R27: {
    zh: '需要继续考察和教育的,可以延长预备期一次,不少于六个月,最长不超过一年,从原预备期满之日算起。',
    en: 'Probation may be extended once, by six to twelve months from the original expiry.',
  },
  R28: {
    zh: '延长后仍不具备条件的,取消预备党员资格;上级批准前仍参加组织生活、交纳党费;取消资格不是党纪处分。',
    en: 'Who is still unfit after the extension is disqualified; until the approval the person takes part and pays dues; it is no disciplinary penalty.',
  },
  R29: {
    zh: '党龄从预备期满转为正式党员之日算起,讨论或审批推迟的不受影响。',
    en: 'Party age counts from conversion at expiry, even when the meeting or approval is later.',
  },
  R30: {
    zh: '预备党员转移组织关系的,原单位介绍考察情况,接收单位认真审查;可推迟讨论转正,最多六个月,转正时间仍从预备期满之日算起。',
    en: 'When a probationary member moves, the old organization hands over its assessment and the new one examines; the discussion may wait up to six months, and conversion still dates from expiry.',
  },
  R31: {
    zh: '接收预备党员不足三个月即转出的,接收单位应当向原单位了解情况;不符合规定的,报县级党委组织部门批准可不予承认。',
    en: 'When a probationary member leaves within three months of admission, the receiving organization asks the old one and may refuse recognition through the county department.',
  },
  R32: {
    zh: '流动党员外出有固定地点、时间六个月以上的,转移组织关系;六个月以内或无法转移的,持流动党员活动证参加活动,不参加表决。',
    en: 'Away at a fixed place for more than six months: transfer the relation; otherwise an activity certificate, without a vote.',
  },
  R33: {
    zh: '组织关系介绍信有有效期(一般不超过三个月),过期失效。',
    en: 'A letter of introduction is valid for a stated time, commonly up to three months, and lapses.',
  },
  R34: {
    zh: '转正后及时将入党申请书、入党志愿书、政审材料、转正申请书和培养考察材料归入人事档案;无人事档案的,建立党员档案由党委保存。',
    en: 'After conversion the papers are archived promptly: in the personnel file, else in a party file kept by the committee.',
  },
  R35: {
    zh: '各步骤日期不得早于其前一步骤;不得登记尚未发生的步骤。',
    en: 'No step is earlier than its predecessor; none lies in the future.',
  },
  R36: {
    zh: '审查、表决、审批等决定由人录入,须有日期和文号;系统不推断任何决定。',
    en: 'Decisions are entered by people with day and document number; the system never infers one.',
  },
};

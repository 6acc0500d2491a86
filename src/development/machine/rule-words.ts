import type { Bilingual } from '../../platform/errors/faults.js';
import type { CaseStage, FactKind } from './case-facts.js';

/** A sentence in both languages. */
export function say(zh: string, en: string): Bilingual {
  return { zh, en };
}

/** What each kind of fact is called in a sentence: [Chinese, English]. */
const FACT_WORDS: Readonly<Record<FactKind, readonly [zh: string, en: string]>> = {
  INTENT_EXPRESSED: ['表达入党意愿', 'wish expressed'],
  APPLICATION_RECEIVED: ['收到入党申请书', 'application received'],
  APPLICANT_TALKED: ['同入党申请人谈话', 'talk with the applicant'],
  ACTIVIST_DETERMINED: ['确定入党积极分子', 'determination as an activist'],
  ACTIVIST_FILED: ['积极分子备案', 'filing of the activist'],
  CONTACTS_APPOINTED: ['指定培养联系人', 'appointment of cultivation contacts'],
  CULTIVATION_INSPECTED: ['积极分子考察', 'inspection of the activist'],
  LISTING_OPINIONS_HEARD: ['列为发展对象前听取意见', 'opinions heard before listing'],
  LISTING_AGREED: ['讨论同意列为发展对象', "branch's agreement to the listing"],
  PUBLICITY_STARTED: ['开始公示', 'beginning of the publicity'],
  PUBLICITY_OBJECTED: ['公示期间收到异议', 'objection during the publicity'],
  OBJECTION_RESOLVED: ['异议处理结论', 'resolution of the objection'],
  PUBLICITY_ENDED: ['公示结束', 'end of the publicity'],
  LISTING_DECIDED: ['上级党委对列为发展对象的决定', "upper committee's decision on the listing"],
  INTRODUCERS_DETERMINED: ['确定入党介绍人', 'determination of the introducers'],
  POLITICAL_REVIEWED: ['政治审查', 'political review'],
  TRAINING_COMPLETED: ['集中培训', 'concentrated training'],
  TRAINING_EXEMPTED: ['个别免于集中培训', 'exception from the training'],
  COMMITTEE_EXAMINED: ['支部委员会审查', 'examination by the branch committee'],
  PRE_REVIEWED: ['上级党委预审', 'pre-review'],
  FORM_FILLED: ['填写入党志愿书', 'application form filled in'],
  ADMISSION_VOTED: ['支部大会表决接收', 'admission vote of the branch'],
  ADMISSION_TALKED: ['上级党委派人谈话', 'talk by the upper committee'],
  ADMISSION_DECIDED: ['上级党委审批接收', 'decision on the admission'],
  ADMISSION_FILED: ['报上一级组织部门备案', 'filing with the organization department'],
  BRANCH_ASSIGNED: ['编入党支部和党小组', 'assignment to a party group'],
  OATH_TAKEN: ['入党宣誓', 'oath'],
  PROBATION_INSPECTED: ['预备党员考察', 'inspection of the probationary member'],
  CONVERSION_APPLIED: ['提出转正申请', 'application for conversion'],
  CONVERSION_OPINIONS_HEARD: ['转正前听取意见', 'opinions heard before conversion'],
  CONVERSION_EXAMINED: ['支部委员会转正审查', "branch committee's examination of the conversion"],
  CONVERSION_POSTPONED: ['推迟讨论转正', 'postponement of the conversion'],
  CONVERSION_VOTED: ['支部大会表决转正事项', 'vote on the conversion'],
  CONVERSION_DECIDED: ['上级党委审批转正事项', 'decision on the conversion'],
  ARCHIVED: ['材料归档', 'archiving'],
  TRANSFER_STARTED: ['转出组织关系', 'transfer'],
  TRANSFER_ACKNOWLEDGED: ['接收组织关系', 'acknowledgement of the transfer'],
  TRANSFER_DECLINED: ['不予接收', 'refusal of the transfer'],
  MOBILITY_NOTED: ['登记流动情况', 'note of the person being away'],
  PAUSED: ['暂缓', 'pause'],
  RESUMED: ['恢复', 'resumption'],
  WITHDRAWN: ['本人撤回申请', 'withdrawal'],
  REMOVED: ['取消资格', 'removal'],
  CASE_ENDED: ['终结个案', 'end of the case'],
  DECEASED: ['本人去世', 'death of the person'],
  BREACH_DECIDED: ['对历史问题的处理决定', 'decision on a historic breach'],
  EXTRA_STEP_DONE: ['本地增设步骤', 'added step'],
};

/** What each stage is called in a sentence. */
const STAGE_WORDS: Readonly<Record<CaseStage, readonly [zh: string, en: string]>> = {
  EXPRESSED: ['尚未提出申请', 'no application yet'],
  APPLIED: ['入党申请人', 'applicant'],
  TALKED: ['入党申请人(已谈话)', 'applicant, talked with'],
  ACTIVIST: ['入党积极分子', 'activist'],
  IN_PUBLICITY: ['发展对象公示中', 'in publicity before listing'],
  PROSPECT: ['发展对象', 'prospect'],
  CLEARED: ['发展对象(政审、培训等已完成)', 'prospect, cleared'],
  EXAMINED: ['支部委员会已审查', 'examined by the branch committee'],
  PRE_REVIEWED: ['预审合格', 'pre-reviewed'],
  BRANCH_ACCEPTED: ['支部大会已通过接收', 'accepted by the branch'],
  PROBATIONARY: ['预备党员', 'probationary member'],
  CONVERSION_APPLIED: ['预备党员(已申请转正)', 'probationary member, conversion applied for'],
  CONVERSION_VOTED: ['转正事项已表决,待审批', 'conversion voted, approval pending'],
  EXTENDED: ['预备党员(延长预备期)', 'probationary member, extended'],
  FULL: ['正式党员', 'full member'],
  DISQUALIFIED: ['已取消预备党员资格', 'disqualified'],
  CLOSED: ['已终结', 'closed'],
};

/** A kind of fact as a bilingual phrase. */
export function factWord(kind: FactKind): Bilingual {
  const [zh, en] = FACT_WORDS[kind];
  return { zh, en };
}

/** A stage as a bilingual phrase. */
export function stageWord(stage: CaseStage): Bilingual {
  const [zh, en] = STAGE_WORDS[stage];
  return { zh, en };
}

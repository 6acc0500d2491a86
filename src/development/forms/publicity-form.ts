import type { LinePiece } from '../../platform/documents/document-blocks.js';
import type { PublicityPurpose } from '../machine/case-facts.js';
import { type FilledForm, type FormDraft, monthText, sexOf } from './form-draft.js';
import { ENTRY } from './form-entries.js';

const PURPOSE: Readonly<Record<PublicityPurpose, { title: (name: string) => string[]; intent: string }>> = {
  LISTING: { title: (name) => ['关于拟将', `${name}同志`, '列为发展对象的公示'], intent: '拟列为发展对象' },
  ADMISSION: { title: (name) => ['关于拟接收', `${name}同志`, '为中共预备党员的公示'], intent: '拟接收为中共预备党员' },
  CONVERSION: { title: (name) => [`关于${name}同志`, '拟按期转正的公示'], intent: '拟讨论其转为中共正式党员' },
};

/** 公示: the newest publicity that was started, else one for the listing with its days left open (R10, R26). */
export function publicityNotice(draft: FormDraft): FilledForm {
  const { person, branchName, publicityEndsOn, publicityWorkingDays } = draft.facts;
  const started = draft.latest('PUBLICITY_STARTED');
  const { title, intent } = PURPOSE[started?.data.purpose ?? 'LISTING'];
  const sex = person.idCardNumber ? sexOf(person.idCardNumber) : null;
  const period: LinePiece[] = [
    ...['公示时间：'],
    ...draft.day(started?.occurredOn, ENTRY.publicityStartedOn),
    '至',
    ...draft.day(publicityEndsOn, ENTRY.publicityEndsOn),
    `（不少于${publicityWorkingDays}个工作日）；公示地点：`,
    draft.entry(started?.data.place, ENTRY.publicityPlace, 12),
    '。',
  ];
  const introduced: LinePiece[] = [
    `${person.fullName}，`,
    draft.entry(sex, ENTRY.sex, 2),
    '，',
    draft.entry(null, ENTRY.nationality, 3),
    `，${monthText(person.bornOn)}出生，`,
    draft.entry(null, ENTRY.education, 4),
    '学历，现任',
    draft.entry(null, ENTRY.post, 12),
    '。',
    ...draft.day(draft.latest('APPLICATION_RECEIVED')?.occurredOn, ENTRY.appliedOn),
    '递交入党申请书，',
    ...draft.day(draft.latest('ACTIVIST_DETERMINED')?.occurredOn, ENTRY.activistOn),
    '确定为入党积极分子。培养联系人：',
    draft.names(draft.latest('CONTACTS_APPOINTED')?.data.contactIds, ENTRY.contacts),
    '。',
  ];
  draft.note(ENTRY.contactPoint);
  return draft.filled(title(person.fullName), [
    { kind: 'PARAGRAPH', text: `经${branchName}研究，${person.fullName}同志${intent}。现予公示，接受党员和群众监督。` },
    { kind: 'HEADING', level: 1, text: '一、基本情况' },
    { kind: 'PARAGRAPH', text: introduced },
    { kind: 'HEADING', level: 1, text: '二、公示时间和地点' },
    { kind: 'PARAGRAPH', text: period },
    { kind: 'HEADING', level: 1, text: '三、意见反映' },
    {
      kind: 'PARAGRAPH',
      text: '公示期间，对公示对象有不同意见的，可以来信、来电或者当面反映；反映情况应当实事求是，党组织予以保密。',
    },
    { kind: 'PARAGRAPH', text: ['联系人：', { blankCharacters: 5 }, '  联系电话：', { blankCharacters: 8 }] },
    { kind: 'PARAGRAPH', text: ['通信地址：', { blankCharacters: 18 }] },
    { kind: 'SIGNATURE', signers: [branchName], day: draft.day(started?.occurredOn, ENTRY.publicityStartedOn) },
  ]);
}

import { ENDED_STATUSES } from '../organizations/organization-states.js';
import type { Bilingual } from '../platform/errors/faults.js';
import { GONE_STATUSES } from '../streamers/streamer-states.js';

/** What helps a party that may not promise anything now; a status that is not named is one that it can still come out of. */
const PARTY_CURES: Readonly<Partial<Record<string, Record<string, Bilingual> & { other: Bilingual }>>> = {
  STREAMER: {
    PAUSED: { zh: '请先恢复开播(resumeStreamer)。', en: 'Resume the host first: resumeStreamer.' },
    other: { zh: '请先完成实名核验并启用(activateStreamer)。', en: 'Verify and activate the host first: activateStreamer.' },
    ...gone(GONE_STATUSES, '该主播已离开园区,不再需要签署。', 'The host has left for good; nothing is to be signed.'),
  },
  ENTERPRISE: {
    LEAVING: {
      zh: '企业正在撤离,不再发出新的邀请;此前发出的仍可签署,撤离完成时随之结束。',
      en: 'It is leaving, so nothing new is offered; what was offered before can be signed and ends when it has left.',
    },
    other: { zh: '请先办好准入(admitEnterprise)。', en: 'Admit the enterprise first: admitEnterprise.' },
    ...gone(['LEFT'], '该企业已撤离园区,不再需要签署。', 'The enterprise has left; nothing is to be signed.'),
  },
  STORE: {
    other: { zh: '请先恢复营业(reopenStorefront)。', en: 'Reopen the storefront first: reopenStorefront.' },
  },
  ORGANIZATION: {
    other: {
      zh: '请先批复成立并开始运行(activateOrganization)。',
      en: 'Approve and activate the organization first: activateOrganization.',
    },
    ...gone(
      ENDED_STATUSES,
      '该党组织已合并或撤销;需要承诺的,请向接续它的党组织发出邀请。',
      'It was merged or dissolved: offer the pledge to the organization that goes on in its place.',
    ),
  },
};

function gone(statuses: readonly string[], zh: string, en: string): Record<string, Bilingual> {
  return Object.fromEntries(statuses.map((status) => [status, { zh, en }]));
}

/** For a list of errors, which names no party, the cure of all kinds. */
const ANY_PARTY: Bilingual = { zh: '请先办好启用、准入或恢复营业。', en: 'Activate, admit or reopen it first.' };

/** What to do about a party of this kind that may not sign a new pledge in this state. */
export const partyCure = (audience: string, status: string): Bilingual =>
  PARTY_CURES[audience]?.[status] ?? PARTY_CURES[audience]?.other ?? ANY_PARTY;

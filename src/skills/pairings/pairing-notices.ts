import { Injectable } from '@nestjs/common';
import { Access } from '../../access/access.js';
import type { Tx } from '../../platform/database/transactions.js';
import { Notices } from '../../platform/notices/notices.service.js';
import type { MentorPairing } from './pairing.entity.js';

const SUBJECT = 'MentorPairing';

type Sides = Pick<MentorPairing, 'id' | 'mentorStreamerId' | 'menteeStreamerId'>;

/** Tells each side of a pairing that its own acceptance is waited for, until it is there or the pairing has ended. */
@Injectable()
export class PairingNotices {
  constructor(
    private readonly access: Access,
    private readonly notices: Notices,
  ) {}

  /** To mentor and mentee. */
  async proposed(tx: Tx, { id, mentorStreamerId, menteeStreamerId }: Sides): Promise<void> {
    const accounts = await this.access.accountsOfStreamers(tx, [mentorStreamerId, menteeStreamerId]);
    const told = [
      { streamerId: mentorStreamerId, zh: '师傅', en: 'mentor' },
      { streamerId: menteeStreamerId, zh: '徒弟', en: 'mentee' },
    ];
    await this.notices.post(
      tx,
      told.map(({ streamerId, zh, en }) => ({
        ...{ scopeId: streamerId, topic: 'skills.pairing-waits', requiredPermission: 'own.skills' },
        ...{ subjectKind: SUBJECT, subjectId: id, dedupKey: keyOf(id, streamerId), accountIds: accounts.get(streamerId) ?? [] },
        text: {
          zh: `园区提出与你结对(你为${zh}),请确认是否接受。`,
          en: `A pairing with you as the ${en} was proposed; say whether you accept it.`,
        },
      })),
    );
  }

  /** After a step of the pairing: whoever has accepted, or can no longer accept, is asked no more. */
  async follow(tx: Tx, pairing: Sides & Pick<MentorPairing, 'status' | 'mentorAcceptedOn' | 'menteeAcceptedOn'>): Promise<void> {
    const { id, status, mentorStreamerId, menteeStreamerId } = pairing;
    const isOver = status !== 'PROPOSED';
    if (isOver || pairing.mentorAcceptedOn !== null) await this.notices.withdraw(tx, SUBJECT, id, keyOf(id, mentorStreamerId));
    if (isOver || pairing.menteeAcceptedOn !== null) await this.notices.withdraw(tx, SUBJECT, id, keyOf(id, menteeStreamerId));
  }
}

const keyOf = (id: string, streamerId: string) => `skills.pairing-waits:${id}:${streamerId}`;

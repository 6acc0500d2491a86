import { Injectable } from '@nestjs/common';
import { DataSource, In } from 'typeorm';
import { Access } from '../../access/access.js';
import type { Caller } from '../../platform/auth/caller.js';
import { Clock } from '../../platform/clock/clock.js';
import { type LocalDate, localDateOf } from '../../platform/clock/local-date.js';
import { fileNameOf } from '../../platform/documents/file-names.js';
import { officialDocx } from '../../platform/documents/official-document.js';
import { IntegrityPledge, PledgeHistory, PledgeSignature } from '../pledge.entity.js';
import { endedOnOf } from '../pledge-endings.js';
import { hasPartyGone, isMinorOn, statusOn } from '../pledge.rules.js';
import type { PledgeStatus } from '../pledge-states.js';
import { bornOnOfStreamer } from '../signatories.js';
import { contentHashOf } from '../template-content.js';
import { PledgeTemplate } from '../template.entity.js';
import type { PledgeCopyView } from './copies.objects.js';
import { type PledgeCopyFacts, pledgeDocument, pledgePage } from './pledge-copy.js';

/** Papers of pledges, to be signed or signed: for the park, and for the host whose pledge it is. */
@Injectable()
export class PledgeCopies {
  constructor(
    private readonly access: Access,
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  /** Null when the pledge is not in scope, or ended without a signature. */
  async ofPark(caller: Caller, pledgeId: string): Promise<PledgeCopyView | null> {
    const scope = await this.access.parks(caller, 'pledges.read');
    const pledge = await this.dataSource.manager.findOneBy(IntegrityPledge, { id: pledgeId });
    return pledge && scope.includes(pledge.parkId) ? this.copyOf(pledge) : null;
  }

  /** Null when the pledge is not the caller's own, or ended without a signature. */
  async own(caller: Caller, pledgeId: string): Promise<PledgeCopyView | null> {
    const ownIds = this.access.ownIds(caller, 'own.pledges', 'STREAMER');
    if (ownIds.length === 0) return null;
    const where = { id: pledgeId, audience: 'STREAMER' as const, signatoryId: In([...ownIds]) };
    const pledge = await this.dataSource.manager.findOneBy(IntegrityPledge, where);
    return pledge ? this.copyOf(pledge) : null;
  }

  private async copyOf(pledge: IntegrityPledge): Promise<PledgeCopyView | null> {
    const { manager } = this.dataSource;
    const { parkId, id: pledgeId } = pledge;
    const signatures = await manager.find(PledgeSignature, { where: { parkId, pledgeId }, order: { signedAt: 'ASC', id: 'ASC' } });
    if (signatures.length === 0 && pledge.status !== 'OFFERED') return null;
    const template = await manager.findOneByOrFail(PledgeTemplate, { id: pledge.templateId });
    const [park] = await this.dataSource.query<{ name: string }[]>('SELECT name FROM park WHERE id = ?', [parkId]);
    const { name, templateVersion, preamble, clauses } = template;
    const { signatoryName, contentHash, validFrom, validUntil } = pledge;
    const isIntact = contentHashOf(template) === contentHash;
    const text = { name, templateVersion, preamble, clauses, contentHash, isIntact };
    const parties = { parkName: park!.name, signatoryName, isPerson: pledge.audience === 'STREAMER', signatures };
    const hasGuardian = signatures.some(({ signer }) => signer === 'GUARDIAN') || (await this.needsGuardian(pledge));
    const facts = { ...text, ...parties, validFrom, validUntil, hasGuardian, ...(await this.standing(pledge)) };
    const docx = await officialDocx(pledgeDocument(facts));
    const fileName = fileNameOf(`${name}-${signatoryName}`, 'docx');
    return { fileName, html: pledgePage(facts), docxBase64: docx.toString('base64'), isIntact, isSigned: signatures.length > 0 };
  }

  /** A paper that is still to be signed has a line for the guardian of whoever is a minor today. */
  private async needsGuardian({ audience, status, awaitsGuardian, parkId, signatoryId }: IntegrityPledge): Promise<boolean> {
    if (audience !== 'STREAMER' || status !== 'OFFERED') return awaitsGuardian;
    const reader = { rows: <Row>(sql: string, parameters: readonly unknown[] = []) => this.dataSource.query<Row[]>(sql, [...parameters]) };
    return isMinorOn(await bornOnOfStreamer(reader, parkId, signatoryId), localDateOf(this.clock.now()));
  }

  private async standing(pledge: IntegrityPledge): Promise<Pick<PledgeCopyFacts, 'status' | 'asOfOn' | 'endedOn'>> {
    const asOfOn = localDateOf(this.clock.now());
    const status = hasPartyGone(pledge) ? 'WITHDRAWN' : statusOn(pledge, asOfOn);
    return { status, asOfOn, endedOn: await this.endedOn(pledge, status) };
  }

  /** The day of the act that ended the pledge. */
  private async endedOn(pledge: IntegrityPledge, status: PledgeStatus): Promise<LocalDate | null> {
    const { manager } = this.dataSource;
    const { parkId, id: pledgeId } = pledge;
    if (status === 'WITHDRAWN') return (await endedOnOf(manager, parkId, [pledge])).get(pledgeId) ?? null;
    if (status !== 'REVOKED' && status !== 'FINAL') return null;
    const where = { parkId, pledgeId, verb: 'revokePledge' };
    const revocation = await manager.findOne(PledgeHistory, { where, order: { at: 'DESC', id: 'DESC' } });
    return revocation && localDateOf(revocation.at);
  }
}

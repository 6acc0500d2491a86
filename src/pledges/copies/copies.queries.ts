import { Injectable } from '@nestjs/common';
import { DataSource, In } from 'typeorm';
import { Access } from '../../access/access.js';
import type { Caller } from '../../platform/auth/caller.js';
import { officialDocx } from '../../platform/documents/official-document.js';
import { IntegrityPledge, PledgeSignature } from '../pledge.entity.js';
import { contentHashOf } from '../template-content.js';
import { PledgeTemplate } from '../template.entity.js';
import type { PledgeCopyView } from './copies.objects.js';
import { pledgeDocument, pledgePage } from './pledge-copy.js';

/** Signed copies of pledges: for the park, and for the host whose pledge it is. */
@Injectable()
export class PledgeCopies {
  constructor(
    private readonly access: Access,
    private readonly dataSource: DataSource,
  ) {}

  /** Null when the pledge is not in scope or nobody has signed it. */
  async ofPark(caller: Caller, pledgeId: string): Promise<PledgeCopyView | null> {
    const scope = await this.access.parks(caller, 'pledges.read');
    const pledge = await this.dataSource.manager.findOneBy(IntegrityPledge, { id: pledgeId });
    return pledge && scope.includes(pledge.parkId) ? this.copyOf(pledge) : null;
  }

  /** Null when the pledge is not the caller's own or is not signed. */
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
    if (signatures.length === 0) return null;
    const template = await manager.findOneByOrFail(PledgeTemplate, { id: pledge.templateId });
    const [park] = await this.dataSource.query<{ name: string }[]>('SELECT name FROM park WHERE id = ?', [parkId]);
    const { name, templateVersion, preamble, clauses } = template;
    const { signatoryName, contentHash, validFrom, validUntil } = pledge;
    const isIntact = contentHashOf(template) === contentHash;
    const text = { name, templateVersion, preamble, clauses, contentHash, isIntact };
    const facts = { ...text, parkName: park!.name, signatoryName, validFrom, validUntil, signatures };
    const docx = await officialDocx(pledgeDocument(facts));
    return { fileName: `${name}-${signatoryName}.docx`, html: pledgePage(facts), docxBase64: docx.toString('base64'), isIntact };
  }
}

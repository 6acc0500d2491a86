import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Access } from '../access/access.js';
import type { Caller, Locale } from '../platform/auth/caller.js';
import { Clock } from '../platform/clock/clock.js';
import { type LocalDate, localDateOf } from '../platform/clock/local-date.js';
import type { Bilingual } from '../platform/errors/faults.js';
import { requestContext } from '../platform/operations/request-context.js';
import { IN_FORCE_STATUSES } from './pledge-states.js';
import type { PledgeCoverageRowView, PledgeCoverageView } from './pledges.objects.js';
import { statusSql } from './pledges.queries.js';
import { ratePercentOf } from './coverage.rules.js';
import { fitSignatoriesSql } from './signatories.js';
import { PledgeAudience } from './template-states.js';

/** On what the numbers rest, for each kind. */
const BASES: Readonly<Record<PledgeAudience, Bilingual>> = {
  STREAMER: { zh: '在册:状态为“可开播”的主播', en: 'On the register: hosts who may host' },
  ENTERPRISE: { zh: '在册:园区党组织范围内已准入的企业和社会组织', en: 'On the register: admitted units below the leading organization' },
  STORE: { zh: '在册:园区党组织范围内企业的营业中门店', en: 'On the register: open storefronts of these units' },
  ORGANIZATION: { zh: '在册:园区党组织及其下级中运行的党组织', en: 'On the register: organizations at work below the leading one' },
};

/** How far pledges reach in a park: by kind of signatory, with the basis of each number. */
@Injectable()
export class PledgeCoverageQueries {
  constructor(
    private readonly access: Access,
    private readonly clock: Clock,
    private readonly dataSource: DataSource,
  ) {}

  /** Null when the park is not the caller's. */
  async coverage(caller: Caller, parkId: string): Promise<PledgeCoverageView | null> {
    const scope = await this.access.parks(caller, 'pledges.read');
    const parks = await this.dataSource.query<unknown[]>('SELECT id FROM park WHERE id = ?', [parkId]);
    if (!scope.includes(parkId) || parks.length === 0) return null;
    const asOfOn = localDateOf(this.clock.now());
    const rows: PledgeCoverageRowView[] = [];
    for (const audience of Object.values(PledgeAudience))
      rows.push(await this.row({ parkId, audience, locale: requestContext().locale }, asOfOn));
    const [plates] = await this.dataSource.query<{ total: number | string }[]>(
      `SELECT COUNT(*) AS total FROM plate WHERE parkId = ? AND status IN ('ISSUED', 'DISPLAYED') AND validUntil >= ?`,
      [parkId, asOfOn],
    );
    return { parkId, asOfOn, rows, platesInForceCount: Number(plates!.total) };
  }

  private async row(
    { parkId, audience, locale }: { parkId: string; audience: PledgeAudience; locale: Locale },
    today: LocalDate,
  ): Promise<PledgeCoverageRowView> {
    const fit = fitSignatoriesSql(parkId, audience);
    const status = statusSql(today).replaceAll('{t}', 'g');
    const inForce = `(${status}) IN (${IN_FORCE_STATUSES.map((name) => `'${name}'`).join(', ')}) AND g.goneReason IS NULL
      AND g.validFrom <= ? AND g.validUntil >= ?`;
    const [counts] = await this.dataSource.query<Record<'registered' | 'inForce' | 'lasting' | 'offered', number | string>[]>(
      `SELECT (SELECT COUNT(*) FROM (${fit.sql}) r) AS registered,
         COUNT(DISTINCT CASE WHEN ${inForce} THEN g.signatoryId END) AS inForce,
         COUNT(DISTINCT CASE WHEN ${inForce} AND (${status}) <> 'EXPIRING' THEN g.signatoryId END) AS lasting,
         COUNT(DISTINCT CASE WHEN g.status = 'OFFERED' THEN g.id END) AS offered
       FROM integrity_pledge g WHERE g.parkId = ? AND g.audience = ? AND g.signatoryId IN (${fit.sql})`,
      [...fit.parameters, today, today, today, today, parkId, audience, ...fit.parameters],
    );
    const [registeredCount, inForceCount] = [Number(counts!.registered), Number(counts!.inForce)];
    return {
      audience,
      registeredCount,
      inForceCount,
      expiringCount: inForceCount - Number(counts!.lasting),
      offeredCount: Number(counts!.offered),
      ratePercent: ratePercentOf(inForceCount, registeredCount),
      basis: BASES[audience][locale],
    };
  }
}

import { Injectable } from '@nestjs/common';
import { type CountedPeriod, OrganizationCells } from '../../development/oversight/organization-cells.js';
import { StageGroup, stagesOf } from '../../development/oversight/stage-groups.js';
import type { Caller } from '../../platform/auth/caller.js';
import type { LocalDate } from '../../platform/clock/local-date.js';
import { INSTALLATION_SCOPE } from '../../platform/database/ids.js';
import { type Tx, Transactions } from '../../platform/database/transactions.js';
import { caseConsents, streamerConsents } from './consents-in-force.js';
import {
  type DoubleCultivationFunnelView,
  type PartyFunnelStepView,
  type TalentFunnelStepView,
  TalentStep,
} from './double-cultivation.objects.js';

/** Stages in which a streamer's way into the Party is counted. */
const PARTY_STEPS: readonly StageGroup[] = ['APPLICANTS', 'ACTIVISTS', 'PROSPECTS', 'PROBATIONARY_MEMBERS', 'FULL_MEMBERS'];
const SCOPE = `'${INSTALLATION_SCOPE}'`;

/* Read once each and joined: neither tracks nor streamers have an index that begins with the person. */
const TRAINED = '(SELECT personId, MIN(enrolledOn) AS trainedOn FROM skill_track GROUP BY personId)';
const CERTIFIED = `(SELECT ks.personId AS personId, MIN(k.issuedOn) AS certifiedOn FROM skill_certificate k
  JOIN streamer ks ON ks.parkId = k.parkId AND ks.id = k.streamerId GROUP BY ks.personId)`;
const consenting = (day: LocalDate) => `(SELECT s.personId FROM streamer s WHERE ${streamerConsents('s', day)})`;
const holdingCertificate = (
  day: LocalDate,
) => `(SELECT vs.personId FROM skill_certificate v JOIN streamer vs ON vs.parkId = v.parkId AND vs.id = v.streamerId
  WHERE v.issuedOn <= '${day}' AND v.validUntil >= '${day}' AND (v.revokedOn IS NULL OR v.revokedOn > '${day}'))`;
/** First day of a person's first membership. */
const FIRST_MEMBERSHIP = `(SELECT MIN(h.startsOn) FROM membership h WHERE h.scopeId = m.scopeId AND h.personId = m.personId AND h.kind = 'HOME'
  AND (h.endsOn IS NULL OR h.endsOn > h.startsOn))`;
/** First day of a case. */
const FIRST_DAY = '(SELECT MIN(b.fromOn) FROM development_stage_interval b WHERE b.scopeId = i.scopeId AND b.caseId = i.caseId)';

/**
 * How many members become streamer talent and how many streamers become members, by organization and period. Who was a member before the first
 * training counts in the one direction; whose first training was not later than the first day of the case, in the other.
 */
@Injectable()
export class CultivationFunnelQueries {
  constructor(
    private readonly cells: OrganizationCells,
    private readonly transactions: Transactions,
  ) {}

  /** Counts alone, exact for party roles over the organization; others get stocks at the end of quarters, in steps of five (INV-38). */
  async funnel(caller: Caller, period: CountedPeriod): Promise<DoubleCultivationFunnelView> {
    const viewIn = await this.cells.viewFor(caller, period);
    return this.transactions.run(async (tx) => {
      const view = await viewIn(tx);
      const { organizationId, from, to } = period;
      const memberToStreamer: TalentFunnelStepView[] = [];
      for (const step of Object.values(TalentStep)) {
        const stockCount = view.showStock(await count(tx, organizationId, talentStock(step, to)));
        const enteredCount = view.showFlow(await count(tx, organizationId, talentFlow(step, from, to)));
        memberToStreamer.push({ step, stockCount, enteredCount });
      }
      const streamerToMember: PartyFunnelStepView[] = [];
      for (const group of PARTY_STEPS) {
        const stockCount = view.showStock(await count(tx, organizationId, partyStock(group, to)));
        const enteredCount = view.showFlow(await count(tx, organizationId, partyFlow(group, from, to)));
        streamerToMember.push({ group, stockCount, enteredCount });
      }
      return { from, to, isExact: view.isExact, memberToStreamer, streamerToMember };
    });
  }
}

/** FROM and WHERE of the persons to be counted, with the columns that name the organization and the person. */
interface Counted {
  organization: string;
  person: string;
  sql: string;
}

/** Persons by organization, in an organization and everything below it. */
async function count(tx: Tx, rootId: string, { organization, person, sql }: Counted): Promise<Map<string, number>> {
  const rows = await tx.rows<{ organizationId: string; total: number | string }>(
    `SELECT ${organization} AS organizationId, COUNT(DISTINCT ${person}) AS total ${sql}
       AND ${organization} IN (SELECT descendantId FROM organization_closure WHERE scopeId = ? AND ancestorId = ?) GROUP BY ${organization}`,
    [INSTALLATION_SCOPE, rootId],
  );
  return new Map(rows.map(({ organizationId, total }) => [organizationId, Number(total)]));
}

/** Members at home on the day that the SQL names; `joined` is what else is joined to `m`. */
function members(day: string, joined: string, more: string): Counted {
  const sql = `FROM membership m ${joined} WHERE m.scopeId = ${SCOPE} AND m.kind = 'HOME' AND m.startsOn <= ${day}
    AND (m.endsOn IS NULL OR m.endsOn > ${day}) ${more}`;
  return { organization: 'm.organizationId', person: 'm.personId', sql };
}

/** Members whose consent is in force and who were members before their first training. */
function trainedMembers(day: string, to: LocalDate, more: string): Counted {
  const joined = `JOIN ${TRAINED} f ON f.personId = m.personId LEFT JOIN ${CERTIFIED} k ON k.personId = m.personId`;
  return members(day, joined, `AND ${FIRST_MEMBERSHIP} <= f.trainedOn AND m.personId IN ${consenting(to)} ${more}`);
}

function talentStock(step: TalentStep, to: LocalDate): Counted {
  if (step === 'MEMBERS') return members(`'${to}'`, '', '');
  const isHolding = step === 'CERTIFIED' ? `AND m.personId IN ${holdingCertificate(to)}` : '';
  return trainedMembers(`'${to}'`, to, `AND f.trainedOn <= '${to}' ${isHolding}`);
}

/** Counted where the person was at home on the day of the step. */
function talentFlow(step: TalentStep, from: LocalDate, to: LocalDate): Counted {
  const within = (day: string) => `AND ${day} >= '${from}' AND ${day} <= '${to}'`;
  if (step === 'MEMBERS') return members('m.startsOn', '', `AND m.startsOn = ${FIRST_MEMBERSHIP} ${within('m.startsOn')}`);
  const day = step === 'IN_TRAINING' ? 'f.trainedOn' : 'k.certifiedOn';
  return trainedMembers(day, to, within(day));
}

/** Stretches of cases of people who were in training before their case began and whose consents are in force. */
function streamersCases(group: StageGroup, to: LocalDate, more: string): Counted {
  const stages = stagesOf(group)
    .map((stage) => `'${stage}'`)
    .join(', ');
  const sql = `FROM development_stage_interval i JOIN development_case c ON c.id = i.caseId JOIN ${TRAINED} f ON f.personId = c.personId
    WHERE i.scopeId = ${SCOPE} AND i.stage IN (${stages}) AND ${caseConsents('c', to)} AND c.personId IN ${consenting(to)}
      AND f.trainedOn <= ${FIRST_DAY} ${more}`;
  return { organization: 'i.organizationId', person: 'c.personId', sql };
}

function partyStock(group: StageGroup, to: LocalDate): Counted {
  return streamersCases(group, to, `AND i.fromOn <= '${to}' AND (i.toOn IS NULL OR i.toOn > '${to}')`);
}

function partyFlow(group: StageGroup, from: LocalDate, to: LocalDate): Counted {
  return streamersCases(group, to, `AND i.isGroupEntry AND i.fromOn >= '${from}' AND i.fromOn <= '${to}'`);
}

import { DemoPledges } from '../../src/demo/demo-pledges.js';
import type { DemoPark } from '../../src/demo/demo-park.js';
import type { GraphqlClient } from '../../src/demo/graphql-client.js';
import { localDateOf } from '../../src/platform/clock/local-date.js';
import { newId } from '../../src/platform/database/ids.js';
import { BreachAffectedSession } from '../../src/pledges/breaches/breach.entity.js';
import type { Household } from './household.js';

const today = () => localDateOf(new Date());

/** Signed pledges, a plate, a signing event, a batch of offers, a commitment and a breach case of the park. */
export async function pledgeRecords(household: Household, demo: DemoPark, secretary: GraphqlClient, enterpriseId: string): Promise<void> {
  const { parkId } = demo;
  await new DemoPledges(secretary, demo).establish(enterpriseId, today());
  const ofHosts = "audience = 'STREAMER'";
  const [pledgeId, templateId] = [
    await household.first('integrity_pledge', 'id', ofHosts),
    await household.first('integrity_pledge', 'templateId', ofHosts),
  ];
  const keyed = (name: string) => ({ parkId, idempotencyKey: `isolation-${name}` });
  const event = { ...keyed('event'), name: '甲园签署日', place: '甲园', heldOn: today() };
  await secretary.run('planSigningEvent', 'PlanSigningEventInput', event, 'signingEvent { id }');
  const batch = { ...keyed('batch'), templateId };
  await secretary.run('offerPledgeToPark', 'OfferPledgeToParkInput', batch, 'offerBatch { id }');
  const commitment = { ...keyed('commitment'), pledgeId, kind: 'OTHER', text: '甲园践诺事项', dueOn: today() };
  await secretary.run('makeCommitment', 'MakeCommitmentInput', commitment, 'commitment { id }');
  const opening = {
    ...keyed('breach'),
    pledgeId,
    clauseNumbers: [1],
    source: 'COMPLAINT',
    text: '甲园线索',
    receivedOn: today(),
  };
  const { breachCase } = await secretary.run<{ breachCase: { id: string } }>(
    'openBreachCase',
    'OpenBreachCaseInput',
    opening,
    'breachCase { id }',
  );
  const sessionId = await household.first('broadcast_session');
  await household.app.transactions.run((tx) =>
    tx.insert(BreachAffectedSession, [
      {
        ...{
          id: newId(),
          parkId,
          caseId: breachCase.id,
          streamerId: demo.streamerIds['村播老王']!,
          sessionId,
          sessionNumber: '20260920-001',
        },
        ...{ title: household.worded('甲园受影响场次'), plannedStartAt: tx.at, decision: 'OPEN', version: 1 },
      },
    ]),
  );
  await household.app.drainJobs();
}

/** Ids of these records, by the names under which inputs take them. */
export async function pledgeCanaries(household: Household): Promise<Record<string, string>> {
  const inPark = (table: string) => household.first(table);
  const ids = {
    templateId: await inPark('pledge_template'),
    pledgeId: await inPark('integrity_pledge'),
    signingEventId: await inPark('signing_event'),
    offerBatchId: await inPark('pledge_offer_batch'),
    commitmentId: await inPark('fulfilment_commitment'),
    breachCaseId: await inPark('breach_case'),
    allegationId: await inPark('breach_allegation'),
    affectedSessionId: await inPark('breach_affected_session'),
    plateId: await inPark('plate'),
    storefrontId: await household.first('plate', 'storefrontId'),
    signatoryId: await inPark('streamer'),
  };
  return {
    ...ids,
    'pledgeTemplate.id': ids.templateId,
    'pledge.id': ids.pledgeId,
    'pledgeOfferBatch.id': ids.offerBatchId,
    'plate.id': ids.plateId,
    'storefront.id': ids.storefrontId,
    'breachCase.id': ids.breachCaseId,
  };
}

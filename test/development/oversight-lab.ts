import { CaseRecords, type LoadedCase } from '../../src/development/cases/case-records.js';
import type { CaseWorld } from '../../src/development/machine/case-world.js';
import { localDateOf } from '../../src/platform/clock/local-date.js';
import { INSTALLATION_SCOPE, newId } from '../../src/platform/database/ids.js';
import type { JobDefinition } from '../../src/platform/queue/job-definition.js';
import { JobOutbox } from '../../src/platform/queue/job-outbox.js';
import type { DevelopmentLab } from './development-lab.js';

/** Moves the application to noon of a day. */
export function moveTo(lab: DevelopmentLab, day: string): void {
  lab.app.clock.set(new Date(`${day}T04:00:00Z`));
}

/** Runs a job as its schedule would, and waits for it. */
export async function runJob(lab: DevelopmentLab, job: JobDefinition): Promise<void> {
  await enqueue(lab, job);
  await lab.app.drainJobs();
}

/** Writes the job down; the runner takes it when it comes to it. */
export async function enqueue(lab: DevelopmentLab, job: JobDefinition): Promise<void> {
  await lab.app.transactions.run((tx) =>
    lab.app.api.get(JobOutbox, { strict: false }).enqueue(tx, job, { scopeId: INSTALLATION_SCOPE, key: newId(), payload: {} }),
  );
}

/** Every case with its facts and its world, as of the pinned day. */
export async function loadAll(lab: DevelopmentLab): Promise<(LoadedCase & { world: CaseWorld })[]> {
  const ids = await lab.app.dataSource.query<{ id: string }[]>('SELECT id FROM development_case ORDER BY id');
  const records = lab.app.api.get(CaseRecords, { strict: false });
  return lab.app.transactions.run(async (tx) => {
    const loaded = [
      ...(
        await records.loadMany(
          tx,
          ids.map(({ id }) => id),
        )
      ).values(),
    ];
    const worlds = await records.worldsOf(tx, loaded, localDateOf(tx.at));
    return loaded.map((entry) => ({ ...entry, world: worlds.get(entry.row.id)! }));
  });
}

/** A letter of application on a day, recorded and confirmed; returns the case. */
export async function givenApplicant(lab: DevelopmentLab, receivedOn: string): Promise<string> {
  const caseId = await lab.open();
  await lab.settle(caseId, receivedOn, { applicationReceived: { addressedTo: 'EMPLOYER' } });
  return caseId;
}

/** An activist from a day on; the letter and the talk lie before it. */
export async function givenActivist(lab: DevelopmentLab, determinedOn: string, receivedOn = '2024-01-10'): Promise<string> {
  const caseId = await givenApplicant(lab, receivedOn);
  await lab.settle(caseId, receivedOn, { applicantTalked: { talkerIds: [lab.members[0]] } });
  const determined = { recommendedBy: 'PARTY_MEMBERS', isLeagueMember: false, decidedBy: 'BRANCH_COMMITTEE' };
  await lab.settle(caseId, determinedOn, { activistDetermined: determined }, { documentNumber: '支〔2026〕1号' });
  return caseId;
}

/* Runs alone: its jobs become jobs of the program. */
import { Injectable, Module, type Type } from '@nestjs/common';
import { declareJob, type JobDefinition } from '../../src/platform/queue/job-definition.js';
import { HandlesJob, type JobHandler } from '../../src/platform/queue/job-handler.js';
import { declareSchedule } from '../../src/platform/queue/job-schedule.js';
import { LAB_HANDLERS, LAB_JOBS, NOTE, NoteHandler } from './queue-lab.js';
import { scheduleOf, Stage } from './queue-stage.js';

const describeJob = { zh: '试验', en: 'Trial' };
const UNLISTED = declareJob<object>('lab.unlisted', { describe: describeJob });

@Injectable()
@HandlesJob(NOTE)
class SecondNoteHandler implements JobHandler<{ note: string }> {
  handle(): Promise<void> {
    return Promise.resolve();
  }
}

@Injectable()
@HandlesJob(UNLISTED)
class UnlistedHandler implements JobHandler {
  handle(): Promise<void> {
    return Promise.resolve();
  }
}

function moduleWith(...providers: Type[]): Type {
  @Module({ providers })
  class Handlers {}
  return Handlers;
}

describe('start of a process with jobs', () => {
  let stage: Stage;
  const boot = (providers: Type[], definitions: JobDefinition[] = LAB_JOBS) =>
    stage.start({ modules: [moduleWith(...providers)], definitions });

  beforeEach(async () => {
    stage = await Stage.open({});
  });
  afterEach(() => stage.close());

  it('succeeds when each declared job has one handler (P-JOB-12)', async () => {
    await expect(boot(LAB_HANDLERS)).resolves.toBeDefined();
  });

  it('is refused when a job has no handler (P-JOB-12)', async () => {
    await expect(boot(LAB_HANDLERS.filter((handler) => handler !== NoteHandler))).rejects.toThrow('lab.note has no handler');
  });

  it('is refused when a job has two handlers (P-JOB-12)', async () => {
    await expect(boot([...LAB_HANDLERS, SecondNoteHandler])).rejects.toThrow('lab.note has more than one handler');
  });

  it('is refused when a handler is for a job that is not declared, and names every problem at once (P-JOB-12)', async () => {
    const refused = boot([...LAB_HANDLERS, UnlistedHandler, SecondNoteHandler]);
    await expect(refused).rejects.toThrow(
      /UnlistedHandler handles lab\.unlisted[^]*lab\.note has more than one|lab\.note has more than one[^]*UnlistedHandler/,
    );
  });

  it('is refused when a schedule asks for a job that is not declared (P-JOB-12)', async () => {
    const schedules = [scheduleOf('lab.nightly', '0 3 * * *', UNLISTED)];
    await expect(stage.start({ schedules })).rejects.toThrow('schedule lab.nightly asks for lab.unlisted');
  });

  it('is refused for a name that is taken or malformed and for a pattern that is no pattern (P-JOB-12)', () => {
    expect(() => declareJob('lab.note', { describe: describeJob })).toThrow('declared twice');
    expect(() => declareJob('Note', { describe: describeJob })).toThrow('not a job name');
    expect(() => declareSchedule('lab.never', { cron: '61 * * * *', job: NOTE as JobDefinition })).toThrow();
  });
});

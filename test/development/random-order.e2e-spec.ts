import { addDays } from '../../src/platform/clock/local-date.js';
import { DevelopmentLab, type FactAnswer, type ShownFact } from './development-lab.js';

const SEEDS = [11, 23];
const ROUNDS_MIN = 90;
/** How many of three at once are taken depends on the machine, so the rounds go on until enough of both happened. */
const ROUNDS_MAX = 300;
const TAKEN_MIN = 51;
const REFUSED_MIN = 41;
const CASES = 3;

/** The same numbers for the same seed, from 0 to below 1. */
function randomly(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

describe('whatever is sent in whatever order', () => {
  let lab: DevelopmentLab;
  beforeAll(async () => {
    lab = await DevelopmentLab.start();
  }, 60_000);
  afterAll(() => lab.close());

  const factsOf = (caseId: string) =>
    lab.app.dataSource.query<(ShownFact & { voidAskedBy: string | null })[]>(
      'SELECT id, kind, status, version, voidAskedBy FROM development_fact WHERE caseId = ? ORDER BY sequence',
      [caseId],
    );

  it.each(SEEDS)(
    'no case reaches a stage that its confirmed facts do not lead to (seed %i; INV-13..INV-21)',
    async (seed) => {
      const random = randomly(seed);
      const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)]!;
      const life = lab.life();
      const beside = [
        { paused: { reason: '外出' } },
        { resumed: true },
        { withdrawn: { reason: '本人撤回' } },
        { publicityObjected: { purpose: 'LISTING' } },
        { transferStarted: { toOrganizationId: lab.otherBranchId, isFileHandedOver: true, letterDaysMax: 90 } },
        { transferAcknowledged: { isFileExamined: true, priorOrganizationAsked: true } },
        { transferDeclined: { reason: '不接收' } },
        {
          conversionVoted: {
            ballot: {
              due: 5,
              present: 2,
              written: 0,
              yes: 2,
              no: 0,
              abstain: 0,
              invalid: 0,
              isSecret: true,
              isIndividual: true,
              introducersAttended: true,
              candidateAttended: true,
            },
            decision: 'EXTEND',
            isAccepted: true,
            extensionMonths: 6,
          },
        },
      ];
      const cases: string[] = [];
      const progress = new Map<string, number>();
      for (let index = 0; index < CASES; index++) {
        cases.push(await lab.open());
        progress.set(cases[index]!, 0);
      }
      const { recorder, secondRecorder, confirmer, secondConfirmer, otherRecorder, otherConfirmer } = lab.tokens;
      const outcomes = { taken: 0, refused: 0 };

      /** One call of any kind; a refusal is an answer, anything else but NOT_FOUND is not. */
      const act = async (caseId: string): Promise<void> => {
        const facts = await factsOf(caseId);
        const target = (random() < 0.7 ? facts.findLast(({ status }) => status === 'PENDING') : undefined) ?? pick(facts);
        const dice = random();
        const call = async (): Promise<FactAnswer> => {
          if (dice < 0.5 || !target) {
            const next = life[progress.get(caseId)!] ?? life.at(-1)!;
            const isNext = random() < 0.75;
            const step = isNext ? next : pick(life);
            const fact = random() < 0.05 ? pick(beside) : step.fact;
            const day = random() < 0.85 ? step.occurredOn : addDays(step.occurredOn, Math.floor(random() * 60) - 30);
            return lab.record(caseId, day, fact, {
              documentNumber: step.documentNumber ?? '文号-1',
              token: random() < 0.1 ? otherRecorder : pick([recorder, secondRecorder]),
            });
          }
          const input = { factId: target.id, expectedVersion: target.version };
          if (dice < 0.9) return lab.confirm(target, { token: random() < 0.1 ? otherConfirmer : pick([confirmer, secondConfirmer]) });
          const [verb, type, token] = pick([
            ['rejectDevelopmentFact', 'DevelopmentFactReasonInput', confirmer],
            ['withdrawPendingFact', 'DevelopmentFactReasonInput', recorder],
            ['voidDevelopmentFact', 'DevelopmentFactReasonInput', recorder],
            ['confirmDevelopmentFactVoid', 'DevelopmentFactTargetInput', secondConfirmer],
            ['rejectDevelopmentFactVoid', 'DevelopmentFactTargetInput', secondConfirmer],
          ] as const);
          return lab.run<FactAnswer>(token, verb, type, type === 'DevelopmentFactReasonInput' ? { ...input, reason: '随机' } : input);
        };
        try {
          const answer = await call();
          outcomes[answer.fact ? 'taken' : 'refused']++;
        } catch (error) {
          if (!String(error).includes('NOT_FOUND')) throw error;
          outcomes.refused++;
        }
        const confirmed = (await factsOf(caseId)).filter(({ status }) => status === 'CONFIRMED').map(({ kind }) => kind);
        const reached = life.findIndex(({ kind }, index) => !confirmed.includes(kind) && index >= 0);
        progress.set(caseId, reached < 0 ? life.length - 1 : reached);
        /* A life that was cut short makes room for another. */
        if (confirmed.some((kind) => ['WITHDRAWN', 'TRANSFER_ACKNOWLEDGED'].includes(kind)) && cases.includes(caseId)) {
          cases[cases.indexOf(caseId)] = await lab.open();
          progress.set(cases.at(-1)!, 0);
        }
      };

      const isEnough = () => outcomes.taken >= TAKEN_MIN && outcomes.refused >= REFUSED_MIN;
      for (let round = 0; round < ROUNDS_MIN || (round < ROUNDS_MAX && !isEnough()); round++) {
        const [first, second] = [pick(cases), pick(cases)];
        await Promise.all([act(first), act(second), act(first)]);
        if (round % 10 === 9) {
          const { stored, derived, contradictions } = await lab.projections();
          expect(stored).toEqual(derived);
          expect(contradictions).toEqual([]);
        }
      }
      const { stored, derived } = await lab.projections();
      expect(stored).toEqual(derived);
      expect(outcomes.taken).toBeGreaterThanOrEqual(TAKEN_MIN);
      expect(outcomes.refused).toBeGreaterThanOrEqual(REFUSED_MIN);
      const pending = await lab.app.dataSource.query<{ total: number }[]>(
        `SELECT COUNT(*) AS total FROM development_fact WHERE status = 'PENDING' GROUP BY caseId HAVING COUNT(*) > 1`,
      );
      expect(pending).toEqual([]);
    },
    240_000,
  );
});

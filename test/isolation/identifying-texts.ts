import { creditCode } from '../support/enterprises.js';
import { idCardNumber } from '../support/people.js';
import type { FurnishedPark } from './furnished-park.js';
import type { Leaf, Operation } from './schema-requests.js';
import type { Stranger } from './strangers.js';
import { type Answer, codesOf, type Sweep } from './sweep.js';
import type { Witness } from './witness.js';

/** A number or name by which something is known, as the first park has it, and as nobody has it; a new one each time. */
const IDENTIFYING: Readonly<Record<string, { foreign: string; nobody: (sequence: number) => string }>> = {
  idCardNumber: { foreign: '230306197803150010', nobody: (sequence) => idCardNumber(100 + sequence, '1982-02-03') },
  creditCode: { foreign: '91230306MA1DEMP018', nobody: (sequence) => creditCode(840_000 + sequence) },
  phone: { foreign: '13800000001', nobody: (sequence) => `1370000${String(1_000 + sequence)}` },
  name: { foreign: '滴道智汇电商有限公司(演示)', nobody: (sequence) => `无名 ${sequence}` },
  stageName: { foreign: '村播老王', nobody: (sequence) => `无名 ${sequence}` },
  code: { foreign: 'DY-MY-1', nobody: (sequence) => `NOBODY-${sequence}` },
  externalId: { foreign: 'export/Ug514487892', nobody: (sequence) => `nobody-${sequence}` },
  liveExportId: { foreign: 'export/Ug514487892', nobody: (sequence) => `nobody-${sequence}` },
};

/**
 * What a stranger may learn by naming somebody's full number, by decision: persons and enterprises stand in one register of the installation, and
 * an ID-card number with another name, or a credit code that is taken, is told without a word about whose it is.
 */
const TOLD_BY_DECISION: readonly string[] = ['PERSON_NAME_DIFFERS', 'CREDIT_CODE_TAKEN'];

let sequence = 0;

function codesIn(operation: Operation, answer: Answer): string {
  const payload = answer.data?.[operation.name] as { userErrors?: { code: string }[] } | null | undefined;
  return [codesOf(answer), ...(payload?.userErrors ?? []).map(({ code }) => code)]
    .filter((code) => !TOLD_BY_DECISION.includes(code))
    .join();
}

/** Sends each mutation that a stranger may call with each identifying text of the first park, all else being the stranger's own. */
export async function problemsWithIdentifyingTexts(
  { sweep, witness }: { sweep: Sweep; witness: Witness },
  strangers: readonly Stranger[],
  own: FurnishedPark,
): Promise<string[]> {
  const problems: string[] = [];
  const ask = async (stranger: Stranger, operation: Operation, leaf: Leaf, text: string) => {
    const sent = sweep.withOneValue(own, operation, leaf, text);
    const answer = await sweep.ask(stranger.token, sent);
    for (const leak of witness.leaksIn(answer, sent.variables)) problems.push(`${operation.name} ${leaf.path} shows ${leak}`);
    return codesIn(operation, answer);
  };
  for (const stranger of strangers) {
    for (const operation of sweep.operations.filter((entry) => entry.kind === 'mutation' && sweep.mayCall(stranger, entry))) {
      for (const leaf of sweep.places(operation, 'String')) {
        const texts = IDENTIFYING[leaf.path.split('.').at(-1)!];
        if (!texts) continue;
        const nobody = await ask(stranger, operation, leaf, texts.nobody(++sequence));
        const foreign = await ask(stranger, operation, leaf, texts.foreign);
        sweep.count('identifying text sent');
        if (foreign !== nobody) problems.push(`${operation.name} ${leaf.path}: ${foreign} <> ${nobody}`);
      }
    }
  }
  return problems;
}

import { creditCode } from '../support/enterprises.js';
import { idCardNumber } from '../support/people.js';
import type { FurnishedPark } from './furnished-park.js';
import type { Leaf, Operation } from './schema-requests.js';
import type { Stranger } from './strangers.js';
import { type Answer, codesOf, type Sweep } from './sweep.js';
import type { Witness } from './witness.js';

/** A number or name of the first park, and one that nobody has; a new one each time. */
interface Identifying {
  foreign: string;
  nobody: (sequence: number) => string;
}

const NUMBERS: Readonly<Record<string, Identifying>> = {
  idCardNumber: { foreign: '230306197803150010', nobody: (sequence) => idCardNumber(100 + sequence, '1982-02-03') },
  creditCode: { foreign: '91230306MA1DEMP018', nobody: (sequence) => creditCode(840_000 + sequence) },
  phone: { foreign: '13800000001', nobody: (sequence) => `1370000${String(1_000 + sequence)}` },
};
const nameless = (sequence: number) => `无名 ${sequence}`;
/** Names under which the first park has a record of the very kind that the operation makes. */
const NAMES: Readonly<Record<string, Identifying>> = {
  'registerBeneficiary input.name': { foreign: '金铁村', nobody: nameless },
  'registerStorefront input.name': { foreign: '滴道优品体验店(演示)', nobody: nameless },
  'registerEnterprise input.name': { foreign: '滴道智汇电商有限公司(演示)', nobody: nameless },
  'proposeOrganization input.name': { foreign: '滴道电商产业园综合党委(演示)', nobody: nameless },
  'createPark input.name': { foreign: '滴道电商产业园(演示)', nobody: nameless },
  'inviteStreamer input.stageName': { foreign: '金铁村小李', nobody: nameless },
  'submitProduct input.name': { foreign: '滴道小米 5kg', nobody: nameless },
  'submitProduct input.code': { foreign: 'DY-SM-5', nobody: (sequence) => `NOBODY-${sequence}` },
  'registerPlatformAccount input.name': { foreign: '滴道优品', nobody: nameless },
  'registerPlatformAccount input.externalId': { foreign: '甲园号-1', nobody: (sequence) => `nobody-${sequence}` },
};

/**
 * What a stranger may learn by naming somebody's full number, by decision: persons and enterprises stand in one register of the installation, and
 * an ID-card number with another name, or a credit code that is taken, is told without a word about whose it is.
 */
const TOLD_BY_DECISION: readonly string[] = ['PERSON_NAME_DIFFERS', 'CREDIT_CODE_TAKEN'];

let sequence = 0;

function codesIn(operation: Operation, answer: Answer): string {
  const payload = answer.data?.[operation.name] as { userErrors?: { code: string }[] } | null | undefined;
  return [codesOf(answer), ...(payload?.userErrors ?? []).map(({ code }) => code)].join();
}

/** Sends each mutation that a stranger may call with each number and name of the first park, all else being the stranger's own. */
export async function problemsWithIdentifyingTexts(
  { sweep, witness }: { sweep: Sweep; witness: Witness },
  strangers: readonly Stranger[],
  own: FurnishedPark,
): Promise<string[]> {
  const problems: string[] = [];
  /* What the stranger wrote itself may be shown again. */
  const written: string[] = [];
  const ask = async (stranger: Stranger, operation: Operation, leaf: Leaf, text: string) => {
    const { document, variables } = sweep.withOneValue(own, operation, leaf, text);
    /* Nothing else may be what the stranger has already. */
    const unused = JSON.stringify(variables).replaceAll(/ISOLATION|隔离测试文本/g, (used) => `${used}-${++sequence}`);
    const sent = { document, variables: JSON.parse(unused) as Record<string, unknown> };
    written.push(text);
    const answer = await sweep.askAtCurrentVersion(stranger.token, sent);
    for (const leak of witness.leaksIn(answer, { sent, written })) problems.push(`${operation.name} ${leaf.path} shows ${leak}`);
    return codesIn(operation, answer);
  };
  for (const stranger of strangers) {
    for (const operation of sweep.operations.filter((entry) => entry.kind === 'mutation' && sweep.mayCall(stranger, entry))) {
      for (const leaf of sweep.places(operation, 'String')) {
        const texts = NAMES[`${operation.name} ${leaf.path}`] ?? NUMBERS[leaf.path.split('.').at(-1)!];
        if (!texts || written.includes(`${operation.name} ${leaf.path}`)) continue;
        written.push(`${operation.name} ${leaf.path}`);
        const nobody = await ask(stranger, operation, leaf, texts.nobody(++sequence));
        const foreign = await ask(stranger, operation, leaf, texts.foreign);
        sweep.count('identifying text sent');
        const isDecided = TOLD_BY_DECISION.some((code) => foreign.includes(code));
        if (!isDecided && foreign !== nobody) problems.push(`${operation.name} ${leaf.path}: ${foreign} <> ${nobody}`);
      }
    }
  }
  return problems;
}

import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Access } from '../../access/access.js';
import { Persons } from '../../organizations/persons.service.js';
import type { Caller } from '../../platform/auth/caller.js';
import { localDateOf } from '../../platform/clock/local-date.js';
import { INSTALLATION_SCOPE } from '../../platform/database/ids.js';
import { inList, type Tx } from '../../platform/database/transactions.js';
import { officialDocx } from '../../platform/documents/official-document.js';
import { badInput, Fault } from '../../platform/errors/faults.js';
import { requestContext } from '../../platform/operations/request-context.js';
import { CaseRecords, type CaseRow } from '../cases/case-records.js';
import { CaseScope } from '../cases/case-scope.js';
import type { ReadingPurpose } from '../cases/case-states.js';
import { namedPersons } from '../cases/fact-references.js';
import type { CaseFact } from '../machine/case-facts.js';
import type { CaseWorld } from '../machine/case-world.js';
import { deadlinesOf } from '../machine/deadlines.js';
import { numberOf } from '../rule-sets/rule-set.js';
import { filledForm, formFileName } from './development-forms.js';
import type { DevelopmentFormKind, FormFacts } from './form-facts.js';
import type { DevelopmentFormView } from './form.objects.js';

/** A form takes some 15 kB; one of this size would hold thousands of inspections. */
const FORM_BYTES_MAX = 1_000_000;
const MEDIA_TYPE = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

/** Why a number is printed. It stands in the installation's trail and tells nothing of the form, which would tell the stage (PR-7). */
const PRINTING = '打印表册 Printing of a form';

/** Which form of which case is to be printed. */
export interface FormRequest {
  caseId: string;
  kind: DevelopmentFormKind;
  purpose: ReadingPurpose;
  /** Print the ID-card number as well; needs `persons.reveal`, and the reading is recorded by itself. */
  isIdCardShown: boolean;
}

/** Fills official forms in from a case. Printing is a reading: it is recorded with its purpose (PR-7). */
@Injectable()
export class FormQueries {
  constructor(
    private readonly cases: CaseScope,
    private readonly records: CaseRecords,
    private readonly persons: Persons,
    private readonly access: Access,
  ) {}

  /**
   * The form as a .docx file. Throws NOT_FOUND outside the caller's reach, FORBIDDEN when the number is asked for without the right to it, and
   * BAD_USER_INPUT once the consent is withdrawn.
   */
  async developmentForm(caller: Caller, request: FormRequest): Promise<DevelopmentFormView> {
    const { caseId, kind, purpose, isIdCardShown } = request;
    const row = await this.cases.requireCase(caller, 'development.read', caseId, 'caseId');
    requireConsent(row);
    const idCardNumber = isIdCardShown ? await this.idCardOf(caller, row.personId) : null;
    const facts = await this.cases.read(caller, caseId, { purpose, fields: ['form'] }, async (tx, found) => {
      const { facts: confirmed } = await this.records.load(tx, found.id);
      const world = await this.records.worldOf(tx, found, confirmed, localDateOf(tx.at));
      return factsOf(tx, found, confirmed, world, idCardNumber);
    });
    const { paper, missing } = filledForm(kind, facts);
    const content = await officialDocx(paper);
    if (content.length > FORM_BYTES_MAX) throw new Fault('PAYLOAD_TOO_LARGE');
    const { locale } = requestContext();
    return {
      fileName: formFileName(kind, row.caseNumber),
      mediaType: MEDIA_TYPE,
      contentBase64: content.toString('base64'),
      sizeBytes: content.length,
      documentSha256: createHash('sha256').update(content).digest('hex'),
      missing: missing.map(({ code, label, cure }) => ({ code, label: label[locale], cure: cure[locale] })),
    };
  }

  private async idCardOf(caller: Caller, personId: string): Promise<string> {
    if (!this.access.isAllowedSomewhere(caller, 'persons.reveal')) throw new Fault('FORBIDDEN');
    return this.persons.revealIdCard(caller, { personId, reason: PRINTING });
  }
}

/** A form is a new copy of what the person no longer wants kept (PR-2). */
function requireConsent({ consentWithdrawnOn: on }: CaseRow): void {
  if (on === null) return;
  throw badInput(['caseId'], 'CONSENT_WITHDRAWN', {
    zh: `本人已于 ${on} 撤回单独同意,不再打印表册;请取得新的单独同意并登记,或登记终结个案`,
    en: `the person withdrew the separate consent on ${on} and no form is printed; record a new consent, or the end of the case`,
  });
}

async function factsOf(tx: Tx, row: CaseRow, facts: CaseFact[], world: CaseWorld, idCardNumber: string | null): Promise<FormFacts> {
  const [branch, upper] = await tx.rows<{ name: string }>(
    `SELECT o.name AS name FROM organization_closure c JOIN organization o ON o.id = c.ancestorId
     WHERE c.scopeId = ? AND c.descendantId = ? AND c.depth <= 1 ORDER BY c.depth`,
    [INSTALLATION_SCOPE, row.organizationId],
  );
  const personNames = await personNamesOf(tx, [row.personId, ...facts.flatMap(namedPersons)]);
  const publicity = facts.filter(({ kind }) => kind === 'PUBLICITY_STARTED').at(-1);
  const due = deadlinesOf(facts, world)
    .filter(({ code }) => code === 'PUBLICITY_END')
    .at(-1);
  return {
    person: { fullName: personNames.get(row.personId) ?? '', bornOn: world.bornOn, idCardNumber },
    branchName: branch!.name,
    upperName: upper?.name ?? null,
    facts,
    personNames,
    meetingNameOn: (day) => world.ruleSetOn(day ?? world.todayOn).branchMeeting.zh,
    publicityEndsOn: due && !due.isProvisional ? due.dueOn : null,
    publicityWorkingDays: numberOf(world.ruleSetOn(publicity?.occurredOn ?? world.todayOn), 'R10', 'publicityWorkdaysMin'),
    probationEndsOn: row.probationEndsOn,
  };
}

async function personNamesOf(tx: Tx, ids: readonly string[]): Promise<Map<string, string>> {
  const unique = [...new Set(ids)];
  const rows = await tx.rows<{ id: string; fullName: string }>(`SELECT id, fullName FROM person WHERE id IN ${inList(unique)}`, unique);
  return new Map(rows.map(({ id, fullName }) => [id, fullName]));
}

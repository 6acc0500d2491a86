import { FactKind, type CaseFact } from '../machine/case-facts.js';
import type { DevelopmentFactInput } from './fact.inputs.js';
import { FACT_NOT_NAMED_ONCE } from './facts.errors.js';
import { DomainError } from '../../platform/errors/refusals.js';

/** A fact as it was typed in: what happened, without day and actors. */
export interface NamedFact {
  kind: FactKind;
  data: object;
  /** Name of the input field, for paths. */
  field: string;
}

/** `APPLICANT_TALKED` is the field `applicantTalked`. */
export function fieldOfKind(kind: FactKind): string {
  return kind.toLowerCase().replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

const KINDS_BY_FIELD = new Map(Object.values(FactKind).map((kind) => [fieldOfKind(kind), kind]));

/** Plain data of an input object: no class, no undefined. */
function plain(value: object): object {
  return JSON.parse(JSON.stringify(value, (_, inner: unknown) => (inner === undefined ? null : inner))) as object;
}

/** Fields that may be left out and are stored as null then. */
const NULLABLE: Partial<Record<FactKind, object>> = {
  APPLICATION_RECEIVED: { hasEmployerOrganization: null, isMobile: null },
  MOBILITY_NOTED: { certificateNumber: null },
  PRE_REVIEWED: { leavesUnitOn: null },
  CONVERSION_VOTED: { extensionMonths: null },
  TRANSFER_STARTED: { letterDaysMax: null },
};

/** The one fact that the input names. Throws FACT_NOT_NAMED_ONCE when there is none or more than one. */
export function namedFact(input: DevelopmentFactInput): NamedFact {
  const given = Object.entries(input).filter(([, value]) => value !== null && value !== undefined && value !== false);
  const [first] = given;
  const kind = first && KINDS_BY_FIELD.get(first[0]);
  if (!kind || given.length !== 1) throw new DomainError([FACT_NOT_NAMED_ONCE({}, 'input', 'fact')]);
  const value = first[1] as object | true;
  return { kind, field: first[0], data: value === true ? {} : { ...NULLABLE[kind], ...plain(value) } };
}

type Named = Pick<CaseFact, 'kind'> & { data: object };

/** Ids of the persons that a fact names. */
export function namedPersons({ data }: Named): string[] {
  const { talkerIds, contactIds, introducerIds } = data as Record<string, string[] | undefined>;
  return [...(talkerIds ?? []), ...(contactIds ?? []), ...(introducerIds ?? [])];
}

/** Ids of the organizations that a fact names. */
export function namedOrganizations({ data }: Named): string[] {
  const { upperOrganizationId, toOrganizationId } = data as Record<string, string | undefined>;
  return [upperOrganizationId, toOrganizationId].filter((id) => id !== undefined);
}

import { IdField } from '../../platform/graphql/input-fields.js';

/** Persons that one fact names at most. */
export const PERSONS_PER_FACT_MAX = 10;
/** Characters of a place or a party group. */
export const PLACE_LENGTH_MAX = 200;

/** The upper organization that a decision names. */
export const UpperOrganization = () => IdField('作出决定的上级党组织', 'The upper organization that decided');

import { EnterpriseStatus } from './enterprise-states.js';
import { refusalsOfStorefrontState, refusalsToOpenFor } from './storefront.rules.js';
import { STOREFRONT_TRANSITIONS, StorefrontStatus, type StorefrontVerb } from './storefront-states.js';

describe('a storefront', () => {
  it('is changed and closed while it is open, and reopened once it is closed', () => {
    const allowed = (Object.keys(STOREFRONT_TRANSITIONS) as StorefrontVerb[]).flatMap((verb) =>
      Object.values(StorefrontStatus)
        .filter((status) => refusalsOfStorefrontState(verb, status).length === 0)
        .map((status) => `${verb} ${status}`),
    );
    expect(allowed).toEqual(['changeStorefront OPEN', 'closeStorefront OPEN', 'reopenStorefront CLOSED']);
  });

  it('is opened for an enterprise between admission and departure only', () => {
    const open = Object.values(EnterpriseStatus).filter((status) => refusalsToOpenFor(status, 'enterpriseId').length === 0);
    expect(open).toEqual(['ADMITTED', 'ORG_BUILDING', 'TRACKED']);
  });
});

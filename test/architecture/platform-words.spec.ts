import { basename } from 'node:path';
import { exportedDeclarations, filesBelow, syntaxOf, wordsOf } from './source-tree.js';

/** Nouns of the park. The platform would serve another product as well, so none of its files or exports carries one. */
const DOMAIN_NOUNS = [
  ...['park', 'parks', 'organization', 'organizations', 'enterprise', 'enterprises', 'committee', 'branch', 'party', 'industry', 'village'],
  ...['membership', 'memberships', 'member', 'members', 'officer', 'probationary', 'activist', 'applicant', 'prospect', 'introducer'],
  ...['streamer', 'streamers', 'host', 'hosts', 'broadcast', 'broadcasts', 'live', 'room', 'rooms', 'booking', 'checklist', 'preflight'],
  ...['pledge', 'pledges', 'plate', 'breach', 'storefront', 'skill', 'skills', 'tier', 'mentor', 'pairing', 'alliance'],
  ...['sales', 'sale', 'ledger', 'rollup', 'product', 'products', 'brand', 'beneficiary', 'farm', 'refund', 'grain', 'dashboard'],
];

/** Words that mean something else in these places. */
const OTHER_MEANINGS: Readonly<Record<string, string>> = {};

const sources = filesBelow('src/platform', '.ts');
const nounsIn = (name: string) => wordsOf(name).filter((word) => DOMAIN_NOUNS.includes(word));

describe('the platform', () => {
  it('has no domain noun in the names that it exports', () => {
    const found = sources.flatMap((file) =>
      exportedDeclarations(syntaxOf(file))
        .filter(({ name }) => nounsIn(name).length > 0 && !(name in OTHER_MEANINGS))
        .map(({ name }) => `${file.path}: ${name}`),
    );
    expect(found).toEqual([]);
  });

  it('has no domain noun in its file names', () => {
    expect(sources.map((file) => file.path).filter((path) => nounsIn(basename(path)).length > 0)).toEqual([]);
  });

  it('is proven to see one, and to leave the words of identity and storage alone', () => {
    expect([nounsIn('parkScope'), nounsIn('PARK_SCOPE'), nounsIn('live-room.entity')]).toEqual([['park'], ['park'], ['live', 'room']]);
    expect(['ParkcastLogger', 'Sessions', 'AccountStatus', 'PersonalDataCipher', 'FenScalar'].flatMap(nounsIn)).toEqual([]);
  });
});

import { Injectable } from '@nestjs/common';
import { Access } from '../access/access.js';
import { AuditTrail } from '../platform/audit/audit-trail.js';
import type { Caller } from '../platform/auth/caller.js';
import { type ListingDefinition, Listings, type Page, type Selection, where, whereIn } from '../platform/database/listing.js';
import { Transactions } from '../platform/database/transactions.js';
import type { PlatformAccountView } from './platform-accounts.objects.js';
import type { PlatformAccountsArgs } from './platform-accounts.inputs.js';
import type { StreamersArgs } from './streamers.inputs.js';
import type { StreamerView } from './streamers.objects.js';

const PERSON_FIELDS_SHOWN = ['fullName', 'idCardMasked', 'phoneMasked'];

const personListing: ListingDefinition = {
  table: 'person',
  fields: { id: 'id', fullName: 'fullName', idCardMasked: 'idCardMasked', phoneMasked: 'phoneMasked' },
};
const verificationListing: ListingDefinition = {
  table: 'streamer_verification',
  fields: {
    id: 'id',
    method: 'method',
    post: 'post',
    agency: 'agency',
    qualifications: 'qualifications',
    hasResidence: 'CASE WHEN {t}.residenceSealed IS NULL THEN 0 ELSE 1 END',
    verifiedAt: 'verifiedAt',
  },
};
const guardianConsentListing: ListingDefinition = {
  table: 'guardian_consent',
  fields: { id: 'id', validFrom: 'validFrom', validUntil: 'validUntil', withdrawnOn: 'withdrawnOn', reference: 'reference' },
};

/** A phone that others recorded is shown, masked, while the host's own consent stands here (PR-2). */
function hidePhoneWithoutConsent({ person, consentGivenOn, consentWithdrawnOn }: Record<string, unknown>): void {
  const shown = person as { phoneMasked?: string | null } | undefined;
  if (shown && (consentGivenOn === null || consentWithdrawnOn !== null)) shown.phoneMasked = null;
}

/** How streamers are read. `person` is for callers with `streamers.read` alone, who come through `StreamerQueries`. */
const streamerListing: ListingDefinition = {
  table: 'streamer',
  fields: {
    id: 'id',
    parkId: 'parkId',
    stageName: 'stageName',
    kind: 'kind',
    status: 'status',
    agency: 'agency',
    enrolledAt: 'enrolledAt',
    verifiedAt: 'verifiedAt',
    verificationMethod: 'verificationMethod',
    consentGivenOn: 'consentGivenOn',
    consentWithdrawnOn: 'consentWithdrawnOn',
    version: 'version',
  },
  always: ['parkId', 'consentGivenOn', 'consentWithdrawnOn'],
  derive: hidePhoneWithoutConsent,
  one: { person: { listing: () => personListing, key: 'personId' } },
  many: {
    verifications: { listing: () => verificationListing, ownerKey: 'streamerId', orderBy: '{t}.verifiedAt DESC, {t}.id DESC' },
    guardianConsents: { listing: () => guardianConsentListing, ownerKey: 'streamerId', orderBy: '{t}.validFrom DESC, {t}.id DESC' },
  },
  orders: {
    STAGE_NAME: { by: ['{t}.stageName'], direction: 'ASC' },
    NEWEST_FIRST: { by: ['{t}.enrolledAt'], direction: 'DESC' },
  },
};

/** How platform accounts are read; other modules join it to their rows. */
export const platformAccountListing: ListingDefinition = {
  table: 'platform_account',
  fields: {
    id: 'id',
    parkId: 'parkId',
    platform: 'platform',
    name: 'name',
    externalId: 'externalId',
    kind: 'kind',
    status: 'status',
    version: 'version',
  },
  orders: { NAME: { by: ['{t}.name'], direction: 'ASC' } },
};

/** Reads of streamers and accounts within the caller's parks. */
@Injectable()
export class StreamerQueries {
  constructor(
    private readonly access: Access,
    private readonly listings: Listings,
    private readonly transactions: Transactions,
    private readonly audit: AuditTrail,
  ) {}

  /** A page of streamers. Showing the persons behind them is audited. */
  async streamers(caller: Caller, args: StreamersArgs, selection: Selection): Promise<Page<StreamerView>> {
    const scope = await this.access.parks(caller, 'streamers.read');
    const { parkId, status, kind, stageName } = args.filter ?? {};
    const conditions = [scope.condition()];
    if (parkId) conditions.push(where('{t}.parkId = ?', parkId));
    if (status) conditions.push(whereIn('{t}.status', status));
    if (kind) conditions.push(where('{t}.kind = ?', kind));
    if (stageName) conditions.push(where('{t}.stageName = ?', stageName));
    const { first, after, order } = args;
    const page = await this.listings.page<StreamerView>(streamerListing, { selection, conditions, order, first, after });
    await this.auditPersonsShown(caller, page.nodes);
    return page;
  }

  /** One streamer, or null when there is none in scope. */
  async streamer(caller: Caller, id: string, selection: Selection): Promise<StreamerView | null> {
    const scope = await this.access.parks(caller, 'streamers.read');
    const streamer = await this.listings.one<StreamerView>(streamerListing, selection, [where('{t}.id = ?', id), scope.condition()]);
    await this.auditPersonsShown(caller, streamer ? [streamer] : []);
    return streamer;
  }

  /** A page of platform accounts. */
  async platformAccounts(caller: Caller, args: PlatformAccountsArgs, selection: Selection): Promise<Page<PlatformAccountView>> {
    const scope = await this.access.parks(caller, 'streamers.read');
    const { parkId, platform, status } = args.filter ?? {};
    const conditions = [scope.condition()];
    if (parkId) conditions.push(where('{t}.parkId = ?', parkId));
    if (platform) conditions.push(where('{t}.platform = ?', platform));
    if (status) conditions.push(where('{t}.status = ?', status));
    const { first, after, order } = args;
    return this.listings.page<PlatformAccountView>(platformAccountListing, { selection, conditions, order, first, after });
  }

  /** One account, or null when there is none in scope. */
  async platformAccount(caller: Caller, id: string, selection: Selection): Promise<PlatformAccountView | null> {
    const scope = await this.access.parks(caller, 'streamers.read');
    return this.listings.one<PlatformAccountView>(platformAccountListing, selection, [where('{t}.id = ?', id), scope.condition()]);
  }

  private async auditPersonsShown(caller: Caller, shown: readonly StreamerView[]): Promise<void> {
    const withPerson = shown.filter((streamer) => streamer.person);
    if (withPerson.length === 0) return;
    await this.transactions.run(async (tx) => {
      for (const parkId of new Set(withPerson.map((streamer) => streamer.parkId))) {
        const recordIds = withPerson.filter((streamer) => streamer.parkId === parkId).map((streamer) => streamer.id);
        await this.audit.recordRead(tx, caller, { scopeId: parkId, recordKind: 'Streamer', recordIds, fields: PERSON_FIELDS_SHOWN });
      }
    });
  }
}

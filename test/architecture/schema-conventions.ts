/** What the schema may deviate in, as data: each entry is a decision with its reason. */

/** Verbs that mutations begin with. A new verb is added when the park's people use it. */
export const MUTATION_VERBS = [
  ...['abort', 'accept', 'acknowledge', 'activate', 'add', 'admit', 'appoint', 'approve', 'assign', 'attach', 'begin', 'book'],
  ...['cancel', 'change', 'choose', 'close', 'commit', 'complete', 'confirm', 'convert', 'correct', 'cover', 'create', 'decline'],
  ...['detach', 'disable', 'discard', 'dismiss', 'disqualify', 'dissolve', 'draft', 'enable', 'end', 'enroll', 'establish'],
  ...['extend', 'fill', 'found', 'give', 'grant', 'import', 'invite', 'issue', 'join', 'leave', 'link', 'list', 'load', 'map', 'mark'],
  ...['match', 'merge', 'move', 'name', 'open', 'override', 'pause', 'place', 'plan', 'postpone', 'prepare', 'preview', 'propose'],
  ...['publish', 'reactivate', 'rebuild', 'recall', 'recompute', 'record', 'rectify', 'refresh', 'refuse', 'register', 'reinstate'],
  ...['reject', 'release', 'relist', 'remove', 'rename', 'renew', 'reopen', 'replace', 'report', 'request', 'rerun', 'reschedule', 'reset'],
  ...['restart', 'restore', 'restrict', 'resume', 'retire', 'retry', 'reveal', 'reverse', 'revoke', 'rotate', 'schedule', 'seal'],
  ...['select', 'send', 'set', 'sign', 'start', 'stop', 'submit', 'substitute', 'suspend', 'switch', 'take', 'tally', 'terminate', 'track'],
  ...['transfer', 'unlink', 'unlock', 'update', 'upload', 'vacate', 'verify', 'withdraw'],
];

/** Verbs that hide what happens in the park. */
export const EMPTY_VERBS = ['update', 'set', 'save', 'edit', 'modify', 'process', 'handle', 'manage', 'do'];

/** Lists that are not connections because their length is bounded by a rule, as `Type.field`, each with its bound. */
export const BOUNDED_LISTS: Readonly<Record<string, string>> = {
  'Account.grants': 'roles of one account',
  'AuditEntry.changes': 'at most 60 fields of one act',
  'ApiToken.permissions': 'permissions of the table of roles',
  'Viewer.grants': 'roles of one account',
  'Viewer.permissions': 'permissions of the table of roles',
  'Organization.coverages': 'units that one organization covers',
  'Organization.links': 'industry and territorial links of one organization',
  'Organization.statusChanges': 'states of one organization, each after a decision',
  'BrandProduct.evidence': 'papers of one product',
  'BrandProduct.platformCodes': 'codes of one product',
  'BrandProduct.statusChanges': 'states of one product, each after a decision',
  'Enterprise.ownOrganizations': 'one at a time',
  'Enterprise.statusChanges': 'states of one enterprise, each after a decision',
  'Park.slotHolders': 'places of one park over the years',
  'Park.statusChanges': 'states of one park, each after a decision',
  'ParkStructure.findings': 'one for each place of one park',
  'ParkStructure.slots': 'places of the template',
  'ReleaseSlotHolderPayload.findings': 'one for each place of one park',
  'SlotDefinition.holderKinds': 'values of an enum',
  'StructureSlot.holderKinds': 'values of an enum',
  'StructureSlot.holders': 'holders of one place on one day',
  'StructureTemplate.slots': 'places of the template',
  'BookingConflict.conflicts': 'at most 20 sessions in the way',
  'BroadcastSession.beneficiaries': 'at most 20 in a plan',
  'BroadcastSession.checklist': 'items of the template',
  'BroadcastSession.findings': 'one of a kind for each neighbor in time',
  'BroadcastSession.history': 'steps of one session',
  'BroadcastSession.hosts': 'at most 24 in a plan',
  'BroadcastSession.products': 'at most 100 in a plan',
  'RoomAvailability.busy': 'sessions of one room on one day',
  'RoomAvailability.free': 'gaps of one room on one day',
  'Streamer.guardianConsents': 'consents for one minor',
  'Streamer.verifications': 'verifications of one streamer',
  'ImportBatch.droppedHeaders': 'at most 200 columns of a sheet',
  'ImportBatch.fileFindings': 'at most 50 of one file',
  'ImportBatch.problems': 'at most 200 rows; the others are counted and paged by importRows',
  'ImportPreview.lives': 'lives of one file of at most 20,000 rows',
  'ImportPreview.sameFileBatchIds': 'at most 20',
  'ImportPreview.unmatchedRows': 'at most 200 row numbers',
  'ImportRow.findings': 'at most 10 of one row',
  'Query.workCalendarYears': 'years from 2000 to 2199',
  'Query.myFarmAidSales': 'one for each beneficiary that an account stands for',
  'Query.unmappedProductCodes': 'at most 500 codes',
  'RecordSalesPayload.entries': 'at most 500 in an input',
  'SalesDashboard.beneficiaries': 'at most 5,000 of one park',
  'SalesDashboard.days': 'at most 1,096 days of a period',
  'SalesDashboard.products': 'at most 50 and the row without a product',
  'SalesDashboard.streamers': 'at most 50 and the row without a streamer',
  'WorkCalendarYear.days': 'days of one year',
  'WorkCalendarYearPreview.changedDays': 'days of one year',
  'WorkCalendarYearPreview.findings': 'at most two for each day of an input',
  'WorkdaySpan.missingYears': 'years of a span of at most 250 working days',
};

/** Connections with one order only, as `Type.field`, each with that order. */
export const FIXED_ORDER: Readonly<Record<string, string>> = {
  'Query.importBatches': 'newest first',
  'Query.importRows': 'as the rows stand in the file',
  'Query.myBeneficiaries': 'by name; an account stands for a handful',
  'Query.myNotices': 'newest first',
  'Query.myProducts': 'by name; a beneficiary has a handful',
};

/** Mutations without an input, each with the reason why there is nothing to say. */
export const WITHOUT_INPUT: Readonly<Record<string, string>> = {
  signOut: 'ends the session of the request',
};

/** Mutations that neither create with a key nor change at a version, each with the reason why a repetition is harmless. */
export const WITHOUT_KEY_OR_VERSION: Readonly<Record<string, string>> = {
  signIn: 'opens a session of its own each time',
  refreshSession: 'a refresh token is good for one exchange',
  changePassword: 'a repetition no longer knows the current password',
  revokeSession: 'a session ends once',
  revokeApiToken: 'a token is revoked once',
  revokeRole: 'a grant is taken back once',
  rerunJob: 'only a dead job runs again',
  attachLive: 'a live is attached to one session once',
  markNoticesRead: 'a notice is read once',
  mapProductCode: 'the same code leads to the same product again',
  revealPersonIdCard: 'changes nothing; every reading is audited',
  revealPersonPhone: 'changes nothing; every reading is audited',
  revealStreamerResidence: 'changes nothing; every reading is audited',
};

/** Names that end in Id and hold what another system calls its id, so that they are texts. */
export const FOREIGN_IDS: Readonly<Record<string, string>> = {
  externalId: "the streaming platform's own number of an account",
  liveExportId: "the streaming platform's own number of a live",
};

/** Fields of type Float, none of which is money. */
export const FLOATS: Readonly<Record<string, string>> = {};

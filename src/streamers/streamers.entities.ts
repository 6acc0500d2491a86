import { PlatformAccount } from './platform-account.entity.js';
import { GuardianConsent, Streamer, StreamerVerification } from './streamer.entity.js';

/** Entities of this module, for the application's list. */
export const STREAMERS_ENTITIES = [Streamer, StreamerVerification, GuardianConsent, PlatformAccount];

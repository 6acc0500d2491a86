import { SetMetadata } from '@nestjs/common';

/** Metadata key under which a handler's permission stands. */
export const PERMISSION_METADATA = 'parkcast:permission';
/** Handlers open to everybody. */
export const PUBLIC_ACCESS = 'PUBLIC';
/** Handlers open to every signed-in caller because they concern only that caller. */
export const SIGNED_IN = 'SIGNED_IN';

/** The permission that a caller needs, in at least one scope, to reach the handler. */
export const Permission = (permission: string) => SetMetadata(PERMISSION_METADATA, permission);

/** Opens a handler to everybody. */
export const Public = () => SetMetadata(PERMISSION_METADATA, PUBLIC_ACCESS);

/** Metadata key of handlers that stay open to a caller who must change the password first. */
export const BEFORE_PASSWORD_CHANGE_METADATA = 'parkcast:before-password-change';

/** Keeps a handler open to a caller whose password was given by somebody else and not changed yet; all others are closed to that caller. */
export const OpenBeforePasswordChange = () => SetMetadata(BEFORE_PASSWORD_CHANGE_METADATA, true);

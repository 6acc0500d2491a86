import { BROADCASTS_ENTITIES } from './broadcasts/broadcasts.entities.js';
import { DEVELOPMENT_ENTITIES } from './development/development.entities.js';
import { ENTERPRISE_ENTITIES } from './enterprises/enterprise.entity.js';
import { ORGANIZATION_ENTITIES } from './organizations/organizations.entities.js';
import { PARK_ENTITIES } from './parks/parks.entities.js';
import { AUDIT_ENTITIES } from './platform/audit/audit.entities.js';
import { AUTH_ENTITIES } from './platform/auth/account.entity.js';
import { WORK_CALENDAR_ENTITIES } from './platform/calendar/work-calendar.entity.js';
import { IDEMPOTENCY_ENTITIES } from './platform/idempotency/idempotency.entity.js';
import { NOTICE_ENTITIES } from './platform/notices/notice.entity.js';
import { QUEUE_ENTITIES } from './platform/queue/queue.entities.js';
import { PLEDGES_ENTITIES } from './pledges/pledges.entities.js';
import { SALES_ENTITIES } from './sales/sales.entities.js';
import { SKILLS_ENTITIES } from './skills/skills.entities.js';
import { STREAMERS_ENTITIES } from './streamers/streamers.entities.js';

/** All tables of the application. */
export const ENTITIES: (new () => object)[] = [
  ...AUTH_ENTITIES,
  ...IDEMPOTENCY_ENTITIES,
  ...AUDIT_ENTITIES,
  ...QUEUE_ENTITIES,
  ...WORK_CALENDAR_ENTITIES,
  ...NOTICE_ENTITIES,
  ...ORGANIZATION_ENTITIES,
  ...ENTERPRISE_ENTITIES,
  ...PARK_ENTITIES,
  ...STREAMERS_ENTITIES,
  ...PLEDGES_ENTITIES,
  ...DEVELOPMENT_ENTITIES,
  ...SKILLS_ENTITIES,
  ...BROADCASTS_ENTITIES,
  ...SALES_ENTITIES,
];

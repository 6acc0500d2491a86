import { addMonths, localDateOf } from '../platform/clock/local-date.js';
import { LawfulBasis } from '../platform/personal-data/lawful-bases.js';
import { ACCOUNTABILITY, type PersonalDataPart } from '../platform/personal-data/personal-tables.js';
import { personalTables } from '../platform/personal-data/table-declarations.js';
import { where, whereIn } from '../platform/database/listing.js';
import { inList } from '../platform/database/transactions.js';
import { BROADCAST_RECORDS } from '../streamers/streamers.personal-data.js';
import { HOLDING_STATUSES } from './broadcast-session-states.js';
import { SESSION_STILL_PLANNED } from './broadcasts.errors.js';

const KEPT_MONTHS = 36;

const PARK_RECORD = {
  purpose: ['直播场次记录及业绩归属', 'The record of sessions, and whose they were'],
  readers: 'broadcasts.read',
  scopeColumn: 'parkId',
  basis: LawfulBasis.LEGAL_DUTY,
  retention: BROADCAST_RECORDS,
  onErasure: 'KEEP',
  belongsTo: { streamerId: 'streamer' },
} as const;

/** Hosting: the links stay, so that no total changes; the host that they lead to is nameless by then. */
export const BROADCASTS_PERSONAL_DATA: PersonalDataPart = {
  module: 'broadcasts',
  links: [
    {
      name: 'duty',
      from: 'person',
      /* The duty person is written down by name; of namesakes only one who is enrolled in the park can be meant. */
      sql: `SELECT b.id AS id, b.parkId AS scopeId FROM person p JOIN streamer s ON s.personId = p.id
        JOIN broadcast_session b ON b.parkId = s.parkId AND b.dutyPersonName = p.fullName WHERE p.id IN {ids}`,
    },
  ],
  tables: personalTables(PARK_RECORD, {
    broadcast_session: {
      called: ['值守的场次', 'Sessions on duty'],
      purpose: ['虚拟形象直播须有真人值守(C08)', 'A session of an avatar has a person on duty (C08)'],
      onErasure: 'CLEAR',
      belongsTo: { id: 'duty' },
      fields: {
        dutyPersonName: ['值守人', 'Person on duty', { erasedAs: '已注销' }],
      },
    },
    host_segment: {
      called: ['主播时段', 'Segments hosted'],
      fields: {
        sessionId: ['场次', 'Session'],
        plannedStartAt: ['计划开始', 'Planned start'],
        plannedEndAt: ['计划结束', 'Planned end'],
        actualStartAt: ['实际开始', 'Actual start'],
        actualEndAt: ['实际结束', 'Actual end'],
      },
    },
    session_mentor: {
      called: ['现场指导', 'Sessions mentored'],
      fields: {
        sessionId: ['场次', 'Session'],
      },
    },
    session_history: {
      called: ['场次操作记录', 'Steps of sessions'],
      purpose: ['场次由谁安排、确认', 'Who planned and confirmed a session'],
      retention: ACCOUNTABILITY,
      belongsTo: { byAccountId: 'account' },
      fields: {
        verb: ['操作', 'Step'],
        byName: ['操作人', 'By'],
        at: ['时间', 'When'],
      },
    },
    session_checklist_item: {
      called: ['播前清单勾选', 'Checklist items done'],
      purpose: ['播前检查由谁完成(Art.30)', 'Who did a check before the broadcast'],
      retention: ACCOUNTABILITY,
      belongsTo: { doneBy: 'account' },
      fields: {
        code: ['事项', 'Item'],
        doneByName: ['完成人', 'Done by'],
        doneAt: ['时间', 'Done at'],
      },
    },
  }),
  retentionEnds: [
    {
      rule: BROADCAST_RECORDS,
      endsOn: async (tx, subject) => {
        const ids = subject.ids('streamer');
        if (ids.length === 0) return [];
        const rows = await tx.rows<{ scopeId: string; last: number | string }>(
          `SELECT t.parkId AS scopeId, MAX(COALESCE(s.actualEndAt, s.plannedEndAt)) AS last FROM streamer t
           JOIN host_segment h ON h.parkId = t.parkId AND h.streamerId = t.id JOIN broadcast_session s ON s.id = h.sessionId
           WHERE t.id IN ${inList(ids)} AND s.actualStartAt IS NOT NULL AND s.status <> 'WITHDRAWN'
           GROUP BY t.parkId`,
          [...ids],
        );
        return rows.map(({ scopeId, last }) => ({ scopeId, day: addMonths(localDateOf(new Date(Number(last))), KEPT_MONTHS) }));
      },
    },
  ],
  obstacles: [
    {
      ...{ table: 'broadcast_session', readers: 'broadcasts.read', scopeColumn: 'parkId' },
      standing: (subject) => {
        const host = whereIn('s.id', subject.ids('streamer'));
        return where(
          `{t}.status IN ${inList(HOLDING_STATUSES)} AND {t}.id IN (SELECT h.sessionId FROM streamer s
           JOIN host_segment h ON h.parkId = s.parkId AND h.streamerId = s.id WHERE ${host.sql})`,
          ...HOLDING_STATUSES,
          ...host.parameters,
        );
      },
      refusal: (count, path) => SESSION_STILL_PLANNED({ count }, ...path),
    },
  ],
};

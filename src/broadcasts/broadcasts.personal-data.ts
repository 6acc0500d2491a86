import { addMonths, type LocalDate, localDateOf } from '../platform/clock/local-date.js';
import { LawfulBasis } from '../platform/personal-data/lawful-bases.js';
import { ACCOUNTABILITY, type PersonalDataPart } from '../platform/personal-data/personal-tables.js';
import { inList } from '../platform/database/transactions.js';
import { BROADCAST_RECORDS } from '../streamers/streamers.personal-data.js';
import { HOLDING_STATUSES } from './broadcast-session-states.js';
import { SESSION_STILL_PLANNED } from './broadcasts.errors.js';

const KEPT_MONTHS = 36;

const PARK_RECORD = { readers: 'broadcasts.read', scopeColumn: 'parkId', onErasure: 'KEEP' } as const;
const HELD = { zh: '直播场次记录及业绩归属', en: 'The record of sessions, and whose they were' };

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
  tables: [
    {
      ...{ ...PARK_RECORD, table: 'broadcast_session', zh: '值守的场次', en: 'Sessions on duty', belongsTo: { id: 'duty' } },
      purpose: { zh: '虚拟形象直播须有真人值守(C08)', en: 'A session of an avatar has a person on duty (C08)' },
      basis: LawfulBasis.LEGAL_DUTY,
      retention: BROADCAST_RECORDS,
      onErasure: 'CLEAR',
      fields: { dutyPersonName: { zh: '值守人', en: 'Person on duty', erasedAs: () => '已注销' } },
    },
    {
      ...{
        ...PARK_RECORD,
        table: 'host_segment',
        zh: '主播时段',
        en: 'Segments hosted',
        belongsTo: { streamerId: 'streamer' },
        purpose: HELD,
      },
      ...{ basis: LawfulBasis.LEGAL_DUTY, retention: BROADCAST_RECORDS },
      fields: {
        sessionId: { zh: '场次', en: 'Session' },
        plannedStartAt: { zh: '计划开始', en: 'Planned start' },
        plannedEndAt: { zh: '计划结束', en: 'Planned end' },
        actualStartAt: { zh: '实际开始', en: 'Actual start' },
        actualEndAt: { zh: '实际结束', en: 'Actual end' },
      },
    },
    {
      ...{
        ...PARK_RECORD,
        table: 'session_mentor',
        zh: '现场指导',
        en: 'Sessions mentored',
        belongsTo: { streamerId: 'streamer' },
        purpose: HELD,
      },
      ...{ basis: LawfulBasis.LEGAL_DUTY, retention: BROADCAST_RECORDS },
      fields: { sessionId: { zh: '场次', en: 'Session' } },
    },
    {
      ...{ ...PARK_RECORD, table: 'session_history', zh: '场次操作记录', en: 'Steps of sessions', belongsTo: { byAccountId: 'account' } },
      purpose: { zh: '场次由谁安排、确认', en: 'Who planned and confirmed a session' },
      ...{ basis: LawfulBasis.LEGAL_DUTY, retention: ACCOUNTABILITY },
      fields: { verb: { zh: '操作', en: 'Step' }, byName: { zh: '操作人', en: 'By' }, at: { zh: '时间', en: 'When' } },
    },
    {
      ...{
        ...PARK_RECORD,
        table: 'session_checklist_item',
        zh: '播前清单勾选',
        en: 'Checklist items done',
        belongsTo: { doneBy: 'account' },
      },
      purpose: { zh: '播前检查由谁完成(Art.30)', en: 'Who did a check before the broadcast' },
      ...{ basis: LawfulBasis.LEGAL_DUTY, retention: ACCOUNTABILITY },
      fields: { code: { zh: '事项', en: 'Item' }, doneByName: { zh: '完成人', en: 'Done by' }, doneAt: { zh: '时间', en: 'Done at' } },
    },
  ],
  retentionEnds: [
    {
      rule: BROADCAST_RECORDS,
      endsOn: async (tx, subject): Promise<LocalDate | null> => {
        const ids = subject.ids('streamer');
        if (ids.length === 0) return null;
        const [row] = await tx.rows<{ last: number | string | null }>(
          `SELECT MAX(COALESCE(s.actualEndAt, s.plannedEndAt)) AS last FROM streamer t
           JOIN host_segment h ON h.parkId = t.parkId AND h.streamerId = t.id JOIN broadcast_session s ON s.id = h.sessionId
           WHERE t.id IN ${inList(ids)} AND s.actualStartAt IS NOT NULL`,
          [...ids],
        );
        return row?.last ? addMonths(localDateOf(new Date(Number(row.last))), KEPT_MONTHS) : null;
      },
    },
  ],
  obstacles: async (tx, subject) => {
    const ids = subject.ids('streamer');
    if (ids.length === 0) return [];
    const planned = await tx.rows<{ total: number | string }>(
      `SELECT COUNT(DISTINCT s.id) AS total FROM streamer t JOIN host_segment h ON h.parkId = t.parkId AND h.streamerId = t.id
       JOIN broadcast_session s ON s.id = h.sessionId WHERE t.id IN ${inList(ids)} AND s.status IN ${inList(HOLDING_STATUSES)}`,
      [...ids, ...HOLDING_STATUSES],
    );
    const count = Number(planned[0]!.total);
    return count > 0 ? [SESSION_STILL_PLANNED({ count }, 'input', 'personId')] : [];
  },
};

import { Inject, Injectable } from '@nestjs/common';
import type { LocalDate } from '../clock/local-date.js';
import { INSTALLATION_SCOPE } from '../database/ids.js';
import { type Condition, where } from '../database/listing.js';
import { inList, type Tx } from '../database/transactions.js';
import { DataSubject, type LinkedIds, PERSON_LINK } from './data-subject.js';
import type { ErasureStep, PersonalDataPart, PersonalObstacle, PersonalTable, RetentionRule } from './personal-tables.js';

/** Injection token of what the modules declare, in the order of the modules. */
export const PERSONAL_DATA_PARTS = Symbol('PersonalDataParts');

/** Records of one kind that may lead to one person; a person with more is a mistake in a link. */
const LINKED_MAX = 10_000;

/** A declared table with the module that declares it. */
export interface RegisteredTable extends PersonalTable {
  module: string;
}

/** The purpose register: every table with personal data, how its rows lead to a person, and what ends its retention (PR-1). */
@Injectable()
export class PersonalDataRegister {
  readonly tables: readonly RegisteredTable[];

  constructor(@Inject(PERSONAL_DATA_PARTS) private readonly parts: readonly PersonalDataPart[]) {
    this.tables = parts.flatMap(({ module, tables }) => tables.map((table) => ({ ...table, module })));
  }

  /** Columns of all modules that hold the id of a person. */
  get personColumns(): { table: string; column: string }[] {
    return this.parts.flatMap(({ personColumns }) => [...(personColumns ?? [])]);
  }

  /** The ids of every record that leads to the person. */
  async subjectOf(tx: Tx, personId: string): Promise<DataSubject> {
    const links = new Map<string, LinkedIds>([[PERSON_LINK, { ids: [personId], recordKind: 'Person' }]]);
    const scopeIds = new Set([INSTALLATION_SCOPE]);
    for (const { name, from, sql, recordKind } of this.parts.flatMap((part) => part.links ?? [])) {
      const start = links.get(from);
      if (!start) throw new Error(`The link ${name} starts from ${from}, which comes later`);
      const rows =
        start.ids.length === 0 ? [] : await tx.rows<{ id: string; scopeId: string }>(sql.replace('{ids}', inList(start.ids)), start.ids);
      if (rows.length > LINKED_MAX) throw new Error(`More than ${LINKED_MAX} records of ${name} lead to one person`);
      links.set(name, { ids: rows.map(({ id }) => id), recordKind: recordKind ?? null });
      for (const { scopeId } of rows) scopeIds.add(scopeId);
    }
    return new DataSubject(personId, links, [...scopeIds]);
  }

  /** The rows of a table that concern the person. */
  rowsOf(table: PersonalTable, subject: DataSubject, alias: string): Condition {
    const own = table.matches?.(subject) ?? subject.condition(table.belongsTo, alias);
    return where(
      `${own.sql.replaceAll('{t}', alias)}${table.only ? ` AND ${table.only.replaceAll('{t}', alias)}` : ''}`,
      ...own.parameters,
    );
  }

  /** Every kind of record that may stand against an erasure, from all modules. */
  get obstacles(): PersonalObstacle[] {
    return this.parts.flatMap(({ obstacles }) => [...(obstacles ?? [])]);
  }

  /** How many records of one kind stand against an erasure, of all or of those that fulfil a condition over `{t}`. */
  async countStanding(tx: Tx, subject: DataSubject, { table, standing }: PersonalObstacle, within = where('1 = 1')): Promise<number> {
    const own = standing(subject, tx.at);
    const [row] = await tx.rows<{ total: number | string }>(
      `SELECT COUNT(*) AS total FROM ${table} t WHERE (${own.sql}) AND (${within.sql})`.replaceAll('{t}', 't'),
      [...own.parameters, ...within.parameters],
    );
    return Number(row!.total);
  }

  /** Tells every module of a step. */
  async followStep(tx: Tx, subject: DataSubject, step: ErasureStep): Promise<void> {
    for (const { onErasureStep } of this.parts) await onErasureStep?.(tx, subject, step);
  }

  /** The last day on which the rule keeps something of the person, by scope; empty when it keeps nothing. */
  async retentionEnds(tx: Tx, subject: DataSubject, rule: RetentionRule): Promise<Map<string, LocalDate>> {
    const latest = new Map<string, LocalDate>();
    for (const end of this.parts.flatMap(({ retentionEnds }) => [...(retentionEnds ?? [])])) {
      if (end.rule.code !== rule.code) continue;
      for (const { scopeId, day } of await end.endsOn(tx, subject)) {
        const known = latest.get(scopeId);
        if (known === undefined || known < day) latest.set(scopeId, day);
      }
    }
    return latest;
  }
}

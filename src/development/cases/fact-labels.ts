import { Injectable } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import { getNamedType, type GraphQLInputField, type GraphQLNamedType, isEnumType, isInputObjectType } from 'graphql';
import { inList, type Tx } from '../../platform/database/transactions.js';
import type { Bilingual } from '../../platform/errors/faults.js';
import type { FactKind } from '../machine/case-facts.js';
import { factWord } from '../machine/rule-words.js';
import { fieldOfKind } from './fact-references.js';

/** One entry of a fact as it is stored: `ballot.yes` = `9`. */
export interface FactDetail {
  name: string;
  value: string;
}

/** What people read instead: 赞成票 = 9, 决定机构 = 支部委员会. */
export interface DetailWords {
  label: Bilingual;
  text: Bilingual;
}

const TRUTH: Readonly<Record<string, Bilingual>> = { true: { zh: '是', en: 'Yes' }, false: { zh: '否', en: 'No' } };

const same = (text: string): Bilingual => ({ zh: text, en: text });

/** A description of the schema is one line in each language. */
function wordsOf(description: string | null | undefined, otherwise: string): Bilingual {
  const [zh, en] = (description ?? '').split('\n');
  return { zh: zh || otherwise, en: en || otherwise };
}

/**
 * Words for the content of facts, so that a confirmer reads what is to be confirmed. They are those of the schema in which the content was
 * entered: whatever can be recorded has its words, and in one place only.
 */
@Injectable()
export class FactLabels {
  constructor(private readonly modules: ModuleRef) {}

  /** The words for each detail, in their order; organizations and facts are named, in one statement each. */
  async of(tx: Tx, facts: readonly { kind: FactKind; details: readonly FactDetail[] }[]): Promise<DetailWords[][]> {
    const all = facts.flatMap(({ details }) => details);
    const idsOf = (isNamed: (name: string) => boolean) => [...new Set(all.filter(({ name }) => isNamed(name)).map(({ value }) => value))];
    const names = new Map([...(await organizationNames(tx, idsOf(isOrganization))), ...(await factWords(tx, idsOf(isFact)))]);
    return facts.map(({ kind, details }) =>
      details.map((detail) => {
        const field = this.fieldOf(kind, detail.name);
        const text = names.get(detail.value) ?? (field ? wordOfValue(getNamedType(field.type), detail.value) : same(detail.value));
        return { label: wordsOf(field?.description, detail.name), text };
      }),
    );
  }

  private fieldOf(kind: FactKind, path: string): GraphQLInputField | null {
    /* The schema exists once the application serves it; a worker has none and asks for no words. */
    const { schema } = this.modules.get(GraphQLSchemaHost, { strict: false });
    let type: GraphQLNamedType | undefined = schema.getType('DevelopmentFactInput');
    let field: GraphQLInputField | undefined;
    for (const name of [fieldOfKind(kind), ...path.split('.')]) {
      if (!isInputObjectType(type)) return null;
      field = type.getFields()[name];
      if (!field) return null;
      type = getNamedType(field.type);
    }
    return field ?? null;
  }
}

const isOrganization = (name: string) => /(^|\.|[a-z])[oO]rganizationId$/.test(name);
const isFact = (name: string) => /(^|\.|[a-z])[fF]actId$/.test(name);

function wordOfValue(type: GraphQLNamedType, value: string): Bilingual {
  if (isEnumType(type)) return wordsOf(type.getValue(value)?.description, value);
  return type.name === 'Boolean' ? (TRUTH[value] ?? same(value)) : same(value);
}

async function organizationNames(tx: Tx, ids: readonly string[]): Promise<[string, Bilingual][]> {
  if (ids.length === 0) return [];
  const rows = await tx.rows<{ id: string; name: string }>(`SELECT id, name FROM organization WHERE id IN ${inList(ids)}`, ids);
  return rows.map(({ id, name }) => [id, same(name)]);
}

async function factWords(tx: Tx, ids: readonly string[]): Promise<[string, Bilingual][]> {
  if (ids.length === 0) return [];
  const sql = `SELECT id, kind, occurredOn FROM development_fact WHERE id IN ${inList(ids)}`;
  const rows = await tx.rows<{ id: string; kind: FactKind; occurredOn: string }>(sql, ids);
  return rows.map(({ id, kind, occurredOn }) => {
    const { zh, en } = factWord(kind);
    return [id, { zh: `${zh}(${occurredOn})`, en: `${en} (${occurredOn})` }];
  });
}

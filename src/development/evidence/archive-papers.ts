import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Tx } from '../../platform/database/transactions.js';
import type { Bilingual } from '../../platform/errors/faults.js';
import { type FactInQuestion, FactChecks } from '../cases/fact-checks.js';
import type { RuleCheck } from '../machine/rule-check.js';
import { ruleOf } from '../rule-sets/rule-set.js';
import { missingPapers, type RequiredPaper, requiredPapers } from './archive.rules.js';
import { heldPaperKinds } from './document-rows.js';
import { paperName } from './paper-kinds.js';

/** Asks, before a case is archived, whether every paper of R34 lies in the file. What is missing is a warning that two persons may pass (INV-19). */
@Injectable()
export class ArchivePapers implements OnModuleInit {
  constructor(private readonly checks: FactChecks) {}

  onModuleInit(): void {
    this.checks.register((tx, question) => this.check(tx, question));
  }

  private async check(tx: Tx, { row, facts, added, world }: FactInQuestion): Promise<RuleCheck[]> {
    if (added.kind !== 'ARCHIVED') return [];
    const set = world.ruleSetOn(added.occurredOn);
    const required = requiredPapers(set, facts);
    const missing = missingPapers(required, await heldPaperKinds(tx, row.id));
    const { article } = ruleOf(set, 'R34');
    const isPassed = added.overrides.some(({ ruleId }) => ruleId === 'R34');
    const outcome = missing.length === 0 ? 'OK' : isPassed ? 'OVERRIDDEN' : 'WARNED';
    return [
      {
        ...{ ruleId: 'R34', ruleSetId: set.id, code: 'ARCHIVE_INCOMPLETE', article, severity: 'WARN', outcome },
        facts: { requiredCount: required.length, missingCount: missing.length, missing: missing.map(({ code }) => code).join(',') },
        reason: missing.length === 0 ? null : reasonOf(missing, article),
        cure: missing.length === 0 ? null : cureOf(missing),
        ...{ curedOn: null, notBeforeOn: null, notAfterOn: null, isStopping: outcome === 'WARNED', isAboutEntry: false },
      },
    ];
  }
}

/** What to do about one missing paper. */
export function paperCure({ code }: RequiredPaper): Bilingual {
  const { zh, en } = paperName(code);
  return {
    zh: `请把“${zh}”收入档案后登记(attachDevelopmentDocument,种类 ${code});确已遗失的,请写明情况,由另一人同意后归档。`,
    en: `Put "${en}" into the file and register it (attachDevelopmentDocument, kind ${code}); if it is lost, give the reason and let a second person accept it.`,
  };
}

function listed(missing: readonly RequiredPaper[]): Bilingual {
  const names = missing.map(({ code }) => paperName(code));
  return { zh: names.map(({ zh }) => zh).join('、'), en: names.map(({ en }) => en.toLowerCase()).join(', ') };
}

function reasonOf(missing: readonly RequiredPaper[], article: Bilingual): Bilingual {
  const { zh, en } = listed(missing);
  return {
    zh: `归档材料不齐,还缺:${zh}(R34,${article.zh})。`,
    en: `The file is not complete; missing: ${en} (R34, ${article.en}).`,
  };
}

function cureOf(missing: readonly RequiredPaper[]): Bilingual {
  const { zh, en } = listed(missing);
  return {
    zh: `请先收齐并登记:${zh};确已遗失的,请逐项写明原因,由另一人同意后归档。`,
    en: `Collect and register first: ${en}; for what is lost, give the reason and let a second person accept it.`,
  };
}

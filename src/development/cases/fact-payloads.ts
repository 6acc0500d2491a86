import { Injectable } from '@nestjs/common';
import type { Selection } from '../../platform/database/listing.js';
import { selectionBelow } from '../../platform/graphql/selection.js';
import type { DevelopmentFactPayload } from './case.objects.js';
import { CaseQueries } from './case.queries.js';
import { FactQueries } from './fact.queries.js';

/** A fact that has just been written, with its case. */
@Injectable()
export class FactPayloads {
  constructor(
    private readonly facts: FactQueries,
    private readonly cases: CaseQueries,
  ) {}

  async of(factId: string, selection: Selection): Promise<DevelopmentFactPayload> {
    const fact = await this.facts.written(factId, { ...selectionBelow(selection, 'fact'), caseId: true });
    const shown = selection.case && fact ? await this.cases.written(fact.caseId, selectionBelow(selection, 'case')) : null;
    return { fact, case: shown };
  }
}
